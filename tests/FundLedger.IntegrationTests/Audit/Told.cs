using System.Globalization;
using System.Text.RegularExpressions;
using FundLedger.Features.Audit;
using FundLedger.Features.Checkpoints;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>What a verification says, as text that is the same each time: hashes, keys and moments are left out.</summary>
internal static partial class Told
{
    private const string Fund = "(SELECT fund_id FROM funds WHERE code = 'Q106')";

    /// <summary>What is told of a forgery; the books are put back after it.</summary>
    public static async Task<string> OfAsync(AuditedLedger audited, string? fund, string forgery)
    {
        await audited.Forge(forgery.Replace("{F}", Fund, StringComparison.Ordinal));
        var told = Of(await VerifyAsync(audited, fund));
        await audited.PutBack();
        return told;
    }

    public static Task<LedgerVerification> VerifyAsync(AuditedLedger audited, string? fund) => audited.Done(new VerifyLedger(fund)
    {
        Anchors = audited.Anchors, CheckpointKey = CheckpointKey.FindPublic(audited.Ledger.Folder),
    });

    /// <summary>A line for each pass that is not clean or could not look at something.</summary>
    public static string Of(LedgerVerification verification) => string.Concat(verification.Passes
        .Where(pass => pass.Name != "coverage" && (pass.State != PassState.Ok || pass.Note is not null))
        .Select(pass => $"{pass.Name}: {Steady((pass.FirstWrong?.Sentence ?? pass.Note)!.En)}\n"));

    /// <summary>How much each pass compared, but for the tables, of which each new one counts.</summary>
    public static string Records(LedgerVerification verification) =>
        string.Join(' ', verification.Passes.Where(pass => pass.Name != "coverage")
            .Select(pass => string.Create(CultureInfo.InvariantCulture, $"{pass.Name}:{pass.Records}")));

    private static string Steady(string sentence) => Moment().Replace(Key().Replace(Hash().Replace(sentence, "#"), "key"), "then");

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9+/]{86}==")]
    private static partial Regex Key();

    [GeneratedRegex("""\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^ ,/;]*""")]
    private static partial Regex Moment();
}
