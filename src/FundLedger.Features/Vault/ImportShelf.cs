using System.Security.Cryptography;
using System.Text;
using FundLedger.Features.Database;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Vault;

/// <summary>
/// Where files with identities lie while somebody imports them: each import in a folder of its own outside the database, encrypted with a
/// key of its own that a key of the ring wraps. Destroying the key's file is the end of all that lies there.
/// </summary>
public sealed class ImportShelf
{
    private const string KeyFile = "key";
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly VaultKey ring;
    private readonly string folder;

    internal ImportShelf(VaultKey ring, string folder) => (this.ring, this.folder) = (ring, folder);

    /// <summary>How long an import that nobody ends keeps its file.</summary>
    public static Duration Keeps => Duration.FromDays(1);

    /// <summary>Whether the import has anything here still.</summary>
    public bool Has(Guid import) => File.Exists(PathOf(import, KeyFile));

    /// <summary>A place for a new import. An import that has one keeps it, with what lies there.</summary>
    public void Begin(Guid import, Instant now)
    {
        if (Has(import)) return;
        var wrapped = Convert.ToHexString(Seal(ring.Present.Secret, RandomNumberGenerator.GetBytes(KeySize), Bound(import, KeyFile)));
        SecretFile.Replace(PathOf(import, KeyFile), $"{ring.Id} {wrapped} {InstantPattern.ExtendedIso.Format(now)}");
    }

    /// <summary>Puts something there, in place of what had that name.</summary>
    public void Put(Guid import, string name, byte[] content)
    {
        var file = PathOf(import, name);
        File.WriteAllBytes(file + ".new", Seal(KeyOf(import), content, Bound(import, name)));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>
    /// What lies there; null when it is not there any more. Raises <see cref="CryptographicException"/> when it was altered.
    /// </summary>
    public byte[]? Find(Guid import, string name)
    {
        var file = PathOf(import, name);
        return Has(import) && File.Exists(file) ? Open(KeyOf(import), File.ReadAllBytes(file), Bound(import, name)) : null;
    }

    /// <summary>Takes away what has a name that begins so.</summary>
    public void Remove(Guid import, string beginning)
    {
        if (!Directory.Exists(FolderOf(import))) return;
        foreach (var file in Directory.EnumerateFiles(FolderOf(import), beginning + "*").ToList()) File.Delete(file);
    }

    /// <summary>Destroys the key of an import and all that lies under it.</summary>
    public void Destroy(Guid import)
    {
        if (!Directory.Exists(FolderOf(import))) return;
        if (Has(import)) File.WriteAllBytes(PathOf(import, KeyFile), new byte[new FileInfo(PathOf(import, KeyFile)).Length]);
        Directory.Delete(FolderOf(import), recursive: true);
    }

    /// <summary>Destroys what has lain here longer than <see cref="Keeps"/>; returns how many imports that were.</summary>
    public int Sweep(Instant now)
    {
        if (!Directory.Exists(folder)) return 0;
        var old = Directory.EnumerateDirectories(folder).Select(Path.GetFileName)
            .Where(name => Guid.TryParse(name, out _)).Select(name => Guid.Parse(name!)).Where(import => IsOver(import, now)).ToList();
        foreach (var import in old) Destroy(import);
        return old.Count;
    }

    // A folder without a readable key holds nothing that anybody can open.
    private bool IsOver(Guid import, Instant now) =>
        !Has(import) || File.ReadAllText(PathOf(import, KeyFile)).Trim().Split(' ') is not [_, _, var since]
        || InstantPattern.ExtendedIso.Parse(since) is not { Success: true } begun || begun.Value + Keeps <= now;

    private byte[] KeyOf(Guid import)
    {
        var parts = File.ReadAllText(PathOf(import, KeyFile)).Trim().Split(' ');
        var master = ring.Find(parts[0])
            ?? throw new CryptographicException($"An import's key is wrapped by {parts[0]}, which is not among the keys of the vault.");
        return Open(master.Secret, Convert.FromHexString(parts[1]), Bound(import, KeyFile));
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

    private static byte[] Bound(Guid import, string name) => Encoding.UTF8.GetBytes($"{import}/{name}");

    private string FolderOf(Guid import) => Path.Combine(folder, import.ToString());

    private string PathOf(Guid import, string name) => Path.Combine(FolderOf(import), name);
}
