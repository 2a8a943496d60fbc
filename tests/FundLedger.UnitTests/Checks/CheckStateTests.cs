using FundLedger.Domain.Text;
using FundLedger.Features.Checks;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Checks;

/// <summary>What a run of the checks comes to, and what the operator may set of them.</summary>
public sealed class CheckStateTests
{
    private static readonly Wording Any = new("Phép kiểm tra", "A check");

    [Theory]
    [InlineData(null, 24)]
    [InlineData("", 24)]
    [InlineData(" ", 24)]
    [InlineData("1", 1)]
    [InlineData("744", 744)]
    [InlineData("0", null)]
    [InlineData("745", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("một ngày", null)]
    public void Hours_are_a_number_from_1_to_744_or_a_day(string? said, int? hours) =>
        Assert.Equal(hours, CheckLimits.Read(said)?.CheckpointHours);

    [Theory]
    [InlineData(true, RunState.Green, CheckState.Green, CheckState.Green)]
    [InlineData(true, RunState.Green, CheckState.Green, CheckState.NotRun)]
    [InlineData(true, RunState.Red, CheckState.Incomplete, CheckState.Red)]
    [InlineData(true, RunState.Incomplete, CheckState.Green, CheckState.Incomplete)]
    [InlineData(true, RunState.Incomplete)]
    [InlineData(false, RunState.AlarmBroken, CheckState.Red)]
    [InlineData(false, RunState.AlarmBroken)]
    public void A_run_is_as_bad_as_the_worst_of_its_checks(bool canaryFound, RunState state, params CheckState[] checks)
    {
        var run = Run(canaryFound, checks);
        Assert.Equal((state, checks.Count(check => check == CheckState.Red)), (run.State, run.Red));
    }

    [Theory]
    [InlineData(true, 0, 0, RunState.Green)]
    [InlineData(true, 1, 1, RunState.Red)]
    [InlineData(true, 0, 1, RunState.Incomplete)]
    [InlineData(false, 1, 1, RunState.AlarmBroken)]
    public void A_past_run_is_told_by_its_counts(bool canaryFound, int red, int incomplete, RunState state) =>
        Assert.Equal(state, new PastRun { CanaryFound = canaryFound, Red = red, Incomplete = incomplete }.State);

    [Fact]
    public void The_faults_of_all_funds_are_counted_together()
    {
        var outcome = Outcome(CheckState.Red) with { Funds = [new FundFaults("Q106", 25, []), new FundFaults("Q03412", 3, [])] };
        Assert.Equal((28, 0), (outcome.Faults, Outcome(CheckState.Green).Faults));
        Assert.Equal(new Wording("lệch", "is off"), new CheckFinding("entry", "financial/1", "lệch", "is off").Words);
    }

    private static CheckRun Run(bool canaryFound, CheckState[] checks)
    {
        var at = Instant.FromUtc(2021, 2, 3, 4, 5);
        return new CheckRun(1, null, "kiemtoan", at, at, canaryFound, [.. checks.Select(Outcome)]);
    }

    private static CheckOutcome Outcome(CheckState state) =>
        new(1, "zero-sums", CheckWeight.BooksWrong, state, null, []) { Title = Any, Meaning = Any, WhatToDo = Any };
}
