using FundLedger.Domain.Children;
using Xunit;

namespace FundLedger.UnitTests.Children;

public sealed class ChildLifeTests
{
    [Fact]
    public void A_suspension_ends_only_by_being_resumed()
    {
        Assert.True(ChildLife.Allows(ChildState.Suspended, ChildEventKind.Resumed));
        Assert.False(ChildLife.Allows(ChildState.Suspended, ChildEventKind.Suspended));
        Assert.False(ChildLife.Allows(ChildState.Suspended, ChildEventKind.Registered));
        Assert.False(ChildLife.Allows(ChildState.Active, ChildEventKind.Resumed));
    }

    [Fact]
    public void After_death_nothing_follows_but_a_correction() => Assert.Equal(
        [ChildEventKind.Corrected], Enum.GetValues<ChildEventKind>().Where(next => ChildLife.Allows(ChildState.Died, next)));

    [Fact]
    public void Who_left_may_come_back_and_who_came_of_age_may_not()
    {
        Assert.True(ChildLife.Allows(ChildState.Left, ChildEventKind.Registered));
        Assert.False(ChildLife.Allows(ChildState.AgedOut, ChildEventKind.Registered));
        Assert.False(ChildLife.Allows(ChildState.Left, ChildEventKind.GroupAdded));
    }

    [Theory]
    [InlineData(ChildState.Active)]
    [InlineData(ChildState.Suspended)]
    public void A_child_that_is_there_may_move_change_its_groups_or_die(ChildState state) => Assert.All(
        new[] { ChildEventKind.Moved, ChildEventKind.GroupAdded, ChildEventKind.GroupEnded, ChildEventKind.CarerChanged, ChildEventKind.Died },
        next => Assert.True(ChildLife.Allows(state, next), $"{next}"));

    [Theory]
    [InlineData("died", typeof(ChildDied))]
    [InlineData("left", typeof(ChildLeft))]
    [InlineData("suspended", typeof(ChildSuspended))]
    [InlineData("aged_out", typeof(ChildCameOfAge))]
    [InlineData("moved", typeof(ChildMovedAway))]
    [InlineData("group_ended", typeof(ChildLeftGroup))]
    public void Each_word_of_the_database_is_a_refusal_of_its_own(string word, Type refusal) =>
        Assert.IsType(refusal, ChildAbsent.Of("TE-000001", word));
}
