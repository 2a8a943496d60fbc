using System.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Reports;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>The reports of two years as their files have them.</summary>
public sealed class EveryReportTests(TwoYears years) : IClassFixture<TwoYears>
{
    private static readonly LocalDate Today = new(2022, 2, 1);

    [Fact]
    public async Task All_reports_of_the_first_year_and_of_the_second() => await Documented.GoldenAsync("reports", await Text(
    [
        TwoYears.Of("receipt-use"), TwoYears.Of("receipt-use", new LocalDate(2022, 1, 1), Today),
        TwoYears.Of("occasion") with { Occasion = "tet" }, TwoYears.Of("occasion", new LocalDate(2022, 1, 1), Today) with { Occasion = "tet" },
        TwoYears.Of("occasion") with { Occasion = "june1" }, TwoYears.Of("matrix"), TwoYears.Of("matrix", new LocalDate(2022, 1, 1), Today),
        TwoYears.Of("receipt-use") with { WithUnits = true },
    ]));

    [Fact]
    public async Task What_is_shared_and_published_of_the_first_year() => await Documented.GoldenAsync("reports-shared", await Text(
    [
        TwoYears.Of("receipt-use") with { IsShared = true }, TwoYears.Of("matrix") with { IsShared = true },
        TwoYears.Of("occasion") with { Occasion = "tet", IsShared = true }, TwoYears.Of("publication"),
        TwoYears.Of("publication", to: new LocalDate(2021, 3, 31)),
    ]));

    private async Task<string> Text(IReadOnlyList<ReportQuestion> questions)
    {
        var text = new StringBuilder();
        foreach (var question in questions)
        {
            var made = await years.Ledger.Done(TamDuong.Auditor, new ExportReport(question, "csv", PaperLanguage.Vietnamese));
            await using var file = made.File;
            using var content = new StreamReader(file.Content, Encoding.UTF8);
            var note = ReportNotes.Of(question, made, "csv");
            text.Append(FormattableString.Invariant($"## {file.Name} · {made.Rows} · {note.List} · {note.NarrowedTo} · {note.Format}\n"));
            text.Append((await content.ReadToEndAsync(Ledger.Token)).ReplaceLineEndings("\n")).Append('\n');
        }

        return text.ToString();
    }
}
