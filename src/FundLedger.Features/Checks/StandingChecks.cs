namespace FundLedger.Features.Checks;

/// <summary>All standing checks by number. A new one is added to the list of its kind, or here.</summary>
public static class StandingChecks
{
    public static IReadOnlyList<StandingCheck> All { get; } =
    [
        .. new IReadOnlyList<StandingCheck>[]
            { FigureChecks.All, DocumentChecks.All, MoneyChecks.All, PeopleChecks.All, GoodsChecks.All, SealChecks.All }
            .SelectMany(checks => checks).OrderBy(check => check.No),
    ];
}
