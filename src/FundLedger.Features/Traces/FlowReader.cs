using FundLedger.Domain;
using FundLedger.Domain.Traces;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Traces;

/// <summary>Reads all that came into and went out of the pools of a fund, in the snapshot of the running query.</summary>
internal sealed class FlowReader(Db db)
{
    // Posting by posting: adding them up here spares the database a sort of all of them.
    private const string FlowsSql = """
        SELECT entry_no, pool_id, posting_signed(side, amount) AS change FROM postings
        WHERE fund_id = $1 AND book = 'financial' AND account_code = ANY (ARRAY(SELECT account_code FROM accounts WHERE is_liquid))
        """;

    private const string ReversalsSql = """
        SELECT entry_no, reverses_entry_no FROM journal_entries
        WHERE fund_id = $1 AND book = 'financial' AND reverses_entry_no IS NOT NULL
        """;

    /// <param name="transfers">The entries of the fund that move money between two pools.</param>
    public async Task<MoneyTraces> ReadAsync(int fundId, IEnumerable<long> transfers, CancellationToken token)
    {
        var flows = await db.ReadAsync(FlowsSql, row => new PoolFlow(row.Long(), row.Int(), new Money(row.Long())), token, fundId);
        var reversals = await db.ReadAsync(ReversalsSql, row => (Reversal: row.Long(), Of: row.Long()), token, fundId);
        return new MoneyTraces(Together(flows), reversals.ToDictionary(pair => pair.Reversal, pair => pair.Of), transfers.ToHashSet());
    }

    // Money carried from the box to the bank moves nothing.
    private static IEnumerable<PoolFlow> Together(List<PoolFlow> postings)
    {
        var sums = new Dictionary<(long Entry, int Pool), Money>(postings.Count);
        foreach (var (entry, pool, change) in postings) sums[(entry, pool)] = sums.GetValueOrDefault((entry, pool)) + change;
        return sums.Where(sum => sum.Value != Money.Zero).Select(sum => new PoolFlow(sum.Key.Entry, sum.Key.Pool, sum.Value));
    }
}
