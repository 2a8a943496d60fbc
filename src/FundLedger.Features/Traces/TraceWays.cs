using FundLedger.Domain;
using FundLedger.Domain.Traces;

namespace FundLedger.Features.Traces;

/// <summary>The parts of a trace by the names that people know: pools and vouchers instead of numbers.</summary>
internal sealed class TraceWays(IReadOnlyDictionary<int, TracedPool> pools, IReadOnlyDictionary<long, PassedTransfer> transfers)
{
    public TracedPool PoolOf(int pool) => pools[pool];

    public IReadOnlyList<string> Vouchers(IEnumerable<long> through) => [.. through.Select(entry => transfers[entry].Voucher)];

    /// <summary>The transfers that parts passed through, in the order of the books, with what passed.</summary>
    public IReadOnlyList<TracedTransfer> PassedBy(IEnumerable<TracedPart> parts) =>
    [
        .. from passed in parts.SelectMany(part => part.Through, (part, entry) => (Entry: entry, part.Amount))
           group passed.Amount by passed.Entry into amounts
           orderby amounts.Key
           let transfer = transfers[amounts.Key]
           select new TracedTransfer(
               transfer.Voucher, transfer.Date, pools[transfer.FromPool], pools[transfer.ToPool], Sum(amounts)),
    ];

    /// <summary>
    /// Parts that end in one entry and pool, taken together in the order of the books. Ways that differ only in transfers are one: what
    /// they passed through is told once.
    /// </summary>
    public IReadOnlyList<Met> Together(IEnumerable<TracedPart> parts) =>
    [
        .. from part in parts
           where part.Entry is not null
           group part by (Entry: part.Entry!.Value, part.Pool) into same
           orderby same.Key.Entry
           let through = same.SelectMany(part => part.Through).Distinct()
           select new Met(same.Key.Entry, pools[same.Key.Pool], Vouchers(through), Sum(same.Select(part => part.Amount))),
    ];

    /// <summary>What no entry took out, by pool.</summary>
    public IReadOnlyList<PoolShare> Left(IEnumerable<TracedPart> parts) =>
    [
        .. from part in parts
           where part.Entry is null
           group part.Amount by part.Pool into amounts
           orderby amounts.Key
           select new PoolShare(pools[amounts.Key], Sum(amounts)),
    ];

    public static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);
}

/// <summary>What met one entry in one pool.</summary>
internal sealed record Met(long Entry, TracedPool Pool, IReadOnlyList<string> Through, Money Amount);
