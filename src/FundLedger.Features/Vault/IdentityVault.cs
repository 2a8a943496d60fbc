using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Vault;

/// <summary>Who a beneficiary code stands for. Exists in clear only in memory.</summary>
/// <param name="SealedGroup">
/// The child's true class when it is a sealed one, e.g. <c>g05</c>; outside the vault such a child is "protected".
/// </param>
public sealed record Identity(
    string FullName, LocalDate BirthDate, string GuardianName, string GuardianRelation, string? SealedGroup = null)
{
    /// <summary>Only the year of birth is known: the date is the day that the child is judged by, and never shown.</summary>
    public bool BirthYearOnly { get; init; }

    /// <summary>Number of the sub-group of the sealed group, or null.</summary>
    public int? SealedSubgroup { get; init; }

    /// <summary>The paper that the sealed group rests on: its kind would tell the group, so it is written here only.</summary>
    public string? SealedEvidence { get; init; }

    public Sex? Sex { get; init; }

    /// <summary>A number of 12 digits, or null: a child needs none.</summary>
    public string? PersonalId { get; init; }

    /// <summary>Whose number it is, e.g. "mẹ", when it is not the child's own; one parent's may stand for several children.</summary>
    public string? PersonalIdOf { get; init; }

    /// <summary>First day on which the sealed group did not hold any more; the child stays protected.</summary>
    public LocalDate? SealedUntil { get; init; }

    /// <summary>Age in full years; negative before birth. Whose day of birth nobody knows is 0 in the whole year of birth.</summary>
    public int AgeOn(LocalDate on) => BirthYearOnly && on.Year == BirthDate.Year ? 0 : Childhood.AgeOn(BirthDate, on);

    /// <summary>What other children are compared with.</summary>
    public ChildTraits TraitsIn(string? household) => new(FullName, BirthDate)
    {
        BirthYearOnly = BirthYearOnly, Sex = Sex, GuardianName = GuardianName, Household = household, PersonalId = PersonalId,
        PersonalIdIsShared = !string.IsNullOrEmpty(PersonalIdOf),
    };
}

/// <summary>Who cares for a child. Exists in clear only in memory.</summary>
public sealed record Carer(string Name, string Relation);

/// <summary>An identity as the database holds it.</summary>
public sealed record SealedIdentity
{
    public string BeneficiaryCode { get; init; } = "";

    public string KeyId { get; init; } = "";

    public byte[] Nonce { get; init; } = [];

    public byte[] Sealed { get; init; } = [];
}

/// <summary>
/// Seals and opens identities with AES-256-GCM. The code is bound in, so that two children's rows cannot be swapped unseen.
/// </summary>
public sealed class IdentityVault(VaultKey key)
{
    private const int MarkSize = 16;
    private const int TagSize = 16;
    private const int NonceSize = 12;

    public SealedIdentity Seal(string beneficiaryCode, Identity identity) => Seal(beneficiaryCode, beneficiaryCode, identity);

    /// <summary>A carer's number is bound in beside the child's code.</summary>
    public SealedIdentity SealCarer(string beneficiaryCode, int carerNo, Carer carer) =>
        Seal(beneficiaryCode, Place(beneficiaryCode, carerNo), carer);

    /// <summary>
    /// Raises <see cref="CryptographicException"/> when the row was altered, belongs to another child or needs another key.
    /// </summary>
    public Identity Open(SealedIdentity row) => Open<Identity>(row, row.BeneficiaryCode);

    /// <summary>Raises <see cref="CryptographicException"/> like <see cref="Open(SealedIdentity)"/>.</summary>
    public Carer OpenCarer(SealedIdentity row, int carerNo) => Open<Carer>(row, Place(row.BeneficiaryCode, carerNo));

    /// <summary>A paper of a request: nonce, ciphertext and tag in one, under a key of its holder, bound to its number.</summary>
    public (string KeyId, byte[] Content) SealPaper(string holder, int paperNo, byte[] clear) =>
        SealPaperAt(holder, PaperPlace(holder, paperNo), clear);

    /// <summary>
    /// 16 bytes that are the same for the same paper, as long as the key of the vault is; who has not the key learns nothing from them.
    /// </summary>
    public byte[] MarkPaper(byte[] clear)
    {
        byte[] marked = [.. "paper mark\n"u8, .. clear];
        return HMACSHA256.HashData(key.Present.Secret, marked)[..MarkSize];
    }

    /// <summary>A signed list or slip, bound to its own number.</summary>
    public (string KeyId, byte[] Content) SealSigned(string holder, Guid scan, byte[] clear) =>
        SealPaperAt(holder, SignedPlace(holder, scan), clear);

