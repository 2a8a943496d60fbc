using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Vault;

/// <summary>Who a beneficiary code stands for. Exists in clear only in memory.</summary>
/// <param name="SealedGroup">
/// The child's true class when it is a sealed one, e.g. <c>g05</c>; outside the vault such a child is "protected".
/// </param>
public sealed record Identity(
    string FullName, LocalDate BirthDate, string GuardianName, string GuardianRelation, string? SealedGroup = null);

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
    private const int TagSize = 16;

    public SealedIdentity Seal(string beneficiaryCode, Identity identity)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var clear = JsonSerializer.SerializeToUtf8Bytes(identity, Json.Options);
        var output = new byte[clear.Length + TagSize];
        using var aes = new AesGcm(key.Secret.Span, TagSize);
        var child = Encoding.UTF8.GetBytes(beneficiaryCode);
        aes.Encrypt(nonce, clear, output.AsSpan(0, clear.Length), output.AsSpan(clear.Length), child);
        return new SealedIdentity { BeneficiaryCode = beneficiaryCode, KeyId = key.Id, Nonce = nonce, Sealed = output };
    }

    /// <summary>
    /// Raises <see cref="CryptographicException"/> when the row was altered, belongs to another child or needs another key.
    /// </summary>
    public Identity Open(SealedIdentity row)
    {
        if (row.KeyId != key.Id)
        {
            throw new CryptographicException($"The identity of {row.BeneficiaryCode} is sealed with key {row.KeyId}, not {key.Id}.");
        }

        var clear = new byte[row.Sealed.Length - TagSize];
        using var aes = new AesGcm(key.Secret.Span, TagSize);
        var child = Encoding.UTF8.GetBytes(row.BeneficiaryCode);
        aes.Decrypt(row.Nonce, row.Sealed.AsSpan(0, clear.Length), row.Sealed.AsSpan(clear.Length), clear, child);
        return JsonSerializer.Deserialize<Identity>(clear, Json.Options) ?? throw new CryptographicException("The vault row is empty.");
    }
}
