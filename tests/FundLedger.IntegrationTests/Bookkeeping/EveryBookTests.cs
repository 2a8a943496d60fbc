using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Books;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Bookkeeping;

/// <summary>The books of a year with an entry of every kind, row by row; and how they are read page by page.</summary>
public sealed class EveryBookTests(EveryKind year) : IClassFixture<EveryKind>
{
    private static readonly LocalDate Today = new(2022, 1, 5);

    private static readonly BookQuestion General = new(Given.Fund, "ledger", EveryKind.From, Today);

    [Fact]
    public async Task All_books_of_the_whole_time() => await Documented.GoldenAsync(
        "books", await Text(TamDuong.Accountant, BookForms.All.Select(form => General with { Book = form.Code })));

    [Fact]
    public async Task All_books_from_the_middle_of_a_month() => await Documented.GoldenAsync("books-later", await Text(
        TamDuong.Auditor,
        BookForms.All.Select(form => General with { Book = form.Code, From = new LocalDate(2021, 12, 15), To = new LocalDate(2022, 1, 4) })));

    [Fact]
    public async Task Books_that_are_narrowed_or_of_several_funds() => await Documented.GoldenAsync("books-narrowed", await Text(
        TamDuong.Approver,
        [
            General with { Account = "bank" }, General with { Book = "account", Account = "fund_balance", Pool = "LAI" },
            General with { Book = "account", Pool = "KHONG" }, General with { Book = "pool", Pool = "TET" },
            General with { Book = "donor", Donor = 1 }, General with { Book = "donor", Donor = 99 }, General with { Book = "donor", WithUnits = true },
            General with { Book = "pool", WithUnits = true, Pool = "CHUNG" }, General with { Book = "vouchers", WithUnits = true },
            General with { Book = "trial-balance", WithUnits = true, From = new LocalDate(2021, 1, 5) },
        ]));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public async Task A_page_has_so_many_lines_and_the_next_one_goes_on_after_the_last_of_them(int asked, int lines)
    {
        var whole = await year.Ledger.Done(TamDuong.Accountant, new GetBook(General) { PageSize = 501 });
        Assert.Equal((null, false), (whole.Next, whole.IsEmpty));
        var rows = new List<BookRow>();
        for (BookPlace? after = null; rows.Count < whole.Rows.Count;)
        {
            var page = await year.Ledger.Done(TamDuong.Accountant, new GetBook(General) { After = after, PageSize = asked });
            Assert.InRange(page.Rows.Count(row => row.Place is not null), 1, lines);
            Assert.False(page.IsEmpty);
            if (page.Next is not null) Assert.Equal((page.Rows[^1].Place, page.Rows[^1].Level), (page.Next, BookLevel.Line));
            rows.AddRange(page.Rows);
            after = page.Next;
        }

        Assert.Equal(whole.Rows.Select(row => (row.No, row.Told())), rows.Select(row => (row.No, row.Told())));
    }

    [Fact]
    public async Task A_page_after_a_line_that_is_not_there_is_empty()
    {
        var nowhere = new BookPlace(1, new LocalDate(2021, 1, 1), 9_999, 1, 1);
        var page = await year.Ledger.Done(TamDuong.Accountant, new GetBook(General) { After = nowhere });
        Assert.Equal((0, null, false), (page.Rows.Count, page.Next, page.IsEmpty));
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused()
    {
        Assert.Equal(new BookUnknown("khac"), await Refusal(TamDuong.Accountant, General with { Book = "khac" }));
        Assert.Equal(new FundNotFound("Q999"), await Refusal(TamDuong.Accountant, General with { Fund = "Q999" }));
        Assert.Equal(new FundNotFound(Given.Fund), await Refusal(TamDuong.Officer, General));
        Assert.IsType<RoleMissing>(await Refusal(TamDuong.Cashier, General));
        Assert.Equal(new StatementInFuture(Today.PlusDays(1), Today), await Refusal(TamDuong.Accountant, General with { To = Today.PlusDays(1) }));
        Assert.IsType<StatementBeforeFundOpened>(await Refusal(TamDuong.Accountant, General with { From = new LocalDate(2020, 12, 31) }));
        var exe = await year.Ledger.Send(TamDuong.Accountant, new ExportBook(General, "exe", Features.Papers.PaperLanguage.English));
        Assert.Equal(new BookFormatUnknown("exe"), exe.Error);
    }

    [Fact]
    public async Task Givers_are_told_by_name_to_those_who_keep_the_receipts_and_by_number_to_others()
    {
        var named = (await year.Ledger.Done(TamDuong.Cashier, new ListGivers(Given.Fund))).Givers;
        Assert.All(named, giver => Assert.NotNull(giver.Name));
        var numbered = (await year.Ledger.Done(TamDuong.Approver, new ListGivers(Given.Fund))).Givers;
        Assert.Equal(named.Select(giver => giver.DonorId).Order(), numbered.Select(giver => giver.DonorId));
        Assert.All(numbered, giver => Assert.Null(giver.Name));
    }

    private async Task<Error?> Refusal(string user, BookQuestion question) =>
        (await year.Ledger.Send(user, new GetBook(question))).Error;

    private async Task<string> Text(string user, IEnumerable<BookQuestion> questions)
    {
        var text = new StringBuilder();
        foreach (var question in questions)
        {
            var page = await year.Ledger.Done(user, new GetBook(question) { PageSize = GetBook.LargestPage });
            var head = page.Head;
            text.AppendJoin(" · ", [$"## {question.Book}", head.FormNumber, head.Circular, .. head.Funds.Select(fund => fund.Code)]);
            text.AppendJoin("", head.Narrowed.Select(words => $" · {words.Vi} / {words.En}"));
            text.Append(page.IsEmpty ? " · nothing\n" : "\n").AppendJoin('\n', page.Rows.Select(row => row.Told())).Append("\n\n");
        }

        return text.ToString();
    }
}
