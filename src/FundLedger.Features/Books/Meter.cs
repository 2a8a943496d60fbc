using FundLedger.Domain;

namespace FundLedger.Features.Books;

/// <summary>Adds up a stretch of a book, and remembers the rows that it is made of.</summary>
internal sealed class Meter
{
    private readonly List<(long From, long To)> parts = [];

    /// <summary>What belongs to the stretch and stands in no row.</summary>
    public Flow Before { get; private set; }

    public Flow Sum { get; private set; }

    public bool IsEmpty => parts.Count == 0;

    public void BeginAnew(Flow before = default)
    {
        (Before, Sum) = (before, before);
        parts.Clear();
    }

    public void Add(Flow flow) => Sum += flow;

    /// <summary>The row is one of those that make the sum; neighbours are kept as one part.</summary>
    public void Take(long row)
    {
        if (parts.Count > 0 && parts[^1].To == row - 1) parts[^1] = (parts[^1].From, row);
        else parts.Add((row, row));
    }

    public Summed? In(BookColumn column, int place) => Sum.In(column.Kind) is not { } value ? null
        : new Summed(value, Before.In(column.Kind)!.Value, [.. parts.Select(part => new SumPart(part.From, part.To, place))]);

    public IEnumerable<SumPart> Parts(int place, bool isTaken) =>
        parts.Select(part => new SumPart(part.From, part.To, place, isTaken));
}
