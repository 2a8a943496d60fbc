using CsCheck;
using FundLedger.Domain;
using FundLedger.Domain.Traces;

namespace FundLedger.UnitTests.Traces;

/// <summary>Books of three pools in which no pool is ever overspent, with reversals and transfers, as the ledger keeps them.</summary>
internal sealed record RandomBooks(IReadOnlyList<PoolFlow> Flows, IReadOnlyDictionary<long, long> Reversals, IReadOnlySet<long> Transfers)
{
    private const int Pools = 3;

    public static readonly Gen<RandomBooks> Any = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Long[1, 9]).List[1, 40]
        .Select(Posted);

    public MoneyTraces Traces => new(Flows, Reversals, Transfers);

    public DongByDong Naive => new(Flows, Reversals, Transfers);

    public IEnumerable<long> Fallen => Reversals.Keys.Concat(Reversals.Values);

    /// <summary>What stands and is no transfer, that came in or that went out.</summary>
    public IEnumerable<PoolFlow> Ends(bool cameIn) => Flows.Where(flow =>
        flow.Change.IsPositive == cameIn && !Transfers.Contains(flow.Entry) && !Fallen.Contains(flow.Entry));

    private static RandomBooks Posted(List<(int Kind, int Pool, int Other, long Dong)> steps)
    {
        var books = new Writer();
        foreach (var (kind, pool, other, dong) in steps)
        {
            if (kind < 2) books.Post(pool, dong * (kind + 1));
            else if (kind == 2) books.Pay(pool, dong);
            else if (kind == 3) books.Transfer(pool, other, dong);
            else books.ReverseOne((int)dong * 7);
        }

        return new RandomBooks(books.Flows, books.Reversals, books.Transfers);
    }

    private sealed class Writer
    {
        private readonly long[] held = new long[Pools];
        private long last;

        public List<PoolFlow> Flows { get; } = [];

        public Dictionary<long, long> Reversals { get; } = [];

        public HashSet<long> Transfers { get; } = [];

        public void Post(int pool, long dong) => Write(++last, pool, dong);

        public void Pay(int pool, long dong)
        {
            if (held[pool] >= dong) Post(pool, -dong);
        }

        public void Transfer(int from, int to, long dong)
        {
            if (from == to || held[from] < dong) return;
            Transfers.Add(++last);
            Write(last, from, -dong);
            Write(last, to, dong);
        }

        public void ReverseOne(int which)
        {
            var standing = Flows.Where(flow => !Transfers.Contains(flow.Entry) && !Reversals.ContainsKey(flow.Entry)
                && !Reversals.ContainsValue(flow.Entry) && held[flow.Pool] >= flow.Change.Dong).ToList();
            if (standing.Count == 0) return;
            var wrong = standing[which % standing.Count];
            Reversals[++last] = wrong.Entry;
            Write(last, wrong.Pool, -wrong.Change.Dong);
        }

        private void Write(long entry, int pool, long dong)
        {
            Flows.Add(new PoolFlow(entry, pool, new Money(dong)));
            held[pool] += dong;
        }
    }
}
