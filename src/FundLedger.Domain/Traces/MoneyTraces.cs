namespace FundLedger.Domain.Traces;

/// <summary>
/// Which money paid for what, first in, first out in each pool. What came into a pool is laid end to end in the order of entry numbers, and
/// so is what went out: the đồng that came n-th went out n-th. A transfer takes each đồng to its place in the pool that it goes to, and the
/// way goes on there.
/// <para>
/// A reversed entry and its reversal stand for nothing: both are left out, so that a trace shows what stands. A trace is a way of counting
/// and not a record. A later entry, back-dated or not, has a higher number and comes last, so it changes no part of an earlier trace; a
/// reversal makes what came after it move up.
/// </para>
/// <para>
/// Every way ends. A đồng has one place before and one place after it, so a way that begins with a receipt or a payment, which have nothing
/// before them, cannot come back to where it was, and passes no transfer twice with the same đồng.
/// </para>
/// </summary>
public sealed class MoneyTraces
{
    private static readonly FlowLane Nothing = new();

    private readonly Dictionary<int, FlowLane> ins = [];
    private readonly Dictionary<int, FlowLane> outs = [];
    private readonly Dictionary<long, (int From, int To)> transfers = [];

    /// <param name="flows">All flows of a fund's financial book; the order does not matter.</param>
    /// <param name="reversals">The entry that each reversal cancels, by the number of the reversal.</param>
    /// <param name="transferEntries">The entries that move money between two pools.</param>
    public MoneyTraces(
        IEnumerable<PoolFlow> flows, IReadOnlyDictionary<long, long> reversals, IReadOnlySet<long> transferEntries)
    {
        var fallen = reversals.Values.Concat(reversals.Keys).ToHashSet();
        foreach (var flow in flows.Where(flow => !fallen.Contains(flow.Entry)).OrderBy(flow => flow.Entry))
        {
            var lanes = flow.Change.IsNegative ? outs : ins;
            if (!lanes.TryGetValue(flow.Pool, out var lane)) lanes[flow.Pool] = lane = new FlowLane();
            lane.Add(flow.Entry, Math.Abs(flow.Change.Dong));
            if (transferEntries.Contains(flow.Entry)) Transferred(flow);
        }
    }

    /// <summary>
    /// What became of the money that this entry brought in; the parts add up to it. Nothing for an entry that brought in none or was
    /// reversed.
    /// </summary>
    public IReadOnlyList<TracedPart> UsesOf(long entry) => Follow(entry, new Side(ins, outs, transfer => transfer.To));

    /// <summary>
    /// Where the money that this entry took out had come from; the parts add up to it. Nothing for an entry that took out none or was
    /// reversed.
    /// </summary>
    public IReadOnlyList<TracedPart> SourcesOf(long entry) => Follow(entry, new Side(outs, ins, transfer => transfer.From));

    private void Transferred(PoolFlow flow)
    {
        var known = transfers.GetValueOrDefault(flow.Entry);
        transfers[flow.Entry] = flow.Change.IsNegative ? known with { From = flow.Pool } : known with { To = flow.Pool };
    }

    private List<TracedPart> Follow(long entry, Side side)
    {
        if (transfers.ContainsKey(entry)) throw new ArgumentException($"Entry {entry} is a transfer: money passes through.", nameof(entry));
        var ends = new List<TracedPart>();
        var ways = new Queue<Way>();
        foreach (var (pool, lane) in side.Near)
        {
            if (lane.StretchOf(entry) is { } stretch) ways.Enqueue(new Way(pool, stretch.From, stretch.To, []));
        }

        while (ways.TryDequeue(out var way)) Step(way, side, ways, ends);
        return ends;
    }

    private void Step(Way way, Side side, Queue<Way> ways, List<TracedPart> ends)
    {
        var lane = side.Far.GetValueOrDefault(way.Pool, Nothing);
        foreach (var (met, from, to) in lane.Meeting(way.From, way.To))
        {
            if (transfers.TryGetValue(met, out var transfer)) ways.Enqueue(Onward(met, from, to, side.Next(transfer)));
            else ends.Add(new TracedPart(met, way.Pool, new Money(to - from), way.Through));
        }

        var beyond = Math.Max(way.From, lane.Length);
        if (beyond < way.To) ends.Add(new TracedPart(null, way.Pool, new Money(way.To - beyond), way.Through));

        // The same đồng of the transfer, where they lie in the other pool.
        Way Onward(long met, long from, long to, int pool)
        {
            var shift = side.Near[pool].StretchOf(met)!.Value.From - lane.StretchOf(met)!.Value.From;
            return new Way(pool, from + shift, to + shift, [.. way.Through, met]);
        }
    }

    private sealed record Way(int Pool, long From, long To, IReadOnlyList<long> Through);

    /// <summary>One of the two directions: the lanes that a way begins in, those that it meets, and where a transfer takes it.</summary>
    private sealed record Side(
        Dictionary<int, FlowLane> Near, Dictionary<int, FlowLane> Far, Func<(int From, int To), int> Next);
}
