using System.CommandLine;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.Cli;

/// <summary>Shows the statement of a fund for a period on the terminal.</summary>
internal static class StatementVerb
{
    private static readonly Option<string> Fund = SharedOptions.Fund();
    private static readonly Option<LocalDate> From = SharedOptions.Date("--from");
    private static readonly Option<LocalDate> To = SharedOptions.Date("--to");
    private static readonly Option<int?> Closing = SharedOptions.Closing();

    public static Command Create(SharedOptions shared) => shared.Verb(
        "statement", new("Xem báo cáo thu chi của quỹ", "show the statement of a fund"), RunAsync, Fund, From, To, Closing);

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        await using var books = await Books.OpenAsync(verb, token);
        var question = new GetFundStatement(verb.Get(Fund), verb.Get(From), verb.Get(To)) { Version = verb.Get(Closing) };
        var result = await books.AskAsync(question, token);
        if (result.Error is { } refusal) return verb.Refused(refusal);
        var statement = result.Value;
        var language = verb.IsEnglish ? PaperLanguage.English : PaperLanguage.Vietnamese;
        return verb.Answer(
            ExitCode.Done, statement,
            [
                $"{statement.Figures.FundName.In(language)} ({statement.Figures.Fund})",
                $"{verb.Get(From):dd/MM/uuuu} – {verb.Get(To):dd/MM/uuuu}",
                statement.Figures.Seal.Version is { } closing ? $"{(verb.IsEnglish ? "version" : "phiên bản")} {verb.Number(closing)}" : "",
                .. StatementTables.Of(statement).SelectMany(table => TextTable.Lines(table, language)),
                "",
                $"SHA-256 {statement.Digest}",
            ]);
    }
}
