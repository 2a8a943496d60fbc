using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Checkpoints;

/// <summary>Which checkpoint goes with a state of the books.</summary>
internal sealed class StatementCheckpoints(Db db)
{
    // Of closed books the first one that covers the closing: made once, so that the same statement is the same for ever.
    private const string FindSql = """
        SELECT f.code AS fund, c.log_no, c.log_hash, c.trial_digest, c.made_at, c.tree_size, c.tree_index, c.tree_head, c.tree_path,
            c.public_key, c.signature
        FROM checkpoints c JOIN funds f USING (fund_id)
        WHERE c.fund_id = @FundId AND CASE WHEN @IsClosed THEN c.log_no >= @LogNo ELSE c.log_no <= @LogNo END
        ORDER BY CASE WHEN @IsClosed THEN c.log_no ELSE -c.log_no END LIMIT 1
        """;

    /// <summary>Null where nothing has been signed yet.</summary>
    /// <param name="isClosed">Whether the books can no longer change up to that record.</param>
    public async Task<Checkpoint?> FindAsync(int fundId, bool isClosed, long logNo, CancellationToken token) =>
        (await db.FindAsync<CheckpointRow>(FindSql, new { FundId = fundId, IsClosed = isClosed, LogNo = logNo }, token))?.Checkpoint;
}
