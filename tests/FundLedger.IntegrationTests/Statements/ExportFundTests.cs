using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

public sealed class ExportFundTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    // A proof carries the latest checkpoint: it grows with the log.
    private static readonly ExportFormat[] Formats = [.. Enum.GetValues<ExportFormat>().Except([ExportFormat.Proof])];

    [Fact]
    public async Task A_closed_period_gives_the_same_bytes_even_after_later_work()
    {
        var before = await AllFormats();
        var digest = (await quarter.Statement()).Digest;
        quarter.Ledger.Clock.Today = new LocalDate(2021, 4, 12);
        await quarter.OpenPool($"SAU{Guid.NewGuid():N}"[..12].ToUpperInvariant(), "Nguồn mở sau", "donation");
        await quarter.Ledger.Given.Receipt("CHUNG", 1_234_567);
        await quarter.Reverse(await quarter.PaidEntry(2), "Trẻ em đã chuyển đi nơi khác");
        var after = await AllFormats();
        Assert.Equal(digest, (await quarter.Statement()).Digest);
        foreach (var format in Formats) Assert.True(before[format].AsSpan().SequenceEqual(after[format]), $"{format} changed");
    }

    [Theory]
    [InlineData(PaperLanguage.Vietnamese)]
    [InlineData(PaperLanguage.English)]
    public async Task Paper_workbook_and_CSV_say_the_same_to_the_dong(PaperLanguage language)
    {
        var statement = await quarter.Statement();
        var paper = await Paper(await quarter.Export(ExportFormat.Pdf, language));
        var cells = Cells(await quarter.Export(ExportFormat.Xlsx, language));
        var lines = Lines(await quarter.Export(ExportFormat.Csv, language));
        foreach (var amount in Amounts(statement.Figures))
        {
            Assert.Contains(amount.ToString(), paper, StringComparison.Ordinal);
            Assert.Contains(amount.Dong.ToString(CultureInfo.InvariantCulture), cells.Select(cell => cell.CellValue?.Text));
            Assert.Contains(lines, line => line.Contains(amount.Dong.ToString(CultureInfo.InvariantCulture)));
        }

        var unbroken = string.Concat(paper.Where(letter => !char.IsWhiteSpace(letter)));
        Assert.Contains(statement.Digest, unbroken, StringComparison.Ordinal);
        Assert.Contains(statement.Figures.Seal.LogHash, unbroken, StringComparison.Ordinal);
        Assert.Contains(statement.Digest, cells.Select(cell => cell.InnerText));
        Assert.Contains(lines, line => line.Contains(statement.Digest));
    }

    [Fact]
    public async Task An_open_period_says_that_it_is_not_closed()
    {
        var text = await Paper(await quarter.Export(ExportFormat.Pdf, to: new LocalDate(2021, 4, 2)));
        Assert.Contains("Số liệu chưa khóa sổ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("đã khóa sổ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_looks_like_a_formula_arrives_as_text()
    {
        var cells = Cells(await quarter.Export(ExportFormat.Xlsx));
        Assert.DoesNotContain(cells, cell => cell.CellFormula is not null);
        Assert.Contains(cells, cell => cell.InnerText == FirstQuarter.Formula && cell.DataType?.Value == CellValues.InlineString);
        var lines = Lines(await quarter.Export(ExportFormat.Csv));
        Assert.Contains(lines, line => line.Contains($"'{FirstQuarter.Formula}"));
        Assert.Contains(lines, line => line.Contains("-5000000"));
    }

    [Fact]
    public async Task The_workbook_carries_no_clock()
    {
        using var zip = new ZipArchive(new MemoryStream(await quarter.Export(ExportFormat.Xlsx)));
        Assert.NotEmpty(zip.Entries);
        Assert.All(zip.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Fact]
    public async Task The_workbook_is_valid_and_its_amounts_and_dates_are_numbers()
    {
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await quarter.Export(ExportFormat.Xlsx)), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook, Ledger.Token).Select(error => error.Description));
        var names = workbook.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value);
        Assert.Equal(["Thông tin", "Tổng hợp", "Thu theo nguồn", "Chi theo nội dung", "Nguồn quỹ", "Chứng từ"], names);
        var vouchers = (WorksheetPart)workbook.WorkbookPart.GetPartById("sheet6");
        var first = vouchers.Worksheet!.Descendants<Row>().Skip(1).First().Elements<Cell>().First();
        Assert.Equal(("44200", 3u), (first.CellValue!.Text, first.StyleIndex!.Value)); // 4 January 2021
        Assert.NotNull(vouchers.Worksheet.Descendants<Pane>().SingleOrDefault(pane => pane.VerticalSplit! == 1));
    }

    private static IEnumerable<Domain.Money> Amounts(StatementFigures figures) =>
    [
        figures.Opening, figures.Closing,
        .. figures.Receipts.Select(line => line.Amount), .. figures.Disbursements.Select(line => line.Amount),
        .. figures.Disbursements.SelectMany(line => line.Classes).Select(line => line.Amount),
        .. figures.Pools.SelectMany(pool => new[] { pool.Opening, pool.In, pool.Out, pool.Closing }),
        .. figures.Vouchers.Select(voucher => voucher.Amount),
    ];

    private async Task<Dictionary<ExportFormat, byte[]>> AllFormats()
    {
        var all = new Dictionary<ExportFormat, byte[]>();
        foreach (var format in Formats) all[format] = await quarter.Export(format);
        return all;
    }

    private static async Task<string> Paper(byte[] pdf) => await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], pdf);

    private static List<Cell> Cells(byte[] xlsx)
    {
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(xlsx), isEditable: false);
        return [.. workbook.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Cell>())];
    }

    private static List<string[]> Lines(byte[] bytes)
    {
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        using var csv = new CsvParser(new StreamReader(new MemoryStream(bytes)), CultureInfo.InvariantCulture);
        var lines = new List<string[]>();
        while (csv.Read()) lines.Add(csv.Record!);
        return lines;
    }
}
