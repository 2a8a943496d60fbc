using System.Security.Cryptography;
using System.Text;
using FundLedger.Features.Database;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Vault;

/// <summary>
/// Where files with identities lie for a while: those of an import, or of a draft, in a folder of their own outside the database, encrypted
/// with a key of their own that a key of the ring wraps. Destroying the key's file is the end of all that lies there.
/// </summary>
public sealed class SealedShelf
{
    private const string KeyFile = "key";
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly VaultKey ring;
    private readonly string folder;

    internal SealedShelf(VaultKey ring, string folder, Duration keeps) => (this.ring, this.folder, Keeps) = (ring, folder, keeps);

    /// <summary>How long what nobody ends or touches stays here.</summary>
    public Duration Keeps { get; }

    /// <summary>Whether anything of it lies here still.</summary>
    public bool Has(Guid box) => File.Exists(PathOf(box, KeyFile));

    /// <summary>A place for something new. What has one keeps it, with what lies there.</summary>
    public void Begin(Guid box, Instant now)
    {
        if (Has(box)) return;
        var wrapped = Convert.ToHexString(Seal(ring.Present.Secret, RandomNumberGenerator.GetBytes(KeySize), Bound(box, KeyFile)));
        SecretFile.Replace(PathOf(box, KeyFile), $"{ring.Id} {wrapped} {InstantPattern.ExtendedIso.Format(now)}");
    }

    /// <summary>What lies here is in use: the time that it stays begins anew.</summary>
    public void Touch(Guid box, Instant now)
    {
        if (File.ReadAllText(PathOf(box, KeyFile)).Trim().Split(' ') is not [var id, var wrapped, _]) return;
        SecretFile.Replace(PathOf(box, KeyFile), $"{id} {wrapped} {InstantPattern.ExtendedIso.Format(now)}");
    }

    /// <summary>All that have a place here.</summary>
    public IReadOnlyList<Guid> All()
    {
        if (!Directory.Exists(folder)) return [];
        var names = Directory.EnumerateDirectories(folder).Select(Path.GetFileName).Where(name => Guid.TryParse(name, out _));
        return [.. names.Select(name => Guid.Parse(name!))];
    }

    /// <summary>Wraps every key here by the present key of the ring; returns how many an earlier one had wrapped.</summary>
    public int Rewrap()
    {
        var earlier = All().Where(Has)
            .Where(one => !File.ReadAllText(PathOf(one, KeyFile)).StartsWith(ring.Id, StringComparison.Ordinal)).ToList();
        foreach (var one in earlier)
        {
            var since = File.ReadAllText(PathOf(one, KeyFile)).Trim().Split(' ')[2];
            var wrapped = Convert.ToHexString(Seal(ring.Present.Secret, KeyOf(one), Bound(one, KeyFile)));
            SecretFile.Replace(PathOf(one, KeyFile), $"{ring.Id} {wrapped} {since}");
        }

        return earlier.Count;
    }

    /// <summary>Puts something there, in place of what had that name.</summary>
    public void Put(Guid box, string name, byte[] content)
    {
        var file = PathOf(box, name);
        File.WriteAllBytes(file + ".new", Seal(KeyOf(box), content, Bound(box, name)));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>
    /// What lies there; null when it is not there any more. Raises <see cref="CryptographicException"/> when it was altered.
    /// </summary>
    public byte[]? Find(Guid box, string name)
    {
        var file = PathOf(box, name);
        return Has(box) && File.Exists(file) ? Open(KeyOf(box), File.ReadAllBytes(file), Bound(box, name)) : null;
    }

    /// <summary>Takes away what has a name that begins so.</summary>
    public void Remove(Guid box, string beginning)
    {
        if (!Directory.Exists(FolderOf(box))) return;
        foreach (var file in Directory.EnumerateFiles(FolderOf(box), beginning + "*").ToList()) File.Delete(file);
    }

    /// <summary>Destroys a key and all that lies under it.</summary>
    public void Destroy(Guid box)
    {
        if (!Directory.Exists(FolderOf(box))) return;
        if (Has(box)) File.WriteAllBytes(PathOf(box, KeyFile), new byte[new FileInfo(PathOf(box, KeyFile)).Length]);
        Directory.Delete(FolderOf(box), recursive: true);
    }

    /// <summary>Destroys what has lain here longer than <see cref="Keeps"/>; returns how many that were.</summary>
    public int Sweep(Instant now)
    {
        var old = All().Where(one => IsOver(one, now)).ToList();
        foreach (var box in old) Destroy(box);
        return old.Count;
    }

    // A folder without a readable key holds nothing that anybody can open.
    private bool IsOver(Guid box, Instant now) =>
        !Has(box) || File.ReadAllText(PathOf(box, KeyFile)).Trim().Split(' ') is not [_, _, var since]
        || InstantPattern.ExtendedIso.Parse(since) is not { Success: true } begun || begun.Value + Keeps <= now;

    private byte[] KeyOf(Guid box)
    {
        var parts = File.ReadAllText(PathOf(box, KeyFile)).Trim().Split(' ');
        var master = ring.Find(parts[0])
            ?? throw new CryptographicException($"A key of the shelf is wrapped by {parts[0]}, which is not among the keys of the vault.");
        return Open(master.Secret, Convert.FromHexString(parts[1]), Bound(box, KeyFile));
    }

    private static byte[] Seal(byte[] key, byte[] clear, byte[] bound)
    {
        var output = new byte[NonceSize + clear.Length + TagSize];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(
            output.AsSpan(0, NonceSize), clear, output.AsSpan(NonceSize, clear.Length), output.AsSpan(NonceSize + clear.Length), bound);
        return output;
    }

    private static byte[] Open(byte[] key, byte[] input, byte[] bound)
    {
        if (input.Length < NonceSize + TagSize) throw new CryptographicException("What lies here is too short to be sealed.");
        var clear = new byte[input.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(
            input.AsSpan(0, NonceSize), input.AsSpan(NonceSize, clear.Length), input.AsSpan(NonceSize + clear.Length), clear, bound);
        return clear;
    }

    private static byte[] Bound(Guid box, string name) => Encoding.UTF8.GetBytes($"{box}/{name}");

    private string FolderOf(Guid box) => Path.Combine(folder, box.ToString());

    private string PathOf(Guid box, string name) => Path.Combine(FolderOf(box), name);
}
