namespace FundLedger.Domain.Traces;

/// <summary>
/// All that came into one pool, or all that went out of it, laid end to end in the order of entry numbers: entry <c>i</c> covers the đồng
/// from <c>Start(i)</c> up to, not including, <c>Start(i + 1)</c>.
/// </summary>
internal sealed class FlowLane
{
    private readonly List<long> entries = [];
    private readonly List<long> starts = [0];

    public long Length => starts[^1];

    public void Add(long entry, long dong)
    {
        entries.Add(entry);
        starts.Add(checked(starts[^1] + dong));
    }

    /// <summary>The stretch of this entry; null when it has none here.</summary>
    public (long From, long To)? StretchOf(long entry)
    {
        var place = entries.BinarySearch(entry);
        return place < 0 ? null : (starts[place], starts[place + 1]);
    }

    /// <summary>
    /// The entries that meet a stretch, each with the part of the stretch that it meets. What lies beyond the end meets nobody.
    /// </summary>
    public IEnumerable<(long Entry, long From, long To)> Meeting(long from, long to)
    {
        var place = starts.BinarySearch(from);
        for (var i = place < 0 ? ~place - 1 : place; i < entries.Count && starts[i] < to; i++)
        {
            yield return (entries[i], Math.Max(from, starts[i]), Math.Min(to, starts[i + 1]));
        }
    }
}
