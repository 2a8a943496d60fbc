namespace FundLedger.Cli;

/// <summary>
/// The language of a call that names none: <c>FUNDLEDGER_LANG</c>, else the locale as POSIX asks for it, else Vietnamese.
/// </summary>
internal static class CliLanguage
{
    public const string Vietnamese = "vi";
    public const string English = "en";

    private static readonly string[] Variables = ["FUNDLEDGER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

    public static string Of(Func<string, string?> variable) =>
        Variables.Select(variable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) is { } named
        && named.StartsWith(English, StringComparison.OrdinalIgnoreCase) ? English : Vietnamese;
}
