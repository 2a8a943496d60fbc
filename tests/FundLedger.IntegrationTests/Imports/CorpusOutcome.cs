using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>All that the sender of a file is told of it, as text: one file for each case of the corpus.</summary>
internal static class CorpusOutcome
{
    public static Task MatchesAsync(ImportCase one, Error refusal) => MatchesAsync(one, $"{refusal.GetType().Name}: {refusal.Message}\n");

    public static Task MatchesAsync(ImportCase one, ImportView view)
    {
        var text = new StringBuilder();
        foreach (var line in Found(view.Guess).Concat(Check(view.Check!)).Concat(view.Rows.SelectMany(Row))) text.Append(line).Append('\n');
        return MatchesAsync(one, text.ToString());
    }

    private static Task MatchesAsync(ImportCase one, string text) => Documented.GoldenAsync($"Imports/{one.Id}", $"{one.What}\n{text}");

    private static IEnumerable<string> Found(GuessedMapping guess)
    {
        var sheet = FormattableString.Invariant($"sheet {guess.Mapping.Sheet} of {string.Join(", ", guess.Sheets)}");
        yield return FormattableString.Invariant($"{sheet}, header in row {guess.Mapping.HeaderRow}, {(guess.IsSure ? "sure" : "to be asked")}");
        yield return $"  {string.Join(", ", guess.Mapping.Columns.Select(choice => $"{choice.Name} in {choice.Column}"))}";
        foreach (var header in guess.Headers) yield return $"  {header.Column} {header.Letters}: “{header.Text}”, below it “{header.Sample}”";
        foreach (var problem in guess.Problems) yield return $"  {Both(problem)}";
    }

    private static IEnumerable<string> Check(ImportCheck check)
    {
        yield return check.Counts.ToString();
        foreach (var finding in check.Findings) yield return $"  {Both(finding)}";
    }

    private static IEnumerable<string> Row(PreviewRow row)
    {
        yield return FormattableString.Invariant($"row {row.Row}: {row.State}");
        foreach (var cell in row.Cells.Where(cell => cell.Text.Length > 0 || cell.Read is not null))
        {
            yield return $"  {cell.Name} “{cell.Text}”{(cell.Read is { } read ? $" is {Both(read)}" : "")}{(cell.IsFormula ? ", a formula" : "")}";
        }

        foreach (var flaw in row.Flaws) yield return $"  {flaw.Cell}: {Both(flaw.Problem)}";
        foreach (var warning in row.Warnings) yield return $"  {Both(warning)}";
        if (row.Match is not { } match) yield break;
        yield return FormattableString.Invariant($"  like row {match.Row} or {match.Code}: {Both(match.Why)}");
        foreach (var (name, value) in match.Fields) yield return $"    {name} “{value}”";
    }

    private static string Both(Wording words) => $"{words.Vi} / {words.En}";
}
