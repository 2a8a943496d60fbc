using FundLedger.Domain;
using FundLedger.Domain.Approvals;

namespace FundLedger.UnitTests.Approvals;

/// <summary>Up to 20 million one step, above it two, above 100 million three; a level of the norm asks for its own.</summary>
public sealed class ApprovalLadderTests
{
    private static readonly ApprovalLadder Ladder = new(3, "05/QĐ", [
        new(1, "office_head", "Trưởng phòng", "Head of office", null, null, ["office_head_or_chair"]),
        new(2, "council_chair", "Chủ tịch Hội đồng", "Chair", new Money(20_000_000), new Money(2_000_000), []),
        new(3, "full_council", "Hội đồng", "Council", new Money(100_000_000), new Money(10_000_000), ["council_or_uband_chair"]),
    ]);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(20_000_000, 2_000_000, 1)]
    [InlineData(20_000_001, 1, 2)]
    [InlineData(1, 2_000_001, 2)]
    [InlineData(100_000_000, 10_000_000, 2)]
    [InlineData(100_000_001, 1, 3)]
    [InlineData(1, 10_000_001, 3)]
    public void The_sum_and_the_largest_case_ask_for_as_many_steps(long total, long largest, int steps) =>
        Assert.Equal(steps, Ladder.StepsFor(Sums(total, largest), ["office_head"]).Value.Length);

    [Theory]
    [InlineData("office_head", 1)]
    [InlineData("office_head_or_chair", 1)]
    [InlineData("council_chair", 2)]
    [InlineData("council_or_uband_chair", 3)]
    public void The_strictest_of_sum_and_norm_holds(string level, int steps)
    {
        Assert.Equal(steps, Ladder.StepsFor(Sums(1, 1), ["office_head", level]).Value.Length);
        Assert.Equal(3, Ladder.StepsFor(Sums(100_000_001, 1), [level]).Value.Length);
    }

    [Fact]
    public void A_level_that_stands_on_no_step_is_named() =>
        Assert.Equal(new LadderLacksLevel("05/QĐ", "commune_chair"), Ladder.StepsFor(Sums(1, 1), ["office_head", "commune_chair"]).Error);

    [Fact]
    public void Each_step_takes_a_person_of_its_own_who_is_not_the_one_who_asks()
    {
        var steps = Ladder.Steps[..2];
        Assert.Null(ApprovalLadder.Unmanned(steps, [Hand("office_head", 1), Hand("council_chair", 2)], [7], 9));
        Assert.Equal(Missing(0), ApprovalLadder.Unmanned(steps, [Hand("council_chair", 2)], [7], 9));
        Assert.Equal(Missing(1), ApprovalLadder.Unmanned(steps, [Hand("office_head", 1), Hand("council_chair", 2)], [7], 2));
        Assert.Equal(Missing(1), ApprovalLadder.Unmanned(steps, [Hand("office_head", 1), Hand("council_chair", 1)], [7], 9));
        Assert.Null(ApprovalLadder.Unmanned(steps, [Hand("office_head", 1), Hand("office_head", 2), Hand("council_chair", 1)], [7], 9));
        Assert.Equal(Missing(1), ApprovalLadder.Unmanned(steps, [Hand("office_head", 1), Hand("council_chair", 3, inName: 2)], [7], 2));

        // Who pays is yet another one, and an approver who could pay is kept for it where nobody else can.
        Assert.Equal(new NobodyToPay(), ApprovalLadder.Unmanned(steps[..1], [Hand("office_head", 1)], [1, 9], 9));
        Assert.Null(ApprovalLadder.Unmanned(steps[..1], [Hand("office_head", 1), Hand("office_head", 2)], [1], 9));

        StepWithoutApprover Missing(int place) => new(steps[place].NameVi, steps[place].NameEn);
    }

    private static JudgedSums Sums(long total, long largest) => new(new Money(total), new Money(largest));

    private static ApprovalHand Hand(string level, long person, long? inName = null) =>
        new() { Level = level, Person = person, User = $"u{person}", InNamePerson = inName ?? person, InNameOf = $"u{inName ?? person}" };
}
