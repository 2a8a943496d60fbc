using FundLedger.Domain;
using FundLedger.Domain.Traces;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Traces;

/// <summary>Reads all that came into and went out of the pools of a fund, in the snapshot of the running query.</summary>
internal sealed class FlowReader(Db db)
{
    private const string FlowsSql = """
        SELECT entry_no, pool_id, sum(posting_signed(side, amount))::bigint AS change
        FROM postings
        WHERE fund_id = $1 AND book = 'financial' AND account_code IN (SELECT account_code FROM accounts WHERE is_liquid)
        GROUP BY entry_no, pool_id HAVING sum(posting_signed(side, amount)) <> 0
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
        return new MoneyTraces(flows, reversals.ToDictionary(pair => pair.Reversal, pair => pair.Of), transfers.ToHashSet());
    }
}
