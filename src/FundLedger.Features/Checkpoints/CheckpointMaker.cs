using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Checkpoints;

/// <summary>Signs the heads of the funds' logs, inside the transaction that is running. Does nothing where the host has no key.</summary>
internal sealed class CheckpointMaker(Db db, IClock clock, CheckpointKey? key = null)
{
    private const string LockSql = "SELECT lock_checkpoints()::text";

    private const string HeadsSql = "SELECT fund_id, code, log_no, log_hash, trial_digest FROM heads_to_sign(@FundId)";

    private const string AddSql = """
        SELECT add_checkpoint(@FundId, @LogNo, @LogHash, @TrialDigest, @MadeAt, @TreeSize, @TreeIndex, @TreeHead, @TreePath, @PublicKey,
            @Signature)::text
        """;

    /// <summary>Makes the checkpoint of one fund, or of every fund whose log has grown; returns how many were made.</summary>
    public async Task<int> MakeAsync(int? fundId, CancellationToken token)
    {
        if (key is null) return 0;
        // The lock first and the heads in the next statement: a wait for a lock does not refresh a snapshot.
        await db.ExecuteAsync(LockSql, null, token);
        var heads = await db.ListAsync<HeadRow>(HeadsSql, new { FundId = fundId }, token);
        var tree = new HashTree([.. heads.Select(head => HashTree.Leaf(head.Code, head.LogNo, head.LogHash))]);
        var made = 0;
        for (var i = 0; i < heads.Count; i++)
        {
            if (heads[i].TrialDigest is not { } digest) continue;
            await AddAsync(heads[i], digest, i, tree, token);
            made++;
        }

        return made;
    }

    private Task AddAsync(HeadRow head, byte[] digest, int index, HashTree tree, CancellationToken token)
    {
        var signed = key!.Sign(new Checkpoint
        {
            Fund = head.Code, LogNo = head.LogNo, LogHash = head.LogHash, TrialDigest = digest, MadeAt = ToMicroseconds(clock),
            TreeSize = tree.Size, TreeIndex = index, TreeHead = tree.Root, TreePath = tree.Path(index),
        });
        var row = new
        {
            head.FundId, signed.LogNo, signed.LogHash, signed.TrialDigest, signed.MadeAt, signed.TreeSize, signed.TreeIndex,
            signed.TreeHead, TreePath = signed.TreePath.ToArray(), signed.PublicKey, signed.Signature,
        };
        return db.ExecuteAsync(AddSql, row, token);
    }

    // The database keeps microseconds; what is signed must be what is read back.
    private static Instant ToMicroseconds(IClock clock)
    {
        const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1000;
        var ticks = clock.GetCurrentInstant().ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (ticks % TicksPerMicrosecond));
    }

    private sealed record HeadRow
    {
        public int FundId { get; init; }

        public string Code { get; init; } = "";

        public long LogNo { get; init; }

        public byte[] LogHash { get; init; } = [];

        public byte[]? TrialDigest { get; init; }
    }
}
