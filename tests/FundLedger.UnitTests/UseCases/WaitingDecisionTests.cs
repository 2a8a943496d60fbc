using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Adjustments;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Who may decide on what waits, and when a month may be closed.</summary>
public sealed class WaitingDecisionTests
{
    private static readonly Adjustment Fee = new()
    {
        Id = 4, Status = "requested", RequesterPerson = 1, AccountCodes = ["fund_balance", "bank"], Pools = ["LAI", "LAI"],
        Sides = ["debit", "credit"], Amounts = [11, 11],
    };

    private static readonly Reopening Question = new() { Request = 9, Requester = 1 };

    [Fact]
    public void An_adjustment_is_decided_once_by_another_person()
    {
        Assert.Null(Fee.RefusalToDecide(2));
        Assert.Equal(new PosterIsRequester(4), Fee.RefusalToDecide(1));
        Assert.Equal(new AdjustmentDecided(4, "posted"), (Fee with { Status = "posted" }).RefusalToDecide(2));
    }

    [Fact]
    public void Its_lines_are_told_apart_by_side()
    {
        AdjustmentLine[] lines =
        [
            new("fund_balance", "LAI", Side.Debit, new Money(11)), new("bank", "LAI", Side.Credit, new Money(11)),
        ];
        Assert.Equal(lines, Fee.WithLines().Lines);
    }

    [Fact]
    public void Only_what_was_posted_has_a_voucher()
    {
        Assert.Null(new PostedAdjustment { AdjustmentId = 4 }.Voucher);
        Assert.Equal("PK-2021-00003", new PostedAdjustment { VoucherYear = 2021, VoucherNo = 3 }.Voucher);
    }

    [Fact]
    public void A_reopening_is_decided_once_by_another_person()
    {
        Assert.Null(Question.RefusalToDecide(2));
        Assert.Equal(new ReopenerIsRequester(9), Question.RefusalToDecide(1));
        Assert.Equal(new ReopeningDecided(9), (Question with { IsDecided = true }).RefusalToDecide(2));
    }

    [Theory]
    [InlineData(null, false, true, false)]
    [InlineData(CloseSeverity.Warning, false, true, false)]
    [InlineData(CloseSeverity.OpenItem, false, false, true)]
    [InlineData(CloseSeverity.OpenItem, true, true, true)]
    [InlineData(CloseSeverity.Blocker, true, false, false)]
    public void A_month_closes_over_accepted_items_and_over_no_blocker(CloseSeverity? found, bool isAccepted, bool isClear, bool hasOpen)
    {
        var checklist = new PeriodChecklist(
            new LocalDate(2021, 1, 1), found is { } severity ? [new CloseFinding { Severity = severity }] : [], "", isAccepted);
        Assert.Equal((isClear, hasOpen), (checklist.IsClear, checklist.HasOpenItems));
    }

    [Theory]
    [InlineData(PeriodState.Next, true, true)]
    [InlineData(PeriodState.Closing, true, true)]
    [InlineData(PeriodState.Next, false, false)]
    [InlineData(PeriodState.Open, true, false)]
    [InlineData(PeriodState.Closed, true, false)]
    public void The_next_month_closes_once_it_is_over(PeriodState state, bool hasEnded, bool mayClose) =>
        Assert.Equal(mayClose, new Features.Periods.Period { State = state, HasEnded = hasEnded }.MayClose);

    [Fact]
    public void A_refusal_to_close_counts_and_names_what_stands_in_the_way()
    {
        var refusal = new PeriodHasBlockers(new LocalDate(2021, 1, 1), [new() { Item = "1" }, new() { Item = "PT-2021-00001" }]);
        Assert.Equal((2, "1, PT-2021-00001"), (refusal.Count, refusal.Items));
    }

    [Theory]
    [InlineData(null, null, "surgery", null, true)]
    [InlineData("surgery", null, "surgery", null, true)]
    [InlineData("surgery", null, "holiday_gift", "tet", false)]
    [InlineData("holiday_gift", "tet", "holiday_gift", "tet", true)]
    [InlineData("holiday_gift", "tet", "holiday_gift", "june1", false)]
    [InlineData(null, "tet", "surgery", null, false)]
    public void A_pool_is_used_for_its_kinds_and_its_occasions(string? kinds, string? occasions, string kind, string? occasion, bool isAllowed)
    {
        var pool = new Pool
        {
            SupportKinds = kinds is null ? null : [kinds], OccasionCodes = occasions is null ? null : [occasions], Liquid = new Money(5),
            Committed = new Money(2),
        };
        Assert.Equal((isAllowed, 3), (pool.Allows(kind, occasion), pool.Available.Dong));
    }

    [Fact]
    public void A_trial_balance_closes_each_account_on_its_own_side()
    {
        TrialBalanceLine cash = new() { NormalSide = Side.Debit, Opening = new Money(10), Debit = new Money(5), Credit = new Money(2) };
        Assert.Equal((13, 7), (cash.Closing.Dong, (cash with { NormalSide = Side.Credit }).Closing.Dong));
        var balance = new TrialBalance("Q106", default, default, "107", [cash, cash]);
        Assert.Equal((10, 4), (balance.Debit.Dong, balance.Credit.Dong));
    }
}
