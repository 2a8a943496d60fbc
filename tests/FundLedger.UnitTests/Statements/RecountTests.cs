using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Statements;

/// <summary>Where each kind of entry stands in a statement that is counted from the entries alone.</summary>
public sealed class RecountTests
{
    private static readonly LocalDate Day = new(2021, 3, 1);
    private static readonly StatementPeriod Period = StatementPeriod.Create(Day, Day, Day, Day).Value;
    private static readonly StatementFigures Nothing = new("Q106", Period, new StatementSeal(true, 1, new string('0', 64), Instant.MinValue));

    private readonly Recount recount = new(Period, new Dictionary<int, PoolTerms>
    {
        [1] = new(1, "A", new Wording("A", "A"), "donation"), [2] = new(2, "B", new Wording("B", "B"), "interest"),
    });

    private long entries;

    [Fact]
    public void Interest_is_received_and_a_fee_lowers_it()
    {
        Add("adjustment", "PK", Line("bank", 2, "debit", 500), Line("fund_balance", 2, "credit", 500));
        Add("adjustment", "PK", Line("fund_balance", 2, "debit", 120), Line("bank", 2, "credit", 120));
        var figures = Counted().Figures;
        Assert.Equal(new SourceReceived("interest", new Wording("", ""), new Money(380), 2), Assert.Single(figures.Receipts));
        Assert.Equal([500L, -120], figures.Vouchers.Select(voucher => voucher.Amount.Dong));
        Assert.All(figures.Vouchers, voucher => Assert.True(voucher.IsReceipt));
    }

    [Fact]
    public void Money_between_accounts_of_one_pool_stands_in_no_line()
    {
        Add("adjustment", "PK", Line("bank", 1, "debit", 500), Line("cash", 1, "credit", 500));
        Add("budget_return", "NT", Line("budget_returns", 1, "debit", 500), Line("bank", 1, "credit", 500));
        Assert.Empty(Counted().Figures.Pools);
    }

    [Fact]
    public void A_transfer_goes_out_of_one_pool_and_into_another_and_cites_its_decision()
    {
        Add("receipt", "PT", Line("cash", 1, "debit", 900), Line("fund_balance", 1, "credit", 900));
        var moved = Add("transfer", "DC", Line("fund_balance", 1, "debit", 300), Line("bank", 1, "credit", 300),
            Line("bank", 2, "debit", 300), Line("fund_balance", 2, "credit", 300));
        recount.Cite(moved, "12/QĐ-UBND, 01/03/2021");
        var figures = Counted().Figures;
        Assert.Equal([(0L, 300L, 600L), (300L, 0L, 300L)],
            figures.Pools.Select(pool => (pool.TransferredIn.Dong, pool.TransferredOut.Dong, pool.Closing.Dong)));
        var number = new VoucherNumber(VoucherType.Transfer, 2021, 2);
        Assert.Equal(new StatementTransfer(number, Day, "A", "B", new Money(300), "12/QĐ-UBND, 01/03/2021"), Assert.Single(figures.Transfers));
    }

    [Fact]
    public void What_moved_before_the_period_is_in_the_opening_and_in_no_line()
    {
        Add("receipt", "PT", Day.PlusDays(-2), Line("cash", 1, "debit", 900), Line("fund_balance", 1, "credit", 900));
        var moved = Add("transfer", "DC", Day.PlusDays(-1), Line("fund_balance", 1, "debit", 300), Line("fund_balance", 2, "credit", 300));
        recount.Cite(moved, "12/QĐ-UBND, 01/03/2021");
        Add("lapse", "KC", Day.PlusDays(1), Line("fund_balance", 1, "debit", 600), Line("budget_returns", 1, "credit", 600));
        var figures = Counted().Figures;
        Assert.Empty(figures.Transfers);
        Assert.Equal([(600L, 600L), (300L, 300L)], figures.Pools.Select(pool => (pool.Opening.Dong, pool.Closing.Dong)));
    }

    [Fact]
    public void Lapsed_money_leaves_the_pool_and_is_not_given()
    {
        Add("receipt", "PT", Line("bank", 1, "debit", 900), Line("fund_balance", 1, "credit", 900));
        Add("lapse", "KC", Line("fund_balance", 1, "debit", 600), Line("budget_returns", 1, "credit", 600));
        Assert.Equal((900, 0, 600, 300), (Counted().Received.Dong, Counted().Given.Dong, Counted().Lapsed.Dong, Counted().Figures.Closing.Dong));
    }

    [Theory]
    [InlineData("advance")]
    [InlineData("budget_return")]
    [InlineData("of tomorrow")]
    public void A_kind_that_has_no_column_and_changes_the_balance_does_not_add_up(string kind)
    {
        Add(kind, "PK", Line("cash", 1, "debit", 900), Line("fund_balance", 1, "credit", 900));
        Assert.IsType<StatementDoesNotAddUp>(FundStatement.Create(recount.Figures(Nothing)).Error);
    }

    [Fact]
    public void An_entry_that_does_not_say_what_it_must_is_refused()
    {
        Assert.Throws<UnusableContentException>(() => Add("transfer", "DC", Line("fund_balance", 1, "debit", 300), Line("cash", 1, "credit", 300)));
        Assert.Throws<UnusableContentException>(() => Add("receipt", "??", Line("cash", 1, "debit", 300), Line("fund_balance", 1, "credit", 300)));
        Assert.Throws<UnusableContentException>(() => Add("receipt", "PT", Line("cash", 9, "debit", 300), Line("fund_balance", 9, "credit", 300)));
    }

    private FundStatement Counted() => FundStatement.Create(recount.Figures(Nothing)).Value;

    private SealedEntry Add(string kind, string type, params SealedPosting[] postings) => Add(kind, type, Day, postings);

    private SealedEntry Add(string kind, string type, LocalDate day, params SealedPosting[] postings)
    {
        var entry = new SealedEntry
        {
            Book = "financial", EntryNo = ++entries, EntryDate = day, Kind = kind, VoucherType = type, VoucherYear = 2021,
            VoucherNo = (int)entries, Postings = postings,
        };
        recount.Add(entry);
        return entry;
    }

    private static SealedPosting Line(string account, int pool, string side, long amount) =>
        new() { AccountCode = account, PoolId = pool, Side = side, Amount = amount };
}
