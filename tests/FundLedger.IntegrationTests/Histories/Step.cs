namespace FundLedger.IntegrationTests.Histories;

internal enum StepKind
{
    NextDay,
    Replay,
    Mistake,
    Receive,
    Ask,
    Decide,
    Pay,
    Reverse,
    Close,
    AskToReopen,
    Reopen,
    AskTransfer,
    DecideTransfer,
    NewYear,
    Grant,
    AskAdjustment,
    DecideAdjustment,
    BeginClosing,
    TakeBack,
    DecideYearEnd,
    ReturnBudget,
}

/// <summary>
/// One thing that somebody tries. The numbers are read against what is there when its turn comes, so that a history can be cut anywhere
/// and still be played.
/// </summary>
internal sealed record Step(StepKind Kind, int A, int B, int C, int D)
{
    // How often each kind is drawn.
    private static readonly StepKind[] Kinds =
    [
        .. Enumerable.Repeat(StepKind.NextDay, 3), StepKind.Replay, StepKind.Mistake, .. Enumerable.Repeat(StepKind.Receive, 5),
        .. Enumerable.Repeat(StepKind.Ask, 6), .. Enumerable.Repeat(StepKind.Decide, 7), .. Enumerable.Repeat(StepKind.Pay, 6),
        .. Enumerable.Repeat(StepKind.Reverse, 3), .. Enumerable.Repeat(StepKind.Close, 3), StepKind.AskToReopen, StepKind.Reopen,
    ];

    // How often one is dealt in between, of ten times.
    private static readonly StepKind[] InBetween =
    [
        .. Enumerable.Repeat(StepKind.AskTransfer, 1), .. Enumerable.Repeat(StepKind.DecideTransfer, 2),
    ];

    // The same of twenty times.
    private static readonly StepKind[] AtYearEnd =
    [
        StepKind.NewYear, StepKind.Grant, StepKind.TakeBack, .. Enumerable.Repeat(StepKind.AskAdjustment, 2),
        .. Enumerable.Repeat(StepKind.DecideAdjustment, 2), .. Enumerable.Repeat(StepKind.BeginClosing, 2),
        .. Enumerable.Repeat(StepKind.DecideYearEnd, 3),
    ];

    /// <summary>
    /// So many steps, with others dealt in between, each kind from a deck of its own: they came later, and what a seed that was kept before
    /// draws stays as it was.
    /// </summary>
    public static Step[] History(int seed, int length)
    {
        var (random, between, late, last) = (new Random(seed), new Random(~seed), new Random(seed ^ 0x5EA50), new Random(seed ^ 0x0B4C));
        return [.. Enumerable.Range(0, length).SelectMany(_ => Dealt(random, between, late, last))];
    }

    private static IEnumerable<Step> Dealt(Random random, Random between, Random late, Random last)
    {
        yield return Drawn(Kinds[random.Next(Kinds.Length)], random);
        var more = between.Next(10);
        if (more < InBetween.Length) yield return Drawn(InBetween[more], between);
        var most = late.Next(20);
        if (most < AtYearEnd.Length) yield return Drawn(AtYearEnd[most], late);
        if (last.Next(5) == 0) yield return Drawn(StepKind.ReturnBudget, last);
    }

    private static Step Drawn(StepKind kind, Random random) =>
        new(kind, random.Next(1000), random.Next(1000), random.Next(1000), random.Next(1000));
}
