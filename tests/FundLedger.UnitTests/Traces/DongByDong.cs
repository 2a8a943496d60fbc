using FundLedger.Domain.Traces;

namespace FundLedger.UnitTests.Traces;

/// <summary>The same counting with every đồng as a thing of its own: slow, and too simple to be wrong in the same way.</summary>
internal sealed class DongByDong
{
    private readonly Dictionary<int, List<(long Entry, int No)>> came = [];
    private readonly Dictionary<int, List<(long Entry, int No)>> went = [];
    private readonly IReadOnlySet<long> transfers;

    public DongByDong(IReadOnlyList<PoolFlow> flows, IReadOnlyDictionary<long, long> reversals, IReadOnlySet<long> transfers)
    {
        this.transfers = transfers;
        foreach (var flow in flows.OrderBy(flow => flow.Entry))
        {
            if (reversals.ContainsKey(flow.Entry) || reversals.Values.Contains(flow.Entry)) continue;
            var side = flow.Change.IsNegative ? went : came;
            if (!side.ContainsKey(flow.Pool)) side[flow.Pool] = [];
            for (var no = 0; no < Math.Abs(flow.Change.Dong); no++) side[flow.Pool].Add((flow.Entry, no));
        }
    }

    public IEnumerable<(long? Entry, int Pool, string Through)> UsesOf(long entry) => Follow(entry, came, went);

    public IEnumerable<(long? Entry, int Pool, string Through)> SourcesOf(long entry) => Follow(entry, went, came);

    private IEnumerable<(long? Entry, int Pool, string Through)> Follow(
        long entry, Dictionary<int, List<(long Entry, int No)>> near, Dictionary<int, List<(long Entry, int No)>> far)
    {
        return from lane in near
               from place in Enumerable.Range(0, lane.Value.Count)
               where lane.Value[place].Entry == entry
               select Walk(lane.Key, place, near, far);
    }

    private (long? Entry, int Pool, string Through) Walk(
        int pool, int place, Dictionary<int, List<(long Entry, int No)>> near, Dictionary<int, List<(long Entry, int No)>> far)
    {
        var through = new List<long>();
        while (place < far.GetValueOrDefault(pool, []).Count)
        {
            var met = far[pool][place];
            if (!transfers.Contains(met.Entry)) return (met.Entry, pool, string.Join(' ', through));
            through.Add(met.Entry);
            pool = near.Single(other => other.Value.Contains(met)).Key;
            place = near[pool].IndexOf(met);
        }

        return (null, pool, string.Join(' ', through));
    }
}
