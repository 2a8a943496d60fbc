using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Reports;
using FundLedger.IntegrationTests.Bookkeeping;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>A report as a file has the rows of the screen; what is shared leaves small counts out.</summary>
public sealed class ReportFileTests(TwoYears years) : IClassFixture<TwoYears>
{
    public static TheoryData<string> All => [.. ReportForms.All.Select(form => form.Code)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Csv_and_json_have_the_rows_of_the_screen(string report)
    {
        var question = Of(report);
        var screen = await years.Report(question);
        var bytes = await File(question, "csv");
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var csv = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(screen.Rows.Count, csv.Count(line => line.Split(',')[0] is "line" or "group" or "total"));
        using var json = JsonDocument.Parse(await File(question, "json"));
        Assert.Equal(report, json.RootElement.GetProperty("report").GetString());
        Assert.Equal(screen.Rows.Count, json.RootElement.GetProperty("rows").GetArrayLength());
    }

    [Theory]
    [InlineData("receipt-use", 2021)]
    [InlineData("receipt-use", 2022)]
    [InlineData("matrix", 2021)]
    public async Task The_workbook_has_sums_that_come_to_what_they_say(string report, int year)
    {
        var question = Of(report) with { From = new LocalDate(year, 1, 1), To = year == 2021 ? TwoYears.To : new LocalDate(2022, 2, 1) };
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await File(question, "xlsx")), false);
        var book = workbook.WorkbookPart!;
        var sheet = (WorksheetPart)book.GetPartById(book.Workbook!.Descendants<Sheet>().First().Id!.Value!);
        var rows = sheet.Worksheet!.Descendants<Row>().ToList();
        Assert.Equal((await years.Report(question)).Rows.Count + 1, rows.Count);
        var sums = rows.SelectMany(row => row.Elements<Cell>()).Where(cell => cell.CellFormula is not null).ToList();
        Assert.NotEmpty(sums);
        Assert.All(sums, sum => Assert.Equal(
            sum.CellValue!.Text, SheetSum.Of(sum.CellFormula!.Text, rows).ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task The_paper_is_a_letter_of_the_administration()
    {
        var text = await Text(await File(Of("matrix"), "pdf"));
        foreach (var words in (string[])[
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN", "Số: ……/BC-QBTTE", "BÁO CÁO",
            "Từ ngày 01/01/2021 đến ngày 31/12/2021", "Đơn vị tính", "Số liệu lúc", "(Ký, họ tên, đóng dấu)"])
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_shared_has_no_count_under_five_and_none_that_could_be_computed()
    {
        var shared = await years.Lines(Of("receipt-use") with { IsShared = true });
        var groups = shared.Where(line => line.Contains(" – ", StringComparison.Ordinal)).Select(line => line.Split('|')).ToList();
        Assert.All(groups, cells => Assert.True(cells[5] == "…" || int.Parse(cells[5], CultureInfo.InvariantCulture) is 0 or >= 5));
        Assert.InRange(groups.Count(cells => cells[5] == "…"), 3, groups.Count);
        // Where the count is left out, so are the money and the times beside it.
        Assert.All(groups.Where(cells => cells[5] == "…"), cells => Assert.Equal(("…", "…", "…"), (cells[2], cells[3], cells[4])));
        var matrix = await years.Report(Of("matrix") with { IsShared = true });
        Assert.All(matrix.Rows.SelectMany(row => row.Cells.Skip(2)).OfType<long>().Where(count => count < 1_000), count => Assert.True(count is 0 or >= 5));
        Assert.DoesNotContain(matrix.Rows.SelectMany(row => row.Cells), cell => cell is Summed);
        var half = Of("matrix") with { IsShared = true, To = new LocalDate(2021, 5, 15) };
        Assert.IsType<SharedPeriodOdd>((await years.Ledger.Send(TamDuong.Auditor, new GetReport(half))).Error);
    }

    [Fact]
    public async Task A_file_is_noted_with_its_occasion_and_its_rows()
    {
        var question = Of("occasion") with { IsShared = true };
        var made = await years.Ledger.Done(TamDuong.Approver, new ExportReport(question, "csv", PaperLanguage.English));
        await made.File.DisposeAsync();
        Assert.Equal("report-occasion-Q106-20210101-20211231.csv", made.File.Name);
        var noted = await years.Ledger.Done(TamDuong.Approver, ReportNotes.Of(question, made, "csv"));
        Assert.Equal($"occasion · 01/01/2021 – 31/12/2021; dịp tet; bản để công bố · csv · {made.Rows} · duyet", await years.Ledger.Ask<string>(
            """
            SELECT concat_ws(' · ', list, narrowed_to, format, row_count, exported_by) FROM list_exports WHERE export_no = @Number
            """,
            new { noted.Number }));
        Assert.IsType<BookFormatUnknown>(
            (await years.Ledger.Send(TamDuong.Auditor, new ExportReport(question, "exe", PaperLanguage.English))).Error);
    }

    private static ReportQuestion Of(string report) => TwoYears.Of(report) with { Occasion = report == "occasion" ? "tet" : null };

    private async Task<byte[]> File(ReportQuestion question, string format)
    {
        var made = await years.Ledger.Done(TamDuong.Auditor, new ExportReport(question, format, PaperLanguage.Vietnamese));
        await using var file = made.File;
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }

    private static async Task<string> Text(byte[] pdf) => string.Join(' ', (await Tool.RunAsync(
        "pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], pdf)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
