using System.IO.Compression;
using System.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>What a spreadsheet would not take of a book, and books that go on in a next file.</summary>
public sealed class BookWorkbookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(22)]
    [InlineData(23)]
    public async Task A_book_of_so_many_rows_that_one_file_takes_goes_on_in_the_next(int mostRows)
    {
        var head = SampleBooks.Head(BookForms.Bank);
        var (file, rows) = await BookWorkbook.WriteAsync(SampleBooks.Open(head, sections: 1), PaperLanguage.Vietnamese, Token, mostRows);
        await using var made = file;
        Assert.Equal((23L, 0L), (rows, made.Content.Position));
        if (mostRows == 23)
        {
            Assert.Equal("so-bank-Q106-20201215-20210430.xlsx", made.Name);
            return;
        }

        Assert.Equal(("so-bank-Q106-20201215-20210430.zip", "application/zip"), (made.Name, made.ContentType));
        await using var zip = new ZipArchive(made.Content, ZipArchiveMode.Read);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            Assert.Equal(entry.Length, entry.CompressedLength);
            using var sheet = new MemoryStream();
            await using (var content = await entry.OpenAsync(Token)) await content.CopyToAsync(sheet, Token);
            text.Append(FormattableString.Invariant($"## {entry.FullName}\n")).AppendJoin('\n', SheetText.Of(sheet).Split('\n').Take(3)).Append('\n');
        }

        GoldenFile.Matches("book-in-two-files", text.ToString());
    }

    [Fact]
    public async Task Signs_that_a_sheet_cannot_have_are_left_out_and_the_columns_go_on_after_Z()
    {
        const string name = "Sổ [a]:*?/\\'b' & \"một tên dài hơn ba mươi mốt chữ\"";
        var columns = Enumerable.Range(1, 54).Select(i => new BookColumn(BookColumnKind.Amount, $"c{i}", new($"Cột {i}", ""), i));
        var head = SampleBooks.Head(new BookForm("rong", new(name, name), [.. columns]));
        object?[] cells = ["a\u0001b\uD83D\uDE00c\uFFFE", 5L, .. Enumerable.Repeat<object?>(null, 49)];
        var sum = new Summed(new(5), default, [new SumPart(1, 1, 25), new SumPart(1, 1, 26), new SumPart(1, 2, 51, true), new SumPart(2, 2, 52)]);
        BookRow[] rows = [new(BookLevel.Line, cells) { No = 1 }, new(BookLevel.Total, [.. cells[..2], sum]) { No = 2 }];
        var (file, _) = await BookWorkbook.WriteAsync(new OpenBook(head, rows.ToAsyncEnumerable(), false), PaperLanguage.Vietnamese, Token);
        await using (file) GoldenFile.Matches("book-odd-signs", SheetText.Of(file.Content));
    }
}
