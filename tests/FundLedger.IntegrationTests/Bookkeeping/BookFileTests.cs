using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Features.Audit;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Bookkeeping;

/// <summary>A book as a file has the rows of the screen, to the đồng, and leaves a note.</summary>
public sealed class BookFileTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private static readonly BookQuestion General = new(Given.Fund, "ledger", FirstQuarter.From, FirstQuarter.To);

    [Theory]
    [InlineData("cash")]
    [InlineData("bank")]
    [InlineData("journal")]
    [InlineData("ledger")]
    [InlineData("account")]
    [InlineData("trial-balance")]
    public async Task The_csv_has_the_rows_of_the_screen_after_a_byte_order_mark(string book)
    {
        var question = General with { Book = book };
        var bytes = await quarter.Ledger.File(TamDuong.Accountant, question, "csv");
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var screen = await quarter.Ledger.Rows(TamDuong.Accountant, question);
        Assert.Equal(screen.Select(row => row.Line()), Csv(bytes).Where(IsRow).Select(cells => string.Join('|', cells)));
    }

    [Fact]
    public async Task What_a_spreadsheet_would_run_leaves_as_words()
    {
        // The pool of that name is chosen: its name stands in the head of the file.
        var csv = Csv(await quarter.Ledger.File(TamDuong.Accountant, General with { Book = "account", Account = "cash", Pool = "TET" }, "csv"));
        Assert.DoesNotContain(csv.SelectMany(cells => cells), cell => cell.StartsWith('=') || cell.StartsWith('@') || cell.StartsWith('+'));
        await quarter.Ledger.Done(TamDuong.Accountant, new Features.Receipts.RecordReceipt(
            Given.Fund, Guid.NewGuid(), "CHUNG", new Domain.Money(1), quarter.Ledger.Clock.Today, "cash", "=1+1"));
        var today = General with { Book = "cash", To = quarter.Ledger.Clock.Today };
        using var workbook = Open(await quarter.Ledger.File(TamDuong.Accountant, today, "xlsx"));
        var cells = Rows(workbook).SelectMany(row => row.Elements<Cell>()).ToList();
        Assert.Contains(cells, cell => cell.InnerText.Contains("=1+1", StringComparison.Ordinal) && cell.DataType!.Value == CellValues.InlineString);
        Assert.All(cells.Where(cell => cell.CellFormula is not null), cell => Assert.Matches("^[-+A-Z0-9:()]+$", cell.CellFormula!.Text));
    }

    [Theory]
    [InlineData("cash")]
    [InlineData("ledger")]
    [InlineData("trial-balance")]
    public async Task The_workbook_has_typed_cells_a_frozen_head_and_sums_that_come_to_what_they_say(string book)
    {
        var question = General with { Book = book, From = new NodaTime.LocalDate(2021, 1, 5) };
        using var workbook = Open(await quarter.Ledger.File(TamDuong.Accountant, question, "xlsx"));
        var rows = Rows(workbook).ToList();
        var screen = await quarter.Ledger.Rows(TamDuong.Accountant, question);
        Assert.Equal(screen.Count + 1, rows.Count);
        Assert.Equal("frozen", workbook.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Pane>()).Single().State!.InnerText);
        var cells = rows.Skip(1).Zip(screen).SelectMany(pair => pair.First.Elements<Cell>().Zip(pair.Second.Cells))
            .Where(pair => pair.Second is Domain.Money or Summed).Select(pair => (Cell: pair.First, Text: BookReading.Plain(pair.Second))).ToList();
        Assert.All(cells, pair => Assert.Equal(pair.Text, pair.Cell.CellValue!.Text));
        var sums = cells.Where(pair => pair.Cell.CellFormula is not null).ToList();
        Assert.All(sums, sum => Assert.Equal(sum.Text, SheetSum.Of(sum.Cell.CellFormula!.Text, rows).ToString(CultureInfo.InvariantCulture)));
        Assert.InRange(sums.Count, 8, 1_000);
    }

    [Fact]
    public async Task Json_names_the_cells_by_their_columns()
    {
        var question = General with { Book = "cash" };
        using var json = JsonDocument.Parse(await quarter.Ledger.File(TamDuong.Accountant, question, "json"));
        var head = json.RootElement;
        Assert.Equal(("cash", "S11-H", Given.Fund), (head.GetProperty("book").GetString(), head.GetProperty("form").GetString(),
            head.GetProperty("fund").GetString()));
        var screen = await quarter.Ledger.Rows(TamDuong.Accountant, question);
        var closing = head.GetProperty("rows").EnumerateArray().Last();
        Assert.Equal(screen[^1].Amount(7).Dong, closing.GetProperty("balance").GetInt64());
        Assert.Equal(screen.Count, head.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task The_paper_names_form_moment_and_signers_and_has_each_line()
    {
        var pdf = await quarter.Ledger.File(TamDuong.Accountant, General with { Book = "cash" }, "pdf");
        var text = string.Join(' ', (await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], pdf)).Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (var words in (string[])["S11-H", "107/2017/TT-BTC", "Thủ quỹ", "Số liệu lúc", "PC-2021-00001", "Lũy kế từ đầu năm", "Số dư cuối kỳ"])
            Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_book_of_one_pool_is_headed_by_its_name()
    {
        var page = await quarter.Ledger.Done(TamDuong.Accountant, new GetBook(General with { Book = "pool", Pool = "NSTINH" }));
        Assert.Equal([new("Nguồn: Ngân sách tỉnh cấp (NSTINH)", "Pool: Ngân sách tỉnh cấp (NSTINH)")], page.Head.Narrowed);
        // The numbers of the accounts are a draft.
        Assert.False(page.Head.IsCircularConfirmed);
    }

    [Fact]
    public async Task A_file_leaves_a_sealed_note_of_its_filter_and_its_rows()
    {
        var question = General with { Book = "account", Account = "cash", Pool = "TET" };
        var made = await quarter.Ledger.Done(TamDuong.Approver, new ExportBook(question, "csv", PaperLanguage.Vietnamese));
        await made.File.DisposeAsync();
        var noted = await quarter.Ledger.Done(TamDuong.Approver, NoteExport.Of(made, "csv"));
        var note = await quarter.Ledger.Ask<string>(
            """
            SELECT concat_ws(' · ', x.list, x.narrowed_to, x.format, x.row_count, x.exported_by, x.read_at <= x.exported_at) FROM list_exports x
            WHERE x.export_no = @Number
            """,
            new { noted.Number });
        Assert.Equal($"account · 01/01/2021 – 31/03/2021; tài khoản cash; nguồn TET · csv · {made.Rows} · duyet · t", note);
        Assert.True((await quarter.Ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State == PassState.Ok);
    }

    private static bool IsRow(string[] cells) => cells[0] is "line" or "group" or "opening" or "total" or "cumulative" or "closing";

    private static List<string[]> Csv(byte[] bytes)
    {
        using var reader = new CsvParser(
            new StreamReader(new MemoryStream(bytes), Encoding.UTF8), new CsvConfiguration(CultureInfo.InvariantCulture));
        var lines = new List<string[]>();
        while (reader.Read()) lines.Add(reader.Record!);
        return lines;
    }

    private static SpreadsheetDocument Open(byte[] bytes) => SpreadsheetDocument.Open(new MemoryStream(bytes), false);

    private static IEnumerable<Row> Rows(SpreadsheetDocument workbook)
    {
        var book = workbook.WorkbookPart!;
        var first = book.Workbook!.Descendants<Sheet>().First();
        return ((WorksheetPart)book.GetPartById(first.Id!.Value!)).Worksheet!.Descendants<Row>();
    }
}
