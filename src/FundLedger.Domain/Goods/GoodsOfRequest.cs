using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using NodaTime;

namespace FundLedger.Domain.Goods;

/// <summary>
/// The goods of a request on their way: reserved, issued, then given or back. Whoever issues them or records who got them is neither who
/// asked nor who took a step.
/// </summary>
public sealed record GoodsOfRequest
{
    public long Id { get; init; }

    public bool IsApproved { get; init; }

    /// <summary>They left the stock, and who got them is not recorded yet.</summary>
    public bool IsOut { get; init; }

    /// <summary>Who asked and who took a step.</summary>
    public IReadOnlyList<long> Hands { get; init; } = [];

    public IReadOnlyList<RequestGoodsLine> Lines { get; init; } = [];

    /// <summary>Children of the request that may be a child the register has under another code too, undecided.</summary>
    public IReadOnlyList<UndecidedPair> Pairs { get; init; } = [];

    public Refused? RefusalToIssue(long person) =>
        !IsApproved || !Lines.Any(line => line.IsReserved) ? new NoGoodsToIssue(Id)
        : Hands.Contains(person) ? new GoodsHandTookPart(Id)
        : PairsUndecided.In(Id, [.. Pairs.Where(pair => Lines.Any(line => line.IsReserved && line.Child == pair.Code))]) is { } undecided
        ? undecided
        : Lines.FirstOrDefault(line => line is { IsReserved: true, IsExpired: true }) is { } old
        ? new GoodsExpiredMeanwhile(old.Line, old.Lot)
        : Lines.FirstOrDefault(line => line is { IsReserved: true, Absence: not null }) is { } gone
        ? new LinesNotPayable(Id, gone.Absence!, Lines.Count(line => line is { IsReserved: true, Absence: not null }))
        : null;

    /// <param name="notGiven">Lines whose recipients did not get them.</param>
    public Refused? RefusalToSettle(long person, IReadOnlyCollection<int> notGiven) =>
        !IsOut ? new GoodsNotOut(Id)
        : Hands.Contains(person) ? new GoodsHandTookPart(Id)
        : Unknown(notGiven, line => line.IsOut);

    public Refused? RefusalToRelease(long person, IReadOnlyCollection<int> lines) =>
        !IsApproved || lines.Count == 0 || !Lines.Any(line => line.IsReserved) ? new NoGoodsToIssue(Id)
        : Hands.Contains(person) ? new GoodsHandTookPart(Id)
        : Unknown(lines, line => line.IsReserved);

    private GoodsLineUnknown? Unknown(IReadOnlyCollection<int> numbers, Func<RequestGoodsLine, bool> fits) =>
        numbers.FirstOrDefault(number => !Lines.Any(line => line.Line == number && fits(line))) is var wrong and not 0
            ? new GoodsLineUnknown(Id, wrong) : null;
}

/// <summary>Goods of one lot for one line.</summary>
public sealed record RequestGoodsLine
{
    public int Line { get; init; }

    public string Child { get; init; } = "";

    public int Lot { get; init; }

    /// <summary>reserved, released, issued, given or back.</summary>
    public string State { get; init; } = "";

    public LocalDate? ExpiresOn { get; init; }

    public bool IsExpired { get; init; }

    /// <summary>What became of the child, as the database says it; null when nothing.</summary>
    public string? Obstacle { get; init; }

    public bool IsReserved => State == "reserved";

    public bool IsOut => State == "issued";

    internal ChildAbsent? Absence => Obstacle is { } why ? ChildAbsent.Of(Child, why) : null;
}
