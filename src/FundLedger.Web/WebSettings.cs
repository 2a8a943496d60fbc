using System.Globalization;
using FundLedger.Features.Checks;
using FundLedger.Features.Statements;
using FundLedger.Web.Mails;

namespace FundLedger.Web;

/// <summary>How the program is run. Production is the default because it is the mode that trusts least.</summary>
public enum WebMode
{
    /// <summary>Demo accounts, a fixed business date, a banner on every page.</summary>
    Demo,

    /// <summary>As production, with the style guide and without the demands on secrets.</summary>
    Development,

    /// <summary>Refuses to start with demo accounts or with an unprotected key ring.</summary>
    Production,
}

/// <summary>What the environment variables say; read once, before anything is built.</summary>
/// <param name="Mode"><c>FUNDLEDGER_MODE</c>: demo, development or production.</param>
/// <param name="Urls"><c>FUNDLEDGER_URLS</c>: where to listen.</param>
/// <param name="Database"><c>FUNDLEDGER_DATABASE</c>: an Npgsql connection string; null when the host brings its own.</param>
/// <param name="KeyRingKeyFile"><c>FUNDLEDGER_KEYRING_KEY</c>: path of a file with 32 random bytes in base64.</param>
/// <param name="VaultKeyFile"><c>FUNDLEDGER_VAULT_KEY</c>: path of the file with the key of the identity vault, 64 hex digits.</param>
public sealed record WebSettings(WebMode Mode, string Urls, string? KeyRingKeyFile, string? VaultKeyFile)
{
    /// <summary><c>FUNDLEDGER_CHECK_HOUR</c>: from which hour of the business day the night's checks are due; null for never.</summary>
    public int? CheckHour { get; init; }

    /// <summary><c>FUNDLEDGER_CHECKPOINT_HOURS</c>: how old a record may be that no checkpoint covers, before a check is red.</summary>
    public CheckLimits Limits { get; init; } = new();

    /// <summary><c>FUNDLEDGER_CHECKPOINT_KEY</c>: path of the file with the key that signs checkpoints, a P-256 key in PEM.</summary>
    public string? CheckpointKeyFile { get; init; }

    /// <summary><c>FUNDLEDGER_ANCHOR_FILE</c>: where checkpoints are appended outside the database; null for the data folder.</summary>
    public string? AnchorFile { get; init; }

    /// <summary><c>FUNDLEDGER_ANCHOR_URL</c>: an address that checkpoints are sent to; null for none.</summary>
    public string? AnchorUrl { get; init; }

    /// <summary><c>FUNDLEDGER_BANK_PROFILES</c>: path of a JSON file with layouts of the fund's own banks; null for none.</summary>
    public string? BankProfilesFile { get; init; }

    /// <summary>Where people outside reach the pages, for what is printed on papers; of the demo where it listens.</summary>
    public PublicAddress PublicAddress { get; init; } = PublicAddress.None;

    /// <summary>Where notices go by mail; null when they do not.</summary>
    public MailSettings? Mail { get; init; }

    public bool IsDemo => Mode == WebMode.Demo;

    public bool IsProduction => Mode == WebMode.Production;

    /// <summary>Raises <see cref="StartupRefusedException"/> when the mode is not one of the three words.</summary>
    public static WebSettings FromEnvironment() => new(
        ModeNamed(Read("FUNDLEDGER_MODE")),
        Read("FUNDLEDGER_URLS") ?? "http://localhost:5080",
        Read("FUNDLEDGER_KEYRING_KEY"),
        Read("FUNDLEDGER_VAULT_KEY"))
    {
        CheckHour = HourNamed(Read("FUNDLEDGER_CHECK_HOUR")),
        Limits = CheckLimits.Read(Read(CheckLimits.Variable))
            ?? throw new StartupRefusedException($"{CheckLimits.Variable} must be a number of hours from 1 to 744."),
        CheckpointKeyFile = Read("FUNDLEDGER_CHECKPOINT_KEY"),
        AnchorFile = Read("FUNDLEDGER_ANCHOR_FILE"),
        AnchorUrl = Read("FUNDLEDGER_ANCHOR_URL"),
        BankProfilesFile = Read("FUNDLEDGER_BANK_PROFILES"),
        PublicAddress = PublicAddress.Read(Read(PublicAddress.Variable))
            ?? throw new StartupRefusedException($"{PublicAddress.Variable} must be the http or https address of the pages."),
        Mail = MailSettings.Read(Read),
    };

    private static int? HourNamed(string? word) => word switch
    {
        null => 2,
        "off" => null,
        _ when int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24 => hour,
        _ => throw new StartupRefusedException($"FUNDLEDGER_CHECK_HOUR is '{word}'; it must be an hour from 0 to 23, or off."),
    };

    private static WebMode ModeNamed(string? word) => word switch
    {
        null or "production" => WebMode.Production,
        "development" => WebMode.Development,
        "demo" => WebMode.Demo,
        _ => throw new StartupRefusedException($"FUNDLEDGER_MODE is '{word}'; it must be demo, development or production."),
    };

    private static string? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
