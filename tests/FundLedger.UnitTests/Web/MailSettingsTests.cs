using FundLedger.Web;
using FundLedger.Web.Mails;
using MailKit.Security;
using Xunit;

namespace FundLedger.UnitTests.Web;

public sealed class MailSettingsTests
{
    private static readonly Dictionary<string, string> Whole = new()
    {
        ["FUNDLEDGER_SMTP_HOST"] = "mail.example.org", ["FUNDLEDGER_MAIL_FROM"] = "so@example.org",
        ["FUNDLEDGER_PUBLIC_URL"] = "https://quy.example.org/",
    };

    [Fact]
    public void Without_a_server_no_mail_is_sent() => Assert.Null(MailSettings.Read(_ => null));

    [Fact]
    public void With_a_server_letters_go_encrypted_by_the_usual_port()
    {
        var settings = MailSettings.Read(Whole.GetValueOrDefault)!;
        Assert.Equal(("mail.example.org", 587, SecureSocketOptions.StartTls), (settings.Host, settings.Port, settings.Security));
    }

    [Theory]
    [InlineData("FUNDLEDGER_SMTP_PORT", "0")]
    [InlineData("FUNDLEDGER_SMTP_SECURITY", "maybe")]
    [InlineData("FUNDLEDGER_MAIL_FROM", "nobody")]
    [InlineData("FUNDLEDGER_PUBLIC_URL", "ftp://quy")]
    [InlineData("FUNDLEDGER_SMTP_USER", "so")]
    [InlineData("FUNDLEDGER_SMTP_PASSWORD_FILE", "/nowhere")]
    public void What_cannot_work_is_refused_at_the_start(string name, string value)
    {
        var settings = new Dictionary<string, string>(Whole) { [name] = value };
        var refused = Assert.Throws<StartupRefusedException>(() => MailSettings.Read(settings.GetValueOrDefault));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_not_sent_in_clear()
    {
        var settings = new Dictionary<string, string>(Whole)
        {
            ["FUNDLEDGER_SMTP_USER"] = "so", ["FUNDLEDGER_SMTP_PASSWORD_FILE"] = "/dev/null", ["FUNDLEDGER_SMTP_SECURITY"] = "none",
        };
        Assert.Throws<StartupRefusedException>(() => MailSettings.Read(settings.GetValueOrDefault));
    }
}
