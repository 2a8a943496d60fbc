using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Features.Disbursements;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What the sheet of a request adds up from its lines.</summary>
public sealed class DisbursementSheetTests
{
    private static readonly SheetLine[] Lines =
    [
        Line("Bản Bo", "poor", 150, 300_000), Line(null, "protected", 180, 300_000), Line("Bình Lư", "g01", 10, 500_000),
        Line("Bản Bo", "g01", 10, 400_000),
    ];

    private static DisbursementSheet Sheet => new(
        new SheetHead(), [new SheetEvent { Event = "requested", Who = "ketoan" }, new SheetEvent { Event = "approved", Who = "duyet" }], Lines, [], [],
        new SheetDecision([], null, null, [], new SheetFlags(), null));

    [Fact]
    public void Communes_are_summed_by_name_and_children_without_a_place_stand_last() => Assert.Equal(
        [("Bình Lư", 1, 500_000), ("Bản Bo", 2, 700_000), (null, 1, 300_000)],
        Sheet.ByUnit.Select(sum => (sum.NameVi, sum.Children, sum.Amount.Dong)));

    [Fact]
    public void Groups_are_summed_in_their_legal_order() => Assert.Equal(
        [("g01", 2, 900_000), ("poor", 1, 300_000), ("protected", 1, 300_000)],
        Sheet.ByGroup.Select(sum => (sum.NameVi!, sum.Children, sum.Amount.Dong)));

    [Fact]
    public void A_step_that_was_not_taken_is_no_step()
    {
        Assert.Equal("duyet", Sheet.EventOf("approved")?.Who);
        Assert.Null(Sheet.EventOf("paid"));
    }

    [Theory]
    [InlineData("requested", true, false, false, true)]
    [InlineData("approved", false, true, false, true)]
    [InlineData("paid", false, false, true, false)]
    [InlineData("rejected", false, false, false, false)]
    public void Money_is_reserved_from_the_request_to_the_payment(string status, bool waits, bool isApproved, bool isPaid, bool isReserved)
    {
        var head = new SheetHead { Status = status };
        Assert.Equal((waits, isApproved, isPaid, isReserved), (head.IsWaiting, head.IsApproved, head.IsPaid, head.IsReserved));
    }

    [Fact]
    public void A_line_is_cited_by_the_decision_of_the_request()
    {
        var (issued, from) = (new LocalDate(2021, 1, 4), new LocalDate(2021, 2, 1));
        var head = new SheetHead { DecisionNumber = "12/QĐ", DecisionIssuedOn = issued, DecisionFrom = from, DecisionIsSample = true };
        Assert.Equal(new NormCitation("12/QĐ", issued, "D-01", from, true), head.Cite("D-01"));
    }

