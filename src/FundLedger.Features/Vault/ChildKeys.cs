using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using FundLedger.Features.Database;

namespace FundLedger.Features.Vault;

/// <summary>
/// The keys of the children, each wrapped by a key of the ring and in a file of its own outside the database: no backup of the database
/// holds one, so that destroying the file erases the child in every backup too.
/// </summary>
public sealed class ChildKeys
{
    // No id of a key of the ring begins so: they are hex.
    private const string Own = "k-";
    private const string Kept = ".key";
    private const string Destroyed = ".destroyed";
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly VaultKey ring;
    private readonly string folder;
    private readonly ConcurrentDictionary<string, byte[]> opened = [];

    internal ChildKeys(VaultKey ring, string folder) => (this.ring, this.folder) = (ring, folder);

    /// <summary>Whether a row was sealed with a key of a child's own, not with a key of the ring as before.</summary>
    internal static bool IsOwn(string keyId) => keyId.StartsWith(Own, StringComparison.Ordinal);

    /// <summary>The key that a child's rows are sealed with from now on; made when there is none.</summary>
    internal (string Id, byte[] Key) ForSealing(string code)
    {
        if (FilesOf(code, Kept).FirstOrDefault() is { } file && NameOf(file).Id is var id) return (id, Find(code, id)!);
        var key = RandomNumberGenerator.GetBytes(KeySize);
        var newId = Own + Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8));
        ring.Reload();
        SecretFile.Replace(PathOf(code, newId, Kept), Wrap(code, newId, key));
        return (newId, key);
    }

    /// <summary>
    /// The key of a row; null when it is not there. Raises <see cref="CryptographicException"/> when no key of the ring opens it.
    /// </summary>
    internal byte[]? Find(string code, string id)
    {
        if (opened.TryGetValue(id, out var known)) return known;
        var file = PathOf(code, id, Kept);
        return File.Exists(file) ? opened[id] = Unwrap(code, id, File.ReadAllText(file)) : null;
    }

    /// <summary>Whether the key of a row was destroyed here: its identity is erased, whatever backup the row comes from.</summary>
    public bool IsDestroyed(string code, string id) => File.Exists(PathOf(code, id, Destroyed));

    /// <summary>Destroys all keys of a child, and leaves a mark for each; returns how many there were.</summary>
    public int Destroy(string code)
    {
        var count = 0;
        foreach (var file in FilesOf(code, Kept).ToList())
        {
            var (_, id) = NameOf(file);
            File.WriteAllText(PathOf(code, id, Destroyed), "");
            File.WriteAllBytes(file, new byte[new FileInfo(file).Length]);
            File.Delete(file);
            opened.TryRemove(id, out _);
            count++;
        }

        return count;
    }

    /// <summary>The codes and key ids whose keys were destroyed here.</summary>
    public IEnumerable<(string Code, string Id)> AllDestroyed() => Files(Destroyed).Select(NameOf);

    /// <summary>
    /// Wraps every key that an earlier key of the ring wraps by the present one; returns how many. May be stopped and run again.
    /// </summary>
    public int Rewrap(CancellationToken token)
    {
        var count = 0;
        foreach (var file in Files(Kept))
        {
            token.ThrowIfCancellationRequested();
            var text = File.ReadAllText(file);
            if (text.StartsWith(ring.Id, StringComparison.Ordinal)) continue;
            var (code, id) = NameOf(file);
            SecretFile.Replace(file, Wrap(code, id, Unwrap(code, id, text)));
            count++;
        }

        return count;
    }

    /// <summary>How many keys an earlier key of the ring still wraps.</summary>
    public int WrappedEarlier() => Files(Kept).Count(file => !File.ReadAllText(file).StartsWith(ring.Id, StringComparison.Ordinal));

    private string Wrap(string code, string id, byte[] key)
    {
        var output = new byte[NonceSize + KeySize + TagSize];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceSize));
        using var aes = new AesGcm(ring.Present.Secret, TagSize);
        aes.Encrypt(
            output.AsSpan(0, NonceSize), key, output.AsSpan(NonceSize, KeySize), output.AsSpan(NonceSize + KeySize), Bound(code, id));
        return $"{ring.Id} {Convert.ToHexString(output)}";
    }

    private byte[] Unwrap(string code, string id, string text)
    {
        var parts = text.Trim().Split(' ');
        var master = ring.Find(parts[0])
            ?? throw new CryptographicException($"The key of {code} is wrapped by {parts[0]}, which is not among the keys of the vault.");
        var input = Convert.FromHexString(parts[1]);
        var key = new byte[KeySize];
        using var aes = new AesGcm(master.Secret, TagSize);
        aes.Decrypt(
            input.AsSpan(0, NonceSize), input.AsSpan(NonceSize, KeySize), input.AsSpan(NonceSize + KeySize), key, Bound(code, id));
        return key;
    }

    private static byte[] Bound(string code, string id) => Encoding.UTF8.GetBytes($"{code}/{id}");

    // A hundred folders, so that none grows too large.
    private string PathOf(string code, string id, string ending) => Path.Combine(folder, code[^2..], $"{code}.{id}{ending}");

    private IEnumerable<string> FilesOf(string code, string ending)
    {
        var shelf = Path.Combine(folder, code[^2..]);
        return Directory.Exists(shelf) ? Directory.EnumerateFiles(shelf, $"{code}.*{ending}").Order(StringComparer.Ordinal) : [];
    }

    private IEnumerable<string> Files(string ending) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + ending, SearchOption.AllDirectories) : [];

    private static (string Code, string Id) NameOf(string file)
    {
        var parts = Path.GetFileName(file).Split('.');
        return (parts[0], parts[1]);
    }
}
