using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Features.Papers;
using Words = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A small workbook is read whole, by the addresses that its cells have or would have.</summary>
public sealed class ReadWorkbookTests
{
    [Fact]
    public void Cells_of_every_kind_are_read_as_their_text_under_their_address()
    {
        var file = Workbook(
            new Row(Inline(" Mức chi "), Plain("3E5"), new Cell(), Plain("0.50"), Shared(1)) { RowIndex = 3 },
            new Row(
                Plain("7", "Z4"), Plain("8"), new Cell { CellFormula = new CellFormula("A1") }, Typed("1", CellValues.Boolean),
                Typed("12", CellValues.Number)),
            new Row(Plain("x"), Plain("1234567890123.123456789012"), new Cell { CellFormula = new CellFormula("B1"), CellValue = new CellValue("9") }));
        var sheets = ReadWorkbook.Of(file).Value;
        Assert.Equal("Định mức", Assert.Single(sheets).Name);
        Assert.Equal([3, 2, 3], sheets[0].Rows.Select(row => row.Number));
        Assert.Equal(
            ["A=A3:Mức chi", "B=B3:300000", "D=D3:0.5", "E=E3:thứ hai"], Told(sheets[0].Rows[0]));
        Assert.Equal(["AA=AA2:8", "AB=AB2:!", "AC=AC2:1", "AD=AD2:12", "Z=Z2:7"], Told(sheets[0].Rows[1]));
        Assert.Equal(["A=A3:x", "B=B3:1234567890123.123456789012", "C=C3:9!"], Told(sheets[0].Rows[2]));
    }

    [Theory]
    [InlineData(2_000, true)]
    [InlineData(2_001, false)]
    public void A_sheet_has_at_most_two_thousand_rows(int rows, bool isRead)
    {
        var read = ReadWorkbook.Of(Workbook([.. Enumerable.Range(0, rows).Select(_ => new Row())]));
        Assert.Equal(isRead ? null : new WorkbookTooLarge(2_000), read.Error);
        if (isRead) Assert.Equal(rows, Assert.Single(read.Value).Rows.Count);
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public void What_unpacks_to_more_than_fifty_megabytes_is_not_unpacked(int megabytes, bool isRefused)
    {
        using var memory = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(memory, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("xl/media/a.bin", System.IO.Compression.CompressionLevel.Fastest).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < megabytes; i++) part.Write(zeros);
        }

        Assert.Equal(isRefused ? new WorkbookTooLarge(2_000) : new WorkbookUnreadable(), ReadWorkbook.Of(memory.ToArray()).Error);
    }

    [Fact]
    public void What_is_no_workbook_is_said_to_be_none()
    {
        Assert.Equal("Workbook", Assert.IsType<WorkbookUnreadable>(ReadWorkbook.Of("Mức chi;300000"u8.ToArray()).Error).Field);
        Assert.IsType<WorkbookUnreadable>(ReadWorkbook.Of([]).Error);
        foreach (var place in (string[])["x", "9", "-1", "99999999999"])
        {
            Assert.IsType<WorkbookUnreadable>(ReadWorkbook.Of(Workbook(new Row(Typed(place, CellValues.SharedString)))).Error);
        }
    }

    private static IEnumerable<string> Told(ReadRow row) => row.Cells.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Key}={pair.Value.Address}:{pair.Value.Text}{(pair.Value.IsFormula ? "!" : "")}");

    private static Cell Plain(string value, string? address = null)
    {
        var cell = new Cell { CellValue = new CellValue(value) };
        if (address is not null) cell.CellReference = address;
        return cell;
    }

    private static Cell Typed(string value, CellValues kind) => new() { CellValue = new CellValue(value), DataType = kind };

    private static Cell Shared(int place) => Typed(place.ToString(System.Globalization.CultureInfo.InvariantCulture), CellValues.SharedString);

    private static Cell Inline(string text) => new(new InlineString(new Words(text))) { DataType = CellValues.InlineString };

    [Fact]
    public void A_sheet_of_a_chart_is_passed_over()
    {
        using var memory = new MemoryStream();
        memory.Write(Workbook(new Row(Shared(0))));
        using (var document = SpreadsheetDocument.Open(memory, isEditable: true))
        {
            var chart = document.WorkbookPart!.AddNewPart<ChartsheetPart>();
            chart.Chartsheet = new Chartsheet();
            document.WorkbookPart.Workbook!.Sheets!.Append(new Sheet { Name = "Biểu đồ", SheetId = 2, Id = document.WorkbookPart.GetIdOfPart(chart) });
        }

        Assert.Equal(["Định mức"], ReadWorkbook.Of(memory.ToArray()).Value.Select(sheet => sheet.Name));
    }

    private static byte[] Workbook(params Row[] rows)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var words = book.AddNewPart<SharedStringTablePart>();
            words.SharedStringTable = new SharedStringTable(new SharedStringItem(new Words("thứ nhất")), new SharedStringItem(new Words("thứ hai")));
            var sheet = book.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(rows));
            book.Workbook = new Workbook(new Sheets(new Sheet { Name = "Định mức", SheetId = 1, Id = book.GetIdOfPart(sheet) }));
        }

        return memory.ToArray();
    }
}