    [Fact]
    public void The_next_occasion_is_the_first_ahead_or_else_the_last()
    {
        GiftOccasion over = new() { Code = "tet" }, ahead = new() { Code = "june1", IsAhead = true }, later = new() { Code = "tet", IsAhead = true };
        Assert.Same(ahead, new GiftChoices([over, ahead, later], [], []).Next);
        Assert.Same(over, new GiftChoices([new GiftOccasion(), over], [], []).Next);
        Assert.Null(new GiftChoices([], [], []).Next);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    public void A_request_is_for_children_when_every_line_is(bool first, bool second, bool isForChildren) =>
        Assert.Equal(isForChildren, Of(Lines[0] with { IsChild = first }, Lines[1] with { IsChild = second }).IsForChildren);

    [Fact]
    public void What_comes_out_of_the_stock_is_not_paid()
    {
        var sheet = Of(Lines[0] with { Stock = new Money(200_000) }, Lines[1], Lines[2] with { Stock = new Money(50_000) });
        Assert.Equal((250_000L, 850_000L), (sheet.StockValue.Dong, (sheet with { Head = new SheetHead { Total = new Money(1_100_000) } }).Cash.Dong));
        Assert.Equal(10L, new SheetGoods { FreeAfter = 7, Held = 3 }.FreeBefore);
    }

    [Fact]
    public void Terms_say_something_by_their_payee_their_urgency_or_a_cost()
    {
        Assert.False(new SheetTerms { Insurance = new Money(5), Child = "TE-000001" }.SaysSomething);
        Assert.True(new SheetTerms { Payee = "guardian" }.SaysSomething);
        Assert.True(new SheetTerms { UrgentReason = "Phải mổ trong tuần" }.SaysSomething);
        Assert.True(new SheetTerms { Cost = new Money(5) }.SaysSomething);
    }

    [Fact]
    public void The_step_that_waits_is_the_first_that_nobody_took()
    {
        SheetStep taken = new() { Step = 1, Who = "Chủ tịch", JudgedSum = new Money(7) }, open = new() { Step = 2 }, later = new() { Step = 3 };
        var decision = new SheetDecision([taken, open, later], null, null, [], new SheetFlags(), null);
        Assert.Equal((open, 7L), (decision.Waiting, decision.JudgedSum.Dong));
        Assert.Equal((null, 0L), (Sheet.Decision.Waiting, Sheet.Decision.JudgedSum.Dong));
        Assert.Null((decision with { Steps = [taken] }).Waiting);
        Assert.Equal(new ChildDied("TE-000001"), new SheetLine { Child = "TE-000001", Obstacle = "died" }.Absence);
        Assert.Null(Lines[0].Absence);
    }

    [Fact]
    public void An_inbox_adds_up_what_it_shows()
    {
        InboxItem first = new() { Total = new Money(600_000), Goods = new Money(90_000) };
        var inbox = new Inbox([first, first with { Total = new Money(50_000), Goods = new Money(8) }], 3, []);
        Assert.Equal((650_000L, 90_008L), (inbox.Sum.Dong, inbox.Goods.Dong));
    }

    [Fact]
    public void A_plan_of_gifts_sums_those_whom_the_norm_allows_by_group()
    {
        GiftClass poor = new() { Code = "poor", NameVi = "nghèo", NameEn = "poor", SortOrder = 15 };
        GiftClass orphan = new() { Code = "g01", NameVi = "mồ côi", SortOrder = 1 };
        GiftChild[] children = [Gift("1", poor, 300), Gift("2", orphan, 200), Gift("3", poor, 100), Gift("4", poor, 0) with { Refusal = new ChildLeft("4") }];
        var plan = new GiftPlan(new LocalDate(2021, 2, 12), Norms.Norms.Decide(Norms.Norms.TetGift).Value.Paper, children, []);
        Assert.Equal(["1", "2", "3"], plan.Allowed.Select(Code));
        Assert.Equal(["4"], plan.Refused.Select(Code));
        Assert.Equal(600L, plan.Sum.Dong);
        Assert.Equal([new SheetSum("mồ côi", "", 1, new Money(200)), new SheetSum("nghèo", "poor", 2, new Money(400))], plan.ByClass);

        static string Code(GiftChild child) => child.Code;
        static GiftChild Gift(string code, GiftClass group, long limit) => new(code, "Bình Lư", group, new Money(limit), null, null);
    }

    private static DisbursementSheet Of(params SheetLine[] lines) =>
        new(new SheetHead(), [], lines, [], [], new SheetDecision([], null, null, [], new SheetFlags(), null));

    [Theory]
    [InlineData(true, "any_child", "any_child")]
    [InlineData(true, "g09", "protected")]
    [InlineData(false, "g01", "g01")]
    [InlineData(true, null, "any_child")]
    public void A_sealed_group_is_shown_as_protected(bool isProtected, string? judged, string shown) =>
        Assert.Equal(shown, new ChildFacts("TE-1", "Bình Lư", isProtected, Norms.Norms.Poor).Shown(judged));

    private static SheetLine Line(string? unit, string group, int order, long amount) =>
        new() { Unit = unit, ClassVi = group, ClassEn = group, ClassOrder = order, Amount = new Money(amount) };
}
