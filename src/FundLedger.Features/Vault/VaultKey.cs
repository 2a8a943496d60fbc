using System.Security.Cryptography;
using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Database;
using NodaTime;

namespace FundLedger.Features.Vault;

/// <summary>
/// The keys of the identity vault, in a file outside the database: one a line, the first of them present, the others earlier ones. They
/// wrap the keys of the children, which lie in the folder of that name beside it. Destroying them erases every identity.
/// </summary>
public sealed class VaultKey
{
    private const int Size = 32;

    private static readonly Duration DraftsStay = Duration.FromDays(30);

    private readonly string path;
    private readonly string drafts;
    private readonly Lock reading = new();
    private IReadOnlyList<MasterKey> ring;

    private VaultKey(IReadOnlyList<MasterKey> ring, string path)
    {
        (this.ring, this.path) = (ring, path);
        Children = new ChildKeys(this, path + ".children");
        Imports = new SealedShelf(this, path + ".imports", Duration.FromDays(1));
        drafts = path + ".drafts";
    }

    /// <summary>Names the present key without telling it: the start of its SHA-256.</summary>
    public string Id => Present.Id;

    /// <summary>How many keys the file holds.</summary>
    public int Count => ring.Count;

    /// <summary>The wrapped keys of the children.</summary>
    public ChildKeys Children { get; }

    /// <summary>Files with identities while they are imported.</summary>
    public SealedShelf Imports { get; }

    /// <summary>Unfinished requests of one user, thirty days after they were last saved.</summary>
    public SealedShelf DraftsOf(string user) => new(this, Path.Combine(drafts, FolderOf(user)), DraftsStay);

    /// <summary>Destroys the drafts that nobody has touched for long; returns how many that were.</summary>
    public int SweepDrafts(Instant now) => AllDrafts().Sum(shelf => shelf.Sweep(now));

    /// <summary>Wraps the keys of all drafts by the present key; returns how many an earlier one had wrapped.</summary>
    internal int RewrapDrafts() => AllDrafts().Sum(shelf => shelf.Rewrap());

    internal MasterKey Present => ring[0];

    /// <summary>Reads lines of 64 hex digits. Raises <see cref="UnusableContentException"/> when the file holds something else.</summary>
    public static VaultKey Read(string path) => new(ReadRing(path), path);

    /// <summary>
    /// The keys of a data folder, made there when they are missing. Not for production, where losing the folder would lose every name.
    /// </summary>
    public static VaultKey In(string dataFolder)
    {
        SecretFile.In(dataFolder, "vault.key");
        return Read(Path.Combine(dataFolder, "vault.key"));
    }

    /// <summary>A key of the ring; the file is read again for one that another process added since.</summary>
    internal MasterKey? Find(string id)
    {
        if (Known(id) is { } key) return key;
        Reload();
        return Known(id);
    }

    internal void Reload()
    {
        lock (reading) ring = ReadRing(path);
    }

    /// <summary>Puts a new key in front of the others; what it wraps from now on needs it.</summary>
    internal void Renew() => Write([new MasterKey(RandomNumberGenerator.GetBytes(Size)), .. ring]);

    /// <summary>Forgets every key but the present one.</summary>
    internal void ForgetEarlier() => Write([Present]);

    private IEnumerable<SealedShelf> AllDrafts() => Directory.Exists(drafts)
        ? Directory.EnumerateDirectories(drafts).Select(folder => new SealedShelf(this, folder, DraftsStay))
        : [];

    // A user name may hold what a folder's name may not.
    private static string FolderOf(string user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)).AsSpan(0, 16));

    private void Write(IReadOnlyList<MasterKey> keys)
    {
        lock (reading)
        {
            SecretFile.Replace(path, string.Join('\n', keys.Select(key => Convert.ToHexString(key.Secret))));
            ring = keys;
        }
    }

    private MasterKey? Known(string id) => ring.FirstOrDefault(key => key.Id == id);

    private static IReadOnlyList<MasterKey> ReadRing(string path)
    {
        var lines = File.ReadAllLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return lines.Count > 0 && lines.All(line => line.Length == Size * 2 && line.All(char.IsAsciiHexDigit))
            ? [.. lines.Select(line => new MasterKey(Convert.FromHexString(line)))]
            : throw new UnusableContentException(
                $"Khóa kho danh tính gồm {Size * 2} chữ số thập lục phân, mỗi khóa một dòng; nội dung ở {path} không phải.",
                $"A vault key is {Size * 2} hex digits, one a line; what stands in {path} is not.");
    }
}

/// <summary>One key of the ring.</summary>
internal sealed class MasterKey(byte[] secret)
{
    /// <summary>The start of the SHA-256 of the key, in hex.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(secret).AsSpan(0, 4));

    public byte[] Secret { get; } = secret;
}
