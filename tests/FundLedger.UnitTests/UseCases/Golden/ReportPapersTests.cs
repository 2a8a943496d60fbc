using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Reports;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>Each report with all of its kinds of rows, as its files and its paper have them.</summary>
public sealed class ReportPapersTests
{
    private static readonly ReportFigures Compared = SampleReports.Now with { YearBefore = SampleReports.Before };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_forms_of_the_reports() => GoldenFile.Matches(
        "report-forms", string.Concat(ReportForms.All.Append(ReportForms.BesidePlan).Select(Outline.Of)));

    [Fact]
    public async Task Receipt_and_use_beside_a_plan_under_a_frame()
    {
        var table = SampleReports.Table(ReportForms.BesidePlan, Compared) with { Plan = SampleReports.Plan };
        var report = new OpenReport(table.Head, [.. ReceiptUseRows.Of(table)], Compared) { Frame = SampleReports.Frame };
        GoldenFile.Matches("report-receipt-use", await Files(report, PaperLanguage.Vietnamese));
        Assert.Equal("Plan of 2021, version 2", SampleReports.Plan.Said(2021).En);
    }

    [Fact]
    public async Task Receipt_and_use_to_be_shared_without_a_frame_in_English()
    {
        var table = SampleReports.Table(ReportForms.ReceiptAndUse, Compared, ReportShade.Of(Compared, []));
        GoldenFile.Matches("report-shared", await Files(new OpenReport(table.Head, [.. ReceiptUseRows.Of(table)], Compared), PaperLanguage.English));
    }

    [Fact]
    public async Task What_is_published()
    {
        var table = SampleReports.Table(ReportForms.Publication, SampleReports.Now with { Gone = default });
        var report = new OpenReport(table.Head, [.. ReceiptUseRows.Of(table)], table.Figures);
        GoldenFile.Matches("report-publication", await Files(report, PaperLanguage.Vietnamese));
    }

    [Fact]
    public async Task An_occasion()
    {
        var table = SampleReports.Table(ReportForms.OfOccasion, Compared);
        var report = new OpenReport(table.Head, [.. OccasionRows.Of(table)], Compared);
        var alone = SampleReports.Table(ReportForms.OfOccasion, SampleReports.Now, ReportShade.Of(SampleReports.Now, []));
        var first = new OpenReport(alone.Head, [.. OccasionRows.Of(alone)], SampleReports.Now);
        GoldenFile.Matches(
            "report-occasion", await Files(report, PaperLanguage.Vietnamese) + await FilesText.Of(first.Book, "xlsx", PaperLanguage.Vietnamese));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Communes_and_kinds(bool isShared)
    {
        var form = MatrixRows.Form(SampleReports.Now);
        var table = SampleReports.Table(form, SampleReports.Now, isShared ? ReportShade.Of(SampleReports.Now, []) : null);
        var report = new OpenReport(table.Head, [.. MatrixRows.Of(table)], SampleReports.Now);
        GoldenFile.Matches(isShared ? "report-matrix-shared" : "report-matrix", await Files(report, PaperLanguage.Vietnamese));
    }

    [Fact]
    public async Task The_paper_of_a_report_as_it_is_printed()
    {
        var table = SampleReports.Table(ReportForms.Publication, SampleReports.Now);
        var report = new OpenReport(table.Head, [.. ReceiptUseRows.Of(table)], table.Figures) { Frame = SampleReports.Frame };
        var made = await new ReportFiles(new PaperPrinter()).MakeAsync(report, "pdf", PaperLanguage.Vietnamese, Token);
        GoldenFile.Matches("report-printed", await FilesText.Of(made));
    }

    [Fact]
    public void The_text_that_is_hashed()
    {
        var scope = new ReportScope
        {
            FundIds = [1, 2], LogNos = [77, 9], From = Compared.From, To = Compared.To, OpenedOn = new(2020, 1, 1), Occasion = "tet", OccasionYear = 2021,
        };
        var text = ReportDigest.TextOf(scope, "occasion", Compared);
        GoldenFile.Matches("report-digest", $"{text}\n{ReportDigest.Of(text)}");
    }

    private static async Task<string> Files(OpenReport report, PaperLanguage language)
    {
        var files = new ReportFiles(new PaperPrinter());
        var texts = new List<string>();
        foreach (var format in (string[])["csv", "json", "xlsx"]) texts.Add(await FilesText.Of(await files.MakeAsync(report, format, language, Token)));
        return string.Join('\n', [.. texts, Outline.Of(ReportPdf.Document(report, language))]);
    }
}
