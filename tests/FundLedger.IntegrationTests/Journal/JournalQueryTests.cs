using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.IntegrationTests.Audit;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Journal;

/// <summary>
/// Of the audited ledger: receipts 5,000,000 cash, 80,000,000 bank and (February) 700,000 cash; three gifts of 300,000 paid, one reversed.
/// </summary>
public sealed class JournalQueryTests(AuditedLedger audited) : IClassFixture<AuditedLedger>
{
    private static readonly LocalDate First = new(2021, 1, 1);
    private static readonly LocalDate Last = new(2021, 2, 28);

    private static ListEntries Journal => new(Given.Fund, First, Last);

    [Fact]
    public async Task The_journal_comes_in_pages_that_join_without_gap_or_overlap()
    {
        var numbers = new List<long>();
        var query = Journal with { PageSize = 3 };
        for (EntryPage? page = null; page?.Next is not null || page is null;)
        {
            page = await Done(query with { After = page?.Next });
            Assert.InRange(page.Entries.Count, 1, 3);
            numbers.AddRange(page.Entries.Select(entry => entry.EntryNo));
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], numbers);
        Assert.NotNull((await Done(Journal with { PageSize = 7 })).Next);
        Assert.Null((await Done(Journal with { PageSize = 8 })).Next);
    }

    [Fact]
    public async Task An_entry_shows_its_postings_its_voucher_and_what_reversed_it()
    {
        var entries = (await Done(Journal)).Entries;
        var paid = entries[2];
        Assert.Equal(("disbursement", "PC-2021-00001", 6L), (paid.Kind, paid.Voucher, paid.ReversedBy));
        Assert.Equal(
            [("fund_balance", Side.Debit), ("cash", Side.Credit)], paid.Postings.Select(posting => (posting.Account, posting.Side)));
        Assert.All(
            paid.Postings,
            posting => Assert.Equal((new Money(300_000), "CHUNG", "TE-000001"), (posting.Amount, posting.Pool, posting.Beneficiary)));
        var reversal = entries[5];
        Assert.Equal(("reversal", "BD-2021-00001", 3L), (reversal.Kind, reversal.Voucher, reversal.Reverses));
        Assert.All(reversal.Postings, posting => Assert.Equal(new Money(-300_000), posting.Amount));
        Assert.All(entries, entry => Assert.Equal(64, entry.Hash.Length));
    }

    [Theory]
    [InlineData("MO-TIM", null, null, 1)]
    [InlineData(null, "bank", null, 2)]
    [InlineData(null, null, "adjustment", 1)]
    [InlineData(null, null, "disbursement", 3)]
    [InlineData("CHUNG", "cash", "receipt", 2)]
    [InlineData("KHONG-CO", null, null, 0)]
    public async Task It_is_narrowed_by_pool_account_and_kind(string? pool, string? account, string? kind, int expected) =>
        Assert.Equal(expected, (await Done(Journal with { Pool = pool, Account = account, Kind = kind })).Entries.Count);

    [Fact]
    public async Task It_is_narrowed_by_date_and_book()
    {
        Assert.Equal([7, 8], (await Done(Journal with { From = new LocalDate(2021, 2, 1) })).Entries.Select(entry => entry.EntryNo));
        var commitments = (await Done(Journal with { Book = "commitment" })).Entries;
        Assert.Equal(
            ["commitment", "release", "commitment", "release", "commitment", "commitment"], commitments.Select(entry => entry.Kind));
        Assert.All(commitments, entry => Assert.Null(entry.Voucher));
    }

    [Fact]
    public async Task The_books_of_another_fund_are_not_there()
    {
        Assert.IsType<FundNotFound>((await audited.Ledger.Send(TamDuong.Officer, Journal)).Error);
        Assert.IsType<FundNotFound>((await audited.Ledger.Send(TamDuong.Officer, new GetTrialBalance(Given.Fund, First, Last))).Error);
        Assert.IsType<FundNotFound>((await audited.Ledger.Send(TamDuong.Officer, new ListPeriods(Given.Fund))).Error);
    }

    [Fact]
    public async Task The_trial_balance_of_February_opens_with_what_January_left()
    {
        var balance = await Done(new GetTrialBalance(Given.Fund, new LocalDate(2021, 2, 1), Last));
        Assert.Equal(
            [
                ("111", "cash", "CHUNG"), ("112", "bank", "CHUNG"), ("112", "bank", "MO-TIM"),
                ("353", "fund_balance", "CHUNG"), ("353", "fund_balance", "MO-TIM"),
            ],
            balance.Lines.Select(line => (line.RegimeAccount, line.Account, line.Pool)));
        Assert.Equal([4_400_000L, 0, 80_000_000, 4_400_000, 80_000_000], balance.Lines.Select(line => line.Opening.Dong));
        Assert.Equal([5_000_000L, 100_000, 80_000_000, 5_100_000, 80_000_000], balance.Lines.Select(line => line.Closing.Dong));
        Assert.Equal((new Money(800_000), new Money(800_000)), (balance.Debit, balance.Credit));
        Assert.All(balance.Lines, line => Assert.False(line.IsRegimeConfirmed));
    }

    [Fact]
    public async Task A_reversal_lowers_the_turnover_of_the_side_that_it_reverses()
    {
        var balance = await Done(new GetTrialBalance(Given.Fund, First, new LocalDate(2021, 1, 31)));
        var cash = balance.Lines.Single(line => line.Account == "cash");
        Assert.Equal((5_000_000L, 600_000L, 4_400_000L), (cash.Debit.Dong, cash.Credit.Dong, cash.Closing.Dong));
        Assert.Equal(balance.Debit, balance.Credit);
    }

    [Fact]
    public async Task The_months_say_which_is_closed_and_which_is_next()
    {
        var periods = await Done(new ListPeriods(Given.Fund));
        Assert.Equal([(1, PeriodState.Closed), (2, PeriodState.Next)], periods.Select(period => (period.Month.Month, period.State)));
        Assert.Equal(("Kế toán Quỹ", new Money(84_400_000)), (periods[0].ClosedBy, periods[0].Held));
        Assert.Equal([(6L, 4L), (2L, 2L)], periods.Select(period => (period.Entries, period.Vouchers)));
        Assert.Equal([true, false], periods.Select(period => period.HasEnded));
        Assert.DoesNotContain(periods, period => period.MayClose);
    }

    private Task<T> Done<T>(IQuery<T> query) => audited.Ledger.Done(TamDuong.Accountant, query);
}
