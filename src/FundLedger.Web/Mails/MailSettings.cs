using System.Globalization;
using MailKit.Security;
using MimeKit;

namespace FundLedger.Web.Mails;

/// <summary>Where notices by mail are handed over; there is none unless the operator names a server.</summary>
/// <param name="Host"><c>FUNDLEDGER_SMTP_HOST</c></param>
/// <param name="Port"><c>FUNDLEDGER_SMTP_PORT</c>, 587 when left out.</param>
/// <param name="Security"><c>FUNDLEDGER_SMTP_SECURITY</c>: starttls, tls or none.</param>
/// <param name="From"><c>FUNDLEDGER_MAIL_FROM</c>: the address of the sender.</param>
/// <param name="Link"><c>FUNDLEDGER_PUBLIC_URL</c>: how users reach the pages, for the link in each mail.</param>
public sealed record MailSettings(string Host, int Port, SecureSocketOptions Security, string From, Uri Link)
{
    /// <summary><c>FUNDLEDGER_SMTP_USER</c>; null for a server that asks for nobody.</summary>
    public string? User { get; init; }

    /// <summary><c>FUNDLEDGER_SMTP_PASSWORD_FILE</c>: a file with the password, so that it stands in no list of processes.</summary>
    public string? PasswordFile { get; init; }

    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Null when mails are off. Raises <see cref="StartupRefusedException"/> for settings that cannot work.</summary>
    public static MailSettings? Read(Func<string, string?> read)
    {
        if (read("FUNDLEDGER_SMTP_HOST") is not { Length: > 0 } host) return null;
        var settings = new MailSettings(
            host, PortNamed(read("FUNDLEDGER_SMTP_PORT")), SecurityNamed(read("FUNDLEDGER_SMTP_SECURITY")),
            SenderNamed(read("FUNDLEDGER_MAIL_FROM")), LinkNamed(read("FUNDLEDGER_PUBLIC_URL")))
        {
            User = read("FUNDLEDGER_SMTP_USER"), PasswordFile = read("FUNDLEDGER_SMTP_PASSWORD_FILE"),
        };
        if ((settings.User is null) != (settings.PasswordFile is null))
            throw new StartupRefusedException("FUNDLEDGER_SMTP_USER and FUNDLEDGER_SMTP_PASSWORD_FILE are set together or not at all.");
        if (settings is { User: not null, Security: SecureSocketOptions.None })
            throw new StartupRefusedException("FUNDLEDGER_SMTP_SECURITY is none: a password is not sent in clear.");
        if (settings.PasswordFile is { } file && !File.Exists(file))
            throw new StartupRefusedException($"FUNDLEDGER_SMTP_PASSWORD_FILE is '{file}'; there is no such file.");
        return settings;
    }

    private static int PortNamed(string? word) => word is null ? 587
        : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port
        : throw new StartupRefusedException($"FUNDLEDGER_SMTP_PORT is '{word}'; it must be a number from 1 to 65535.");

    private static SecureSocketOptions SecurityNamed(string? word) => word switch
    {
        null or "starttls" => SecureSocketOptions.StartTls,
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => throw new StartupRefusedException($"FUNDLEDGER_SMTP_SECURITY is '{word}'; it must be starttls, tls or none."),
    };

    private static string SenderNamed(string? word) =>
        MailboxAddress.TryParse(word ?? "", out var sender) && sender.Address.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        ? sender.Address
        : throw new StartupRefusedException($"FUNDLEDGER_MAIL_FROM is '{word}'; with FUNDLEDGER_SMTP_HOST it must be a mail address.");

    private static Uri LinkNamed(string? word) =>
        Uri.TryCreate(word, UriKind.Absolute, out var link) && link is { Scheme: "http" or "https" }
        ? link
        : throw new StartupRefusedException(
            $"FUNDLEDGER_PUBLIC_URL is '{word}'; with FUNDLEDGER_SMTP_HOST it must be the http or https address of the pages.");
}
