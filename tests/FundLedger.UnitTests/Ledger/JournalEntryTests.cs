using CsCheck;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Ledger;

public sealed class JournalEntryTests
{
    private static readonly EntryHead Receipt = new(Book.Financial, EntryKind.Receipt, new LocalDate(2021, 1, 4));

    private static readonly Gen<Posting> AnyPosting = Gen.Select(
        Gen.OneOf(Gen.Const("cash"), Gen.Const("bank"), Gen.Const("fund_balance")), Gen.Int[1, 3], Gen.Bool, Gen.Long[-3, 3],
        (account, pool, isDebit, amount) => new Posting(account, pool, isDebit ? Side.Debit : Side.Credit, new Money(amount)));

    [Fact]
    public void Two_equal_sides_in_one_pool_are_an_entry() =>
        Assert.Equal(2, JournalEntry.Create(Receipt, [Debit("cash", 1, 500), Credit("fund_balance", 1, 500)]).Value.Postings.Count);

    [Fact]
    public void One_posting_is_none() =>
        Assert.Equal(new TooFewPostings(1), JournalEntry.Create(Receipt, [Debit("cash", 1, 500)]).Error);

    [Fact]
    public void A_posting_of_nothing_is_refused() =>
        Assert.Equal(new PostingOfNothing(2), JournalEntry.Create(Receipt, [Debit("cash", 1, 500), Credit("bank", 1, 0)]).Error);

    [Fact]
    public void Only_a_reversal_is_negative()
    {
        Posting[] postings = [Debit("cash", 1, -500), Credit("fund_balance", 1, -500)];
        Assert.Equal(new NegativeOutsideReversal(1, new Money(-500)), JournalEntry.Create(Receipt, postings).Error);
        Assert.True(JournalEntry.Create(Receipt with { Kind = EntryKind.Reversal }, postings).IsOk);
    }

    [Fact]
    public void Money_does_not_move_from_pool_to_pool_by_an_ordinary_entry() =>
        Assert.Equal(
            new EntryUnbalanced(1, 500), JournalEntry.Create(Receipt, [Debit("cash", 1, 500), Credit("fund_balance", 2, 500)]).Error);

    [Fact]
    public void Forged_amounts_that_overflow_are_refused_and_not_an_accident() =>
        Assert.IsType<EntryUnbalanced>(
            JournalEntry.Create(Receipt, [Debit("cash", 1, long.MaxValue), Debit("cash", 1, 2), Credit("bank", 1, 1)]).Error);

    [Fact]
    public void An_entry_is_accepted_exactly_when_it_is_complete_and_each_pool_is_balanced() =>
        AnyPosting.Array[0, 5].Sample(postings =>
        {
            var isBalanced = postings.GroupBy(posting => posting.Pool).All(pool =>
                pool.Where(posting => posting.Side == Side.Debit).Sum(posting => posting.Amount.Dong)
                == pool.Where(posting => posting.Side == Side.Credit).Sum(posting => posting.Amount.Dong));
            var isRight = postings.Length >= 2 && postings.All(posting => posting.Amount.IsPositive) && isBalanced;
            return JournalEntry.Create(Receipt, postings).IsOk == isRight;
        }, iter: 20_000);

    [Fact]
    public void A_reversal_has_the_same_sides_in_red_and_the_money_on_the_account_named()
    {
        var gift = new SupportPosted { Kind = "holiday_gift", Beneficiary = "TE-000001" };
        var paid = JournalEntry.Create(
            Receipt with { Kind = EntryKind.Disbursement },
            [Debit("fund_balance", 1, 300) with { Support = gift }, Credit("cash", 1, 300) with { Support = gift }]).Value;
        var reversal = paid.Reverse(Receipt with { ReversesEntryNo = 7 }, "bank").Value;
        Assert.Equal(EntryKind.Reversal, reversal.Head.Kind);
        Assert.Equal(
            [Debit("fund_balance", 1, -300) with { Support = gift }, Credit("bank", 1, -300) with { Support = gift }], reversal.Postings);
    }

    private static Posting Debit(string account, int pool, long amount) => new(account, pool, Side.Debit, new Money(amount));

    private static Posting Credit(string account, int pool, long amount) => new(account, pool, Side.Credit, new Money(amount));
}
