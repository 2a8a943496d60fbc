using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FundLedger.Features.Papers;

namespace FundLedger.Testing;

/// <summary>A self-made certificate of a unit in a PKCS #12 file with a password beside it; both go with it.</summary>
public sealed class TestCertificate : IDisposable
{
    private const string Password = "mật khẩu thử";

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-signing-").FullName;

    private TestCertificate(CertificateRequest request, string from, string to)
    {
        using var made = request.CreateSelfSigned(DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null));
        File.WriteAllBytes(Path.Combine(folder, "unit.p12"), made.Export(X509ContentType.Pkcs12, Password));
        File.WriteAllText(Path.Combine(folder, "password"), Password + "\n");
    }

    public Dictionary<string, string> Settings => new()
    {
        [SigningCertificate.Variable] = Path.Combine(folder, "unit.p12"),
        [SigningCertificate.PasswordVariable] = Path.Combine(folder, "password"),
    };

    public static TestCertificate OfRsa(string from = "2021-01-01", string to = "2099-01-01", X509KeyUsageFlags? usage = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(Name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (usage is { } only) request.CertificateExtensions.Add(new X509KeyUsageExtension(only, critical: true));
        return new TestCertificate(request, from, to);
    }

    public static TestCertificate OfCurve()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new TestCertificate(new CertificateRequest(Name, key, HashAlgorithmName.SHA256), "2021-01-01", "2099-01-01");
    }

    public SigningCertificate Open() => SigningCertificate.Read(Settings.GetValueOrDefault)!;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static X500DistinguishedName Name => new("CN=Quỹ Bảo trợ trẻ em Tam Đường, C=VN");
}
