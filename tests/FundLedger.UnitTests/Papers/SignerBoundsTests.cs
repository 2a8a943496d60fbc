using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Papers;

/// <summary>Until when a certificate signs, for what it may be issued, and who issued it.</summary>
public sealed class SignerBoundsTests : IDisposable
{
    private static readonly Instant End = Instant.FromUtc(2022, 1, 1, 0, 0);

    private static readonly DateTimeOffset Start = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-signer-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(-2_592_000, SignerState.Ready)]
    [InlineData(-2_591_999, SignerState.EndsSoon)]
    [InlineData(0, SignerState.EndsSoon)]
    [InlineData(1, SignerState.Ended)]
    public void A_certificate_signs_to_its_last_second_and_says_so_a_month_before(long seconds, SignerState state)
    {
        using var unit = TestCertificate.OfRsa(to: "2022-01-01T00:00:00Z");
        using var certificate = unit.Open();
        var signer = new PaperSigner(certificate, new StandingClock(End + Duration.FromSeconds(seconds)));
        Assert.Equal((state, state != SignerState.Ended), (signer.State, signer.For(End) is not null));
    }

    [Fact]
    public void The_time_of_a_signature_is_of_whole_seconds_and_not_before_the_certificate()
    {
        using var unit = TestCertificate.OfRsa(from: "2021-12-01T00:00:00Z", to: "2022-01-01T00:00:00Z");
        using var certificate = unit.Open();
        var signer = new PaperSigner(certificate, new StandingClock(End));
        var day = Instant.FromUtc(2021, 12, 5, 6, 7, 8);
        Assert.Equal(day.ToDateTimeOffset(), signer.For(day + Duration.FromMilliseconds(999))!.At);
        Assert.Equal(certificate.From.ToDateTimeOffset(), signer.For(certificate.From - Duration.FromSeconds(1))!.At);
        Assert.Equal((Instant.FromUtc(2021, 12, 1, 0, 0), End), (certificate.From, certificate.To));
        Assert.Same(certificate, signer.Certificate);
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.DigitalSignature, true)]
    [InlineData(X509KeyUsageFlags.NonRepudiation, true)]
    [InlineData(X509KeyUsageFlags.NonRepudiation | X509KeyUsageFlags.KeyCertSign, true)]
    [InlineData(X509KeyUsageFlags.KeyCertSign, false)]
    public void It_must_be_issued_for_signatures(X509KeyUsageFlags usage, bool isTaken)
    {
        using var unit = TestCertificate.OfRsa(usage: usage);
        if (isTaken) unit.Open().Dispose();
        else Assert.Throws<SigningCertificateException>(unit.Open);
    }

    [Fact]
    public void Who_issued_it_goes_with_it_behind_its_own()
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ownKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuing = new CertificateRequest("CN=Ban Cơ yếu Thử", issuerKey, HashAlgorithmName.SHA256);
        issuing.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = issuing.CreateSelfSigned(Start, Start.AddYears(50));
        var request = new CertificateRequest("CN=Quỹ Thử", ownKey, HashAlgorithmName.SHA256);
        using var bare = request.Create(issuer, Start.AddDays(1), Start.AddYears(1), [1, 2, 3]);
        using var own = bare.CopyWithPrivateKey(ownKey);
        using var alone = X509CertificateLoader.LoadCertificate(issuer.RawData);
        using var certificate = Read([alone, own])!;
        Assert.Equal(("Quỹ Thử", "Ban Cơ yếu Thử", false), (certificate.Signer, certificate.Issuer, certificate.IsRepeatable));
        Assert.Equal([own.Thumbprint, alone.Thumbprint], certificate.Chain.Select(one => one.Thumbprint));
        Assert.Equal(own.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(), certificate.Fingerprint);
        Assert.Equal(2048 + own.RawData.Length + alone.RawData.Length, CmsSignature.Room(certificate));
    }

    [Fact]
    public void A_file_without_a_key_is_refused()
    {
        using var unit = TestCertificate.OfRsa();
        using var certificate = unit.Open();
        using var bare = X509CertificateLoader.LoadCertificate(certificate.Own.RawData);
        var refused = Assert.Throws<SigningCertificateException>(() => Read([bare]));
        Assert.Contains("has no private key", refused.Message, StringComparison.Ordinal);
        Assert.True(certificate.IsRepeatable);
    }

    private SigningCertificate? Read(X509Certificate2[] all)
    {
        var file = Path.Combine(folder, "unit.p12");
        File.WriteAllBytes(file, new X509Certificate2Collection(all).Export(X509ContentType.Pkcs12, "")!);
        return SigningCertificate.Read(name => name == SigningCertificate.Variable ? file : null);
    }
}
