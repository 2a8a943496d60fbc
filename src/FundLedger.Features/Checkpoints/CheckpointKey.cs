using System.Security.Cryptography;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Database;

namespace FundLedger.Features.Checkpoints;

/// <summary>The key that signs checkpoints (ECDSA P-256); lives in a file outside the database, as PEM (PKCS #8).</summary>
public sealed class CheckpointKey : IDisposable
{
    private const string FileName = "checkpoint.key";
    private const string PublicFileName = "checkpoint.pub.pem";

    private readonly ECDsa key;

    private CheckpointKey(ECDsa key) => (this.key, PublicKey) = (key, key.ExportSubjectPublicKeyInfo());

    /// <summary>As SubjectPublicKeyInfo; for everybody.</summary>
    public byte[] PublicKey { get; }

    public string Fingerprint => Checkpoint.FingerprintOf(PublicKey);

    /// <summary>Reads a private key. Raises <see cref="UnusableContentException"/> when the file holds no P-256 key in PEM.</summary>
    public static CheckpointKey Read(string path) => new(FromPem(File.ReadAllText(path), path));

    /// <summary>
    /// The key of a data folder, made there when it is missing, with the public key beside it. Not for production: the key must not lie
    /// on the machine of the database.
    /// </summary>
    public static CheckpointKey In(string dataFolder)
    {
        var key = new CheckpointKey(FromPem(SecretFile.In(dataFolder, FileName, NewPem), dataFolder));
        var file = Path.Combine(dataFolder, PublicFileName);
        var pem = PemEncoding.WriteString("PUBLIC KEY", key.PublicKey) + "\n";
        if (!File.Exists(file) || File.ReadAllText(file) != pem) File.WriteAllText(file, pem);
        return key;
    }

    /// <summary>Reads a public key in PEM. Raises <see cref="UnusableContentException"/> when the file holds none.</summary>
    public static byte[] ReadPublic(string path)
    {
        using var key = FromPem(File.ReadAllText(path), path);
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>The public key of a data folder; null when none was made there.</summary>
    public static byte[]? FindPublic(string dataFolder) =>
        Path.Combine(dataFolder, PublicFileName) is var file && File.Exists(file) ? ReadPublic(file) : null;

    public Checkpoint Sign(Checkpoint point)
    {
        var named = point with { PublicKey = PublicKey };
        return named with { Signature = key.SignData(named.Content(), HashAlgorithmName.SHA256) };
    }

    public void Dispose() => key.Dispose();

    private static string NewPem()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKeyPem();
    }

    private static ECDsa FromPem(string pem, string where)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize == 256) return key;
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException)
        {
            throw new UnusableContentException(
                $"Nội dung ở {where} không phải khóa dạng PEM.", $"What stands in {where} is no key in PEM.", unusable);
        }

        throw new UnusableContentException(
            $"Khóa ký điểm đối chiếu phải thuộc đường cong P-256; khóa ở {where} thì không.",
            $"A checkpoint key is of the curve P-256; the one in {where} is not.");
    }
}
