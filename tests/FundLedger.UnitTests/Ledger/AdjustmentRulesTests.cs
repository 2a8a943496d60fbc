using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using Xunit;

namespace FundLedger.UnitTests.Ledger;

public sealed class AdjustmentRulesTests
{
    private static readonly AdjustmentRules Rules = new(
        new HashSet<string> { "cash", "bank", "fund_balance" },
        new Dictionary<string, AdjustedPool> { ["CHUNG"] = new(1, "donation"), ["LAI"] = new(2, "interest") });

    [Fact]
    public void Money_moves_between_cash_and_bank_within_each_pool()
    {
        var postings = Rules.Judge([Debit("bank", "CHUNG", 5), Credit("cash", "CHUNG", 5), Debit("bank", "LAI", 7), Credit("cash", "LAI", 7)]).Value;
        Assert.Equal([1, 1, 2, 2], postings.Select(posting => posting.Pool));
        Assert.False(AdjustmentRules.ChangesBalance(postings));
    }

    [Fact]
    public void Interest_changes_the_balance_of_its_own_pool()
    {
        var judged = Rules.Judge([Debit("bank", "LAI", 5), Credit("fund_balance", "LAI", 5)]);
        Assert.True(AdjustmentRules.ChangesBalance(judged.Value));
    }

    [Fact]
    public void The_greatest_amounts_are_refused_by_name_and_not_by_an_overflow() => Assert.IsType<AdjustmentLineTooHigh>(
        Rules.Judge([Debit("bank", "CHUNG", long.MaxValue), Debit("bank", "CHUNG", long.MaxValue), Credit("cash", "CHUNG", 1)]).Error);

    [Theory]
    [InlineData(999_999_999_999, true)]
    [InlineData(1_000_000_000_000, true)]
    [InlineData(1_000_000_000_001, false)]
    public void A_line_reaches_a_million_million(long amount, bool isAllowed) =>
        Assert.Equal(isAllowed, Rules.Judge([Debit("bank", "CHUNG", amount), Credit("cash", "CHUNG", amount)]).IsOk);

    [Fact]
    public void The_first_wrong_line_is_the_one_that_is_named()
    {
        var refused = Rules.Judge([Debit("bank", "CHUNG", 5), Credit("advances", "KHAC", 0)]).Error;
        Assert.Equal(new AdjustmentLineEmpty(2), refused);
        Assert.Equal("Lines[1].Amount", refused!.Field);
    }

    [Fact]
    public void What_balances_in_all_but_not_in_each_pool_leaves_its_pool()
    {
        Assert.Equal(new MoneyLeavesItsPool("CHUNG"), Rules.Judge([Debit("bank", "CHUNG", 5), Credit("cash", "LAI", 5)]).Error);
        Assert.Equal(new AdjustmentUnbalanced(1), Rules.Judge([Debit("bank", "CHUNG", 6), Credit("cash", "LAI", 5)]).Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(21)]
    public void There_are_two_to_twenty_lines(int lines) => Assert.IsType<AdjustmentLineCount>(
        Rules.Judge([.. Enumerable.Repeat(Debit("bank", "CHUNG", 1), lines)]).Error);

    private static AskedPosting Debit(string account, string pool, long amount) => new(account, pool, Side.Debit, new Money(amount));

    private static AskedPosting Credit(string account, string pool, long amount) => new(account, pool, Side.Credit, new Money(amount));
}
