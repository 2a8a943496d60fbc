using System.Globalization;
using FundLedger.Features.Books;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Bookkeeping;

/// <summary>The books of the first quarter, see <see cref="FirstQuarter"/>: what they show and that they agree with everything else.</summary>
public sealed class BookTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private static readonly BookQuestion Cash = new(Given.Fund, "cash", FirstQuarter.From, FirstQuarter.To);

    [Fact]
    public async Task The_cash_book_runs_from_its_opening_to_its_closing_with_totals_of_month_quarter_and_year()
    {
        var rows = await quarter.Ledger.Rows(TamDuong.Accountant, Cash with { From = new LocalDate(2021, 2, 1) });
        var gifts = 20_000_000 - rows[0].Amount(7).Dong;
        Assert.Equal(
            [
                $"opening|||||Số dư đầu kỳ|||{20_000_000 - gifts}|",
                $"line|2021-02-10|2021-02-10|PT-2021-00004||Thu: Công ty Chè Tam Đường|5000000||{25_000_000 - gifts}|",
                $"line|2021-02-11|2021-02-11|BD-2021-00001||Đảo chứng từ PT-2021-00004: Ghi nhầm quỹ của xã|-5000000||{20_000_000 - gifts}|",
                "total|||||Cộng phát sinh tháng 02/2021|0|0||",
                $"cumulative|||||Lũy kế từ đầu quý 1/2021|20000000|{gifts}||",
                $"cumulative|||||Lũy kế từ đầu năm 2021|20000000|{gifts}||",
                $"closing|||||Số dư ngày 28/02/2021|||{20_000_000 - gifts}|",
            ],
            rows.Take(7).Select(row => row.Line()));
        Assert.Equal("Số dư cuối kỳ", rows[^1].Words(BookForms.Cash));
    }

    [Fact]
    public async Task Cash_and_bank_books_close_with_what_the_statement_closes_with()
    {
        var cash = (await quarter.Ledger.Rows(TamDuong.Approver, Cash))[^1].Amount(7);
        var bank = (await quarter.Ledger.Rows(TamDuong.Approver, Cash with { Book = "bank" }))[^1].Amount(6);
        Assert.Equal((await quarter.Statement()).Figures.Closing, cash + bank);
    }

    [Theory]
    [InlineData("2021-01-01", "2021-03-31")]
    [InlineData("2021-02-11", "2021-03-04")]
    public async Task Each_account_of_the_general_ledger_closes_with_what_hledger_computes(string from, string to)
    {
        var question = Cash with { Book = "ledger", From = Date(from), To = Date(to) };
        var rows = await quarter.Ledger.Rows(TamDuong.Auditor, question);
        var accounts = rows.Where(row => row.Level == BookLevel.Group).Select(row => row.Link!.Account);
        var closings = rows.Where(row => row.Words(BookForms.Ledger) == "Số dư cuối kỳ").Select(row => row.Amount(5) - row.Amount(6));
        var journal = await quarter.Export(ExportFormat.Hledger, from: Date(from), to: Date(to));
        var computed = await Tool.RunAsync(
            "hledger", ["-f", "-", "balance", "--flat", "-E", "-O", "csv", "-I", "--alias", "/^([a-z_]+):.*$/=\\1"], journal);
        Assert.Equal(
            computed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim('"').Split("\",\""))
                .Where(cells => cells[0] is not ("account" or "Total:" or "total"))
                .Select(cells => $"{cells[0]} {cells[1].Replace(" VND", "", StringComparison.Ordinal)}").Order(StringComparer.Ordinal),
            accounts.Zip(closings, (account, closing) => string.Create(CultureInfo.InvariantCulture, $"{account} {closing.Dong}"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_trial_balance_is_that_of_the_accounts_and_its_sides_are_equal()
    {
        foreach (var (from, to) in Periods)
        {
            var rows = await quarter.Ledger.Rows(TamDuong.Accountant, Cash with { Book = "trial-balance", From = from, To = to });
            var balance = await quarter.Ledger.Done(TamDuong.Accountant, new GetTrialBalance(Given.Fund, from, to));
            var expected = balance.Lines.GroupBy(line => line.Account).Select(lines => (
                Opening: lines.Sum(line => line.Opening.Dong), Debit: lines.Sum(line => line.Debit.Dong),
                Credit: lines.Sum(line => line.Credit.Dong), Closing: lines.Sum(line => line.Closing.Dong)));
            Assert.Equal(expected, rows.SkipLast(1).Select(row => (
                row.Amount(2).Dong + row.Amount(3).Dong, row.Amount(4).Dong, row.Amount(5).Dong, row.Amount(8).Dong + row.Amount(9).Dong)));
            foreach (var pair in (int[])[2, 4, 6, 8]) Assert.Equal(rows[^1].Amount(pair), rows[^1].Amount(pair + 1));
        }
    }

    [Fact]
    public async Task The_journal_has_every_posting_and_equal_sides()
    {
        var rows = await quarter.Ledger.Rows(TamDuong.Accountant, Cash with { Book = "journal" });
        var posted = await quarter.Ledger.Ask<long>(
            "SELECT sum(amount)::bigint FROM postings WHERE book = 'financial' AND side = 'debit'");
        var lines = rows.Where(row => row.Level == BookLevel.Line).ToList();
        Assert.Equal((posted, posted), (lines.Sum(row => row.Amount(7).Dong), lines.Sum(row => row.Amount(8).Dong)));
        var period = rows.Single(row => row.Words(BookForms.Journal) == "Cộng phát sinh trong kỳ");
        Assert.Equal((posted, posted), (period.Amount(7).Dong, period.Amount(8).Dong));
    }

    [Fact]
    public async Task One_voucher_is_one_line_with_the_other_side_beside_it()
    {
        var rows = await quarter.Ledger.Rows(TamDuong.Accountant, Cash with { Book = "account", Account = "cash" });
        var paid = Assert.Single(rows, row => BookReading.Plain(row.Cells[1]) == "PC-2021-00001");
        Assert.Equal(("353", "TET"), (BookReading.Plain(paid.Cells[4]), BookReading.Plain(paid.Cells[5])));
        Assert.Equal(new BookLink(Given.Fund, "PC-2021-00001") { Entry = paid.Link!.Entry }, paid.Link);
        Assert.Equal(
            await quarter.Ledger.Ask<long>("SELECT amount FROM vouchers WHERE voucher_type = 'PC'"), paid.Amount(7).Dong);
    }

    [Fact]
    public async Task Pages_join_to_the_whole_book_without_gap_or_overlap()
    {
        var question = Cash with { Book = "ledger" };
        var whole = await quarter.Ledger.Rows(TamDuong.Accountant, question);
        var pages = await quarter.Ledger.Rows(TamDuong.Accountant, question, pageSize: 2);
        Assert.Equal(whole.Select(row => row.Line()), pages.Select(row => row.Line()));
    }

    [Fact]
    public async Task A_book_is_read_by_accountants_approvers_and_auditors_of_the_fund_only()
    {
        Assert.IsType<FundNotFound>((await quarter.Ledger.Send(TamDuong.Officer, new GetBook(Cash))).Error);
        Assert.IsType<RoleMissing>((await quarter.Ledger.Send(TamDuong.Cashier, new GetBook(Cash))).Error);
        Assert.IsType<RoleMissing>((await quarter.Ledger.Send(TamDuong.Officer, new GetBook(Cash with { Fund = TamDuong.BinhLu }))).Error);
        Assert.IsType<BookUnknown>((await quarter.Ledger.Send(TamDuong.Accountant, new GetBook(Cash with { Book = "khac" }))).Error);
    }

    [Fact]
    public async Task Who_approves_reads_of_a_giver_the_number_only()
    {
        var approver = await quarter.Ledger.Rows(TamDuong.Approver, Cash);
        Assert.Contains("Thu: Nhà tài trợ số 1", approver.Select(row => row.Words(BookForms.Cash)));
        Assert.DoesNotContain(approver, row => row.Words(BookForms.Cash).Contains("Chè", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_the_units_below_a_book_has_the_funds_that_its_reader_keeps_and_no_other()
    {
        var book = await quarter.Ledger.Done(TamDuong.Accountant, new GetBook(Cash with { WithUnits = true }));
        Assert.Equal([TamDuong.District, TamDuong.BinhLu], book.Head.Funds.Select(fund => fund.Code));
    }

    private static IEnumerable<(LocalDate From, LocalDate To)> Periods =>
    [
        (FirstQuarter.From, FirstQuarter.To), (new(2021, 1, 5), new(2021, 1, 20)), (new(2021, 2, 1), new(2021, 2, 28)),
        (new(2021, 2, 11), new(2021, 3, 4)),
    ];

    private static LocalDate Date(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;
}