    private (string KeyId, byte[] Content) SealPaperAt(string holder, byte[] place, byte[] clear)
    {
        var (keyId, secret) = key.Children.ForSealing(holder);
        var output = new byte[NonceSize + clear.Length + TagSize];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceSize));
        using var aes = new AesGcm(secret, TagSize);
        aes.Encrypt(
            output.AsSpan(0, NonceSize), clear, output.AsSpan(NonceSize, clear.Length), output.AsSpan(NonceSize + clear.Length), place);
        return (keyId, output);
    }

    /// <summary>
    /// The paper; null when its key is not there any more. Raises <see cref="CryptographicException"/> when it was altered or swapped.
    /// </summary>
    public byte[]? OpenPaper(string holder, int paperNo, string keyId, byte[] content) =>
        OpenPaperAt(holder, PaperPlace(holder, paperNo), keyId, content);

    /// <summary>Like <see cref="OpenPaper"/>.</summary>
    public byte[]? OpenSigned(string holder, Guid scan, string keyId, byte[] content) =>
        OpenPaperAt(holder, SignedPlace(holder, scan), keyId, content);

    private byte[]? OpenPaperAt(string holder, byte[] place, string keyId, byte[] content)
    {
        if (key.Children.Find(holder, keyId) is not { } secret) return null;
        var clear = new byte[content.Length - NonceSize - TagSize];
        using var aes = new AesGcm(secret, TagSize);
        aes.Decrypt(
            content.AsSpan(0, NonceSize), content.AsSpan(NonceSize, clear.Length), content.AsSpan(NonceSize + clear.Length), clear, place);
        return clear;
    }

    private static byte[] PaperPlace(string holder, int paperNo) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{holder}/paper/{paperNo}"));

    private static byte[] SignedPlace(string holder, Guid scan) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{holder}/signed/{scan:N}"));

    private static string Place(string beneficiaryCode, int carerNo) =>
        string.Create(CultureInfo.InvariantCulture, $"{beneficiaryCode}/carer/{carerNo}");

    /// <summary>
    /// A keyed hash of what an identity is compared by, 32 bytes: another identity has another mark, and without the child's key nobody
    /// finds out what was marked.
    /// </summary>
    internal byte[] Mark(string beneficiaryCode, Identity identity) => HMACSHA256.HashData(
        key.Children.ForSealing(beneficiaryCode).Key, JsonSerializer.SerializeToUtf8Bytes(identity.TraitsIn(null), Json.Options));

    /// <summary>Destroys the keys of a child: whatever was sealed for it stays shut, in every backup of the database too.</summary>
    public void Erase(string beneficiaryCode) => key.Children.Destroy(beneficiaryCode);

    /// <summary>Whether the key of the row was destroyed: nobody opens it any more.</summary>
    public bool IsErased(SealedIdentity row) => key.Children.IsDestroyed(row.BeneficiaryCode, row.KeyId);

    private SealedIdentity Seal<T>(string beneficiaryCode, string place, T content)
    {
        var (keyId, secret) = key.Children.ForSealing(beneficiaryCode);
        var nonce = RandomNumberGenerator.GetBytes(12);
        var clear = JsonSerializer.SerializeToUtf8Bytes(content, Json.Options);
        var output = new byte[clear.Length + TagSize];
        using var aes = new AesGcm(secret, TagSize);
        aes.Encrypt(nonce, clear, output.AsSpan(0, clear.Length), output.AsSpan(clear.Length), Encoding.UTF8.GetBytes(place));
        return new SealedIdentity { BeneficiaryCode = beneficiaryCode, KeyId = keyId, Nonce = nonce, Sealed = output };
    }

    private T Open<T>(SealedIdentity row, string place)
    {
        var clear = new byte[row.Sealed.Length - TagSize];
        using var aes = new AesGcm(SecretOf(row), TagSize);
        aes.Decrypt(
            row.Nonce, row.Sealed.AsSpan(0, clear.Length), row.Sealed.AsSpan(clear.Length), clear, Encoding.UTF8.GetBytes(place));
        return JsonSerializer.Deserialize<T>(clear, Json.Options) ?? throw new CryptographicException("The vault row is empty.");
    }

    // Rows of the first version are sealed with a key of the ring itself, until a rotation seals them anew.
    private byte[] SecretOf(SealedIdentity row) =>
        (ChildKeys.IsOwn(row.KeyId) ? key.Children.Find(row.BeneficiaryCode, row.KeyId) : key.Find(row.KeyId)?.Secret)
        ?? throw new CryptographicException(
            $"The identity of {row.BeneficiaryCode} is sealed with key {row.KeyId}, which is not among the keys of the vault.");
}
