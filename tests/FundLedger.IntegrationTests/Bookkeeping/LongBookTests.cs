using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.IntegrationTests.Bookkeeping;

/// <summary>Books that are too long for one sheet; made of rows of their own, without a ledger.</summary>
public sealed class LongBookTests
{
    [Fact]
    public async Task A_book_longer_than_a_sheet_goes_on_in_numbered_files_and_no_row_is_lost()
    {
        var (file, count) = await BookWorkbook.WriteAsync(Book(250), PaperLanguage.Vietnamese, Ledger.Token, mostRows: 100);
        await using var content = file.Content;
        Assert.Equal((251, "so-bank-Q106-20210101-20211231.zip"), (count, file.Name));
        using var zip = new ZipArchive(content);
        Assert.Equal(
            ["so-bank-Q106-20210101-20211231.1.xlsx", "so-bank-Q106-20210101-20211231.2.xlsx", "so-bank-Q106-20210101-20211231.3.xlsx"],
            zip.Entries.Select(entry => entry.Name));
        var texts = new List<string>();
        foreach (var entry in zip.Entries)
        {
            var rows = await Rows(entry);
            Assert.Equal("Diễn giải", rows[0].Elements<Cell>().ElementAt(3).InnerText);
            texts.AddRange(rows.Skip(1).Select(row => row.Elements<Cell>().ElementAt(3).InnerText));
            // A sum over rows of an earlier file has its value and no formula.
            Assert.DoesNotContain(rows, row => row.Descendants<CellFormula>().Any());
        }

        Assert.Equal([.. Enumerable.Range(1, 250).Select(Text), "Cộng"], texts);
    }

    [Fact]
    public async Task A_book_that_fits_is_one_workbook()
    {
        var (file, _) = await BookWorkbook.WriteAsync(Book(99), PaperLanguage.Vietnamese, Ledger.Token, mostRows: 100);
        await using var content = file.Content;
        Assert.EndsWith(".xlsx", file.Name, StringComparison.Ordinal);
    }

    private static OpenBook Book(int lines)
    {
        var period = (From: new LocalDate(2021, 1, 1), To: new LocalDate(2021, 12, 31));
        var head = new BookHead
        {
            Form = BookForms.Bank, Question = new BookQuestion("Q106", "bank", period.From, period.To),
            Funds = [new BookFund { Code = "Q106", NameVi = "Quỹ", NameEn = "Fund" }],
        };
        var rows = Enumerable.Range(1, lines).Select(i => Row(i, BookLevel.Line, Text(i), new Domain.Money(i)));
        var sum = new Summed(new Domain.Money(lines * (lines + 1) / 2), Domain.Money.Zero, [new SumPart(1, lines, 4)]);
        return new OpenBook(head, rows.Append(Row(lines + 1, BookLevel.Total, "Cộng", sum)).ToAsyncEnumerable(), false);
    }

    private static BookRow Row(int no, BookLevel level, string text, object amount) =>
        new(level, [null, null, null, new Wording(text, text), amount, null, null, null]) { No = no };

    private static string Text(int line) => $"Dòng {line}";

    private static async Task<List<Row>> Rows(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        await using (var stream = await entry.OpenAsync(Ledger.Token)) await stream.CopyToAsync(bytes, Ledger.Token);
        using var workbook = SpreadsheetDocument.Open(bytes, false);
        var book = workbook.WorkbookPart!;
        var first = book.Workbook!.Descendants<Sheet>().First();
        return [.. ((WorksheetPart)book.GetPartById(first.Id!.Value!)).Worksheet!.Descendants<Row>().Select(row => (Row)row.CloneNode(true))];
    }
}
