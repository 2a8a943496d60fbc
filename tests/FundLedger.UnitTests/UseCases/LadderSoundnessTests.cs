using FundLedger.Domain;
using FundLedger.Features.Approvals;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What is wrong with a proposed ladder, and on which step.</summary>
public sealed class LadderSoundnessTests
{
    private static readonly HashSet<string> Approvers = ["duyet", "duyet2"];
    private static readonly ProposedStep First = new("council_chair", "Hội đồng", "Council", null, null, [], ["duyet"]);

    private static readonly ProposedStep Second = new(
        "commune_chair", "Chủ tịch", "Chair", new Money(50), new Money(10), ["commune_vice_chair"], ["duyet2", "duyet"]);

    private static readonly ProposedStep Third = Second with
    {
        Level = "province", NormLevels = [], AboveTotal = new Money(51), AboveCase = new Money(11),
    };

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void A_ladder_has_one_to_five_steps(int count, bool isSound)
    {
        var steps = Enumerable.Range(0, count).Select(i => First with { Level = $"level_{i}", AboveTotal = i == 0 ? null : new Money(i) });
        Assert.Equal(isSound ? null : new LadderStepUnsound(count, LadderFlaw.Count), LadderSoundness.Of([.. steps], Approvers));
    }

    [Theory]
    [InlineData("a", false)]
    [InlineData("ab", true)]
    [InlineData("a_1", true)]
    [InlineData("1a", false)]
    [InlineData("Ab", false)]
    [InlineData("aB", false)]
    [InlineData("a-b", false)]
    [InlineData("a234567890123456789012345678901234567890", true)]
    [InlineData("a2345678901234567890123456789012345678901", false)]
    public void A_level_is_a_short_code(string level, bool isSound)
    {
        Assert.Equal(isSound ? null : LadderFlaw.Name, Flaw(First with { Level = level }));
        Assert.Equal(isSound ? null : LadderFlaw.Name, Flaw(First with { NormLevels = ["office_head", level] }));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void A_step_is_named_in_both_languages(int letters, bool isSound)
    {
        var name = $" {new string('x', letters)} ";
        Assert.Equal(isSound ? null : LadderFlaw.Name, Flaw(First with { NameVi = name }));
        Assert.Equal(isSound ? null : LadderFlaw.Name, Flaw(First with { NameEn = name }));
    }

    [Fact]
    public void A_level_stands_on_one_step()
    {
        Assert.Equal(LadderFlaw.Twice, Flaw(First, Second with { Level = "council_chair" }));
        Assert.Equal(LadderFlaw.Twice, Flaw(First, Second with { NormLevels = ["office_head", "council_chair"] }));
        Assert.Equal(LadderFlaw.Twice, Flaw(First, Second, Third with { Level = "commune_vice_chair" }));
    }

    [Fact]
    public void The_first_step_has_no_limit()
    {
        Assert.Equal(LadderFlaw.Limit, Flaw(First with { AboveTotal = new Money(1) }));
        Assert.Equal(LadderFlaw.Limit, Flaw(First with { AboveCase = new Money(1) }));
        Assert.Null(Flaw(First, Second, Third));
    }

    [Theory]
    [InlineData(51L, 10L)]
    [InlineData(50L, 11L)]
    [InlineData(49L, 11L)]
    [InlineData(51L, 9L)]
    [InlineData(50L, null)]
    [InlineData(null, 10L)]
    public void Limits_rise_from_step_to_step(long? total, long? one) =>
        Assert.Equal(LadderFlaw.Limit, Flaw(First, Second, Third with { AboveTotal = Amount(total), AboveCase = Amount(one) }));

    [Theory]
    [InlineData(-1L, 1L, false)]
    [InlineData(0L, 1L, true)]
    [InlineData(1L, 0L, false)]
    [InlineData(null, 1L, true)]
    [InlineData(0L, null, true)]
    public void A_limit_is_no_negative_amount_and_one_for_a_case_is_positive(long? total, long? one, bool isSound) => Assert.Equal(
        isSound ? null : LadderFlaw.Limit, Flaw(First, Second with { NormLevels = [], AboveTotal = Amount(total), AboveCase = Amount(one) }));

    [Fact]
    public void A_higher_step_is_reached_by_a_limit_or_a_level_of_the_norm()
    {
        Assert.Null(Flaw(First, Second with { AboveTotal = null, AboveCase = null }));
        Assert.Equal(LadderFlaw.Cause, Flaw(First, Second with { AboveTotal = null, AboveCase = null, NormLevels = [] }));
    }

    [Fact]
    public void Who_stands_on_a_step_approves_in_the_fund()
    {
        Assert.Equal(LadderFlaw.Holder, Flaw(First with { Holders = [] }));
        Assert.Equal(LadderFlaw.Holder, Flaw(First with { Holders = ["duyet", "ketoan"] }));
    }

    [Fact]
    public void The_step_that_is_wrong_is_counted_from_one() => Assert.Equal(
        new LadderStepUnsound(3, LadderFlaw.Holder), LadderSoundness.Of([First, Second, Third with { Holders = ["kế toán"] }], Approvers));

    [Fact]
    public void A_ladder_is_decided_once_by_another_person_than_its_proposer()
    {
        var ladder = new WaitingLadder { Number = "02/PCPD", Status = "proposed", ProposerPerson = 1 };
        Assert.Null(ladder.RefusalToDecide("Q106", 2, 2));
        Assert.Equal(new AdopterIsProposer("02/PCPD"), ladder.RefusalToDecide("Q106", 2, 1));
        Assert.Equal(new LadderNotWaiting("02/PCPD"), (ladder with { Status = "adopted" }).RefusalToDecide("Q106", 2, 2));
        Assert.Equal(new LadderNotFound("Q106", 2), ((WaitingLadder?)null).RefusalToDecide("Q106", 2, 2));
    }

    [Fact]
    public void A_level_of_the_norm_is_unanswered_while_no_step_of_the_ladder_in_force_names_it()
    {
        var waiting = new LadderPaper { No = 2, Status = "proposed", Steps = [new() { Level = "office_head" }] };
        var inForce = new LadderPaper
        {
            No = 1, Status = "adopted", IsInForce = true,
            Steps = [new() { Level = "council_chair", NormLevels = ["commune_chair"] }, new() { Level = "province" }],
        };
        string[] levels = ["council_chair", "commune_chair", "office_head"];
        var board = new LadderBoard([waiting, inForce], [], [], levels);
        Assert.Equal(["office_head"], board.Unanswered);
        Assert.Equal((inForce, waiting), (board.InForce, board.Waiting));
        var none = new LadderBoard([], [], [], levels);
        Assert.Empty(none.Unanswered);
        Assert.Equal((null, null), (none.InForce, none.Waiting));
    }

    private static LadderFlaw? Flaw(params ProposedStep[] steps) => LadderSoundness.Of(steps, Approvers)?.Flaw;

    private static Money? Amount(long? dong) => dong is { } amount ? new Money(amount) : null;
}
