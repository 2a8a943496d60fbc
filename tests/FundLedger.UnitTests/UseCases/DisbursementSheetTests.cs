using FundLedger.Domain;
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
    [InlineData(true, "any_child", "any_child")]
    [InlineData(true, "g09", "protected")]
    [InlineData(false, "g01", "g01")]
    [InlineData(true, null, "any_child")]
    public void A_sealed_group_is_shown_as_protected(bool isProtected, string? judged, string shown) =>
        Assert.Equal(shown, new ChildFacts("TE-1", "Bình Lư", isProtected, Norms.Norms.Poor).Shown(judged));

    private static SheetLine Line(string? unit, string group, int order, long amount) =>
        new() { Unit = unit, ClassVi = group, ClassEn = group, ClassOrder = order, Amount = new Money(amount) };
}
