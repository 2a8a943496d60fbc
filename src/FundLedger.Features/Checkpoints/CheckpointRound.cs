using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Checkpoints;

/// <summary>What is done each minute: sign the heads that have grown, then write down outside what is not written down there yet.</summary>
public sealed class CheckpointRound
{
    /// <summary>The name under which it works; no user can have it.</summary>
    private const string Worker = "(checkpoint)";

    private const int Batch = 500;

    private const string BeginSql = "SELECT lock_checkpoints()::text";

    private const string NewSql = "SELECT * FROM checkpoints_from(@From, @Batch)";

    private readonly Db db;
    private readonly CheckpointMaker maker;

    internal CheckpointRound(Db db, Actor actor, CheckpointMaker maker)
    {
        (this.db, this.maker) = (db, maker);
        actor.SignIn(Worker);
    }

    /// <summary>Signs every head that has no checkpoint yet; returns how many were signed.</summary>
    public async Task<int> SignAsync(CancellationToken token)
    {
        await using (db)
        {
            await db.BeginCommandAsync<string>(BeginSql, new { }, token);
            var made = await maker.MakeAsync(null, token);
            await db.CommitAsync("SELECT", null, token);
            return made;
        }
    }

    /// <summary>
    /// Hands the checkpoints after <paramref name="last"/> over in order, a batch at a time. Raises <see cref="AnchorBrokenException"/>,
    /// handing nothing over, when <paramref name="last"/> is not the checkpoint that the database has under that number.
    /// </summary>
    public async Task AnchorAsync(AnchorLine? last, Func<IReadOnlyList<AnchorLine>, Task> write, CancellationToken token)
    {
        while (true)
        {
            var lines = await FromAsync(last?.No ?? 0, token);
            if (last is not null && (lines.Count == 0 || lines[0].ToJson() != last.ToJson())) throw new AnchorBrokenException(last);
            if (last is not null) lines = [.. lines.Skip(1)];
            if (lines.Count == 0) return;
            await write(lines);
            last = lines[^1];
        }
    }

    private async Task<IReadOnlyList<AnchorLine>> FromAsync(long no, CancellationToken token)
    {
        await using (db)
        {
            await db.BeginQueryAsync(token);
            var rows = await db.ListAsync<CheckpointRow>(NewSql, new { From = no, Batch }, token);
            return [.. rows.Select(row => AnchorLine.Of(row.CheckpointNo, row.Checkpoint))];
        }
    }
}

/// <summary>The database does not have the checkpoint that was anchored last: it was set back, or its checkpoints were forged.</summary>
public sealed class AnchorBrokenException(AnchorLine last) : Exception(FormattableString.Invariant(
    $"Anchor {last.No} ({last.Fund}, record {last.LogNo}) is not in the database. Run fundledger verify --anchors with the anchor file."));
