using System.CommandLine;
using FundLedger.Features.Checks;

namespace FundLedger.Cli;

/// <summary>Runs the standing checks now and says what they found.</summary>
internal static class CheckVerb
{
    public static Command Create(SharedOptions shared) => shared.Verb(
        "check", new("Chạy các phép kiểm tra thường trực", "run the standing checks"), RunAsync);

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        await using var books = await Books.OpenAsApplicationAsync(verb, token);
        var run = await books.CheckAsync(token);
        var exit = run.State switch
        {
            RunState.Green => ExitCode.Done,
            RunState.Red => ExitCode.Refused,
            _ => ExitCode.CannotRun,
        };
        return verb.Answer(exit, run, Lines(verb, run));
    }

    private static IEnumerable<string> Lines(Verb verb, CheckRun run)
    {
        foreach (var check in run.Checks)
        {
            var title = verb.In(check.Title.Vi, check.Title.En);
            var note = check.Note is { } why ? ": " + why.ReplaceLineEndings(" ") : "";
            yield return $"  {check.No,2}  {title,-48}  {Word(verb, check)}{note}";
            foreach (var line in check.Funds.SelectMany(fund => Findings(verb, fund))) yield return line;
        }

        yield return run.State switch
        {
            RunState.Green => verb.In("Không thấy gì sai.", "Nothing was found."),
            RunState.Red => verb.In($"{run.Red} phép kiểm tra có phát hiện.", $"{run.Red} checks found something."),
            RunState.Incomplete => verb.In("CHƯA ĐỦ: có phép kiểm tra không chạy được.", "INCOMPLETE: a check could not run."),
            _ => verb.In("BÁO ĐỘNG HỎNG: lỗi cài thử không bị phát hiện.", "ALARM BROKEN: the planted fault was not found."),
        };
    }

    private static IEnumerable<string> Findings(Verb verb, FundFaults fund)
    {
        foreach (var finding in fund.First)
        {
            yield return $"      {fund.Fund} {finding.Kind} {finding.Number}: {verb.In(finding.Vi, finding.En)}";
        }

        var more = fund.Faults - fund.First.Count;
        if (more <= 0) yield break;
        yield return "      " + verb.In($"{fund.Fund}: còn {verb.Number(more)} nữa", $"{fund.Fund}: {verb.Number(more)} more");
    }

    private static string Word(Verb verb, CheckOutcome check) => check.State switch
    {
        CheckState.Green => verb.In("đúng", "OK"),
        CheckState.Red => verb.In($"PHÁT HIỆN {verb.Number(check.Faults)}", $"FOUND {verb.Number(check.Faults)}"),
        _ => verb.In("CHƯA CHẠY ĐƯỢC", "COULD NOT RUN"),
    };
}
