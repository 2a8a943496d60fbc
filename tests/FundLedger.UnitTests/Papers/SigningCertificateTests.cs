using System.Security.Cryptography.X509Certificates;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using FundLedger.Web;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Papers;

public sealed class SigningCertificateTests
{
    [Fact]
    public void Without_a_certificate_nothing_is_signed() => Assert.Null(SigningCertificate.Read(_ => null));

    [Theory]
    [InlineData(SigningCertificate.Variable, "/nowhere/unit.p12", "there is no such file")]
    [InlineData(SigningCertificate.Variable, "/dev/null", "the password is another one, or the file is no PKCS #12 file")]
    [InlineData(SigningCertificate.Variable, "", "is set without")]
    [InlineData(SigningCertificate.PasswordVariable, "/nowhere/password", "there is no such file")]
    [InlineData(SigningCertificate.PasswordVariable, "/dev/null", "the password is another one")]
    [InlineData(SigningCertificate.PasswordVariable, "", "the password is another one")]
    public void What_cannot_be_used_is_refused_at_the_start_in_one_sentence(string name, string value, string reason)
    {
        using var unit = TestCertificate.OfRsa();
        var settings = new Dictionary<string, string>(unit.Settings) { [name] = value };
        var refused = Assert.Throws<StartupRefusedException>(() => new ServiceCollection().AddSigning(settings.GetValueOrDefault));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_certificate_for_other_work_is_refused()
    {
        using var unit = TestCertificate.OfRsa(usage: X509KeyUsageFlags.KeyEncipherment);
        Assert.Contains("not issued for signatures", Assert.Throws<SigningCertificateException>(unit.Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2022-01-01", SignerState.Ready)]
    [InlineData("2021-12-15", SignerState.EndsSoon)]
    [InlineData("2021-11-29", SignerState.Ended)]
    public void Who_looks_is_told_how_long_it_holds_and_after_its_end_nothing_is_signed(string to, SignerState state)
    {
        using var unit = TestCertificate.OfRsa(to: to);
        using var certificate = unit.Open();
        var now = Instant.FromUtc(2021, 11, 30, 10, 0);
        var signer = new PaperSigner(certificate, new StandingClock(now));
        Assert.Equal(state, signer.State);
        Assert.Equal(state == SignerState.Ended, signer.For(now) is null);
    }
}
