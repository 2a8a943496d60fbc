using System.Text;
using System.Text.RegularExpressions;
using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>Each book with all of its kinds of rows, as its files and its paper have them.</summary>
public sealed class BookPapersTests
{
    private static readonly string[] OfLines =
        ["cash", "bank", "journal", "ledger", "account", "pool", "donor", "advances", "goods", "appropriation"];

    public static TheoryData<string> Books => [.. OfLines];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_forms_of_the_books() => GoldenFile.Matches(
        "book-forms", string.Concat(BookForms.All.Select(form => $"{Outline.Of(form)}  Number: {form.NumberIn("107/2017/TT-BTC")}\n")));

    [Theory]
    [MemberData(nameof(Books))]
    public async Task A_book_of_several_sections(string code)
    {
        var book = SampleBooks.Open(SampleBooks.Head(BookForms.Find(code)!));
        GoldenFile.Matches($"book-{code}", await FilesText.Of(book, "csv", PaperLanguage.Vietnamese));
    }

    [Fact]
    public async Task The_cash_book_in_all_its_files()
    {
        var head = SampleBooks.Head(BookForms.Cash);
        var text = new StringBuilder();
        foreach (var format in (string[])["csv", "json", "xlsx"])
        {
            text.Append(await FilesText.Of(SampleBooks.Open(head, sections: 1), format, PaperLanguage.Vietnamese)).Append('\n');
        }

        var rows = SampleBooks.Open(head, sections: 1).Rows.ToBlockingEnumerable(Token);
        text.Append(Outline.Of(BookPdf.Document(head, rows, PaperLanguage.Vietnamese)));
        GoldenFile.Matches("book-cash-files", text.ToString());
    }

    [Fact]
    public async Task A_line_of_books_of_several_funds_names_each_thing_once_and_the_fund_of_its_entry_apart()
    {
        var line = (await FilesText.Of(SampleBooks.Open(SampleBooks.Head(BookForms.Bank, isTogether: true)), "json", PaperLanguage.Vietnamese))
            .Split('\n').First(text => text.Contains("\"row\":\"line\"", StringComparison.Ordinal));
        Assert.Equal(1, Regex.Count(line, "\"fund\":"));
        Assert.Equal(1, Regex.Count(line, "\"entryFund\":\"Q106\""));
    }

    [Fact]
    public async Task The_goods_of_several_funds_in_English_in_all_files()
    {
        var head = SampleBooks.Head(DetailForms.OfGoods, isTogether: true, from: new(2021, 4, 1)) with { Mark = "3", Circular = null };
        var text = new StringBuilder();
        foreach (var format in (string[])["csv", "xlsx"])
        {
            text.Append(await FilesText.Of(SampleBooks.Open(head), format, PaperLanguage.English)).Append('\n');
        }

        var alone = SampleBooks.Head(DetailForms.OfGoods, from: new(2021, 4, 1));
        text.Append(await FilesText.Of(SampleBooks.Open(alone), "json", PaperLanguage.English));
        text.Append(Outline.Of(BookPdf.Document(head, SampleBooks.Open(head).Rows.ToBlockingEnumerable(Token), PaperLanguage.English)));
        GoldenFile.Matches("book-goods-files", text.ToString());
    }

    [Fact]
    public async Task The_paper_of_the_bank_book_as_it_is_printed() => GoldenFile.Matches(
        "book-bank-printed",
        await FilesText.Of(SampleBooks.Open(SampleBooks.Head(BookForms.Bank), sections: 1), "pdf", PaperLanguage.Vietnamese));

    [Fact]
    public async Task The_parts_of_a_workbook()
    {
        var head = SampleBooks.Head(BookForms.Journal, from: new(2021, 4, 1));
        var (file, _) = await BookWorkbook.WriteAsync(SampleBooks.Open(head, sections: 1), PaperLanguage.Vietnamese, Token);
        await using (file) GoldenFile.Matches("book-workbook-parts", SheetText.Parts(file.Content));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task What_went_between_funds(int gifts)
    {
        var gift = new InternalGift
        {
            GiverId = 1, TakerId = 2, Giver = "Q106", Taker = "Q03412", Amount = new Money(300_000), GivenOn = new(2021, 1, 20),
            TakenOn = new(2021, 1, 22), GivenBy = "PC-2021-00007", TakenBy = "PT-2021-00002",
        };
        var all = Enumerable.Repeat(gift, gifts).ToList();
        var head = SampleBooks.Head(DetailForms.OfInternal, isTogether: true);
        var book = InternalRows.Open(head, all);
        Assert.Equal(gifts == 0, book.IsEmpty);
        var text = await FilesText.Of(book, "csv", PaperLanguage.Vietnamese)
            + await FilesText.Of(InternalRows.Open(head, all), "xlsx", PaperLanguage.English);
        GoldenFile.Matches($"book-internal-{gifts}", text);
    }
}
