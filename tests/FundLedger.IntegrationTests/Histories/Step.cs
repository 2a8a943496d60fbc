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

    public static Step[] History(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => new Step(
            Kinds[random.Next(Kinds.Length)], random.Next(1000), random.Next(1000), random.Next(1000), random.Next(1000)))];
    }
}
