using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>Goes through the log of each fund once, from its first record, and carries along all that follows from it.</summary>
internal sealed class LogReplay(IProgress<long>? progress) : IVerifier
{
    private const string BoundsSql = """
        SELECT h.log_no, h.log_hash, (SELECT count(*) FROM sealed_records r WHERE r.fund_id = f.fund_id) AS records,
            (SELECT count(*) FROM postings p WHERE p.fund_id = f.fund_id) AS postings
        FROM funds f LEFT JOIN fund_heads h USING (fund_id) WHERE f.fund_id = @FundId
        """;

    private const string StraySql = """
        SELECT min(log_no) FROM sealed_records WHERE fund_id = @FundId AND (log_no < 1 OR log_no > @Records)
        """;

    private const string PeriodStateSql = "SELECT closed_through, closing_month, closing_person FROM period_states WHERE fund_id = @FundId";

    private readonly LogTallies tallies = new();
    private long records;

    public IReadOnlyList<PassTally> Tallies => tallies.All;

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            await ReplayAsync(db, fund, token);
        }
    }

    private async Task ReplayAsync(Db db, VerifiedFund fund, CancellationToken token)
    {
        var bounds = await db.SingleAsync<LogBounds>(BoundsSql, new { fund.FundId }, token);
        var replay = new FundReplay(fund, tallies);
        for (var from = 1L; from <= bounds.Records; from += LogBatch.Size)
        {
            var to = Math.Min(bounds.Records, from + LogBatch.Size - 1);
            var batch = await LogBatch.LoadAsync(db, fund.FundId, from, to, token);
            replay.Play(from, to, batch, await LogDocuments.LoadAsync(db, fund.FundId, batch, token));
            records += batch.Count;
            progress?.Report(records);
        }

        if (await db.SingleAsync<long?>(StraySql, new { fund.FundId, bounds.Records }, token) is { } stray) replay.Stray(stray);
        replay.End(bounds, await db.FindAsync<PeriodStateRow>(PeriodStateSql, new { fund.FundId }, token));
        await FigureCheck.RunAsync(db, fund, replay.Figures, tallies, token);
        await RoleCheck.RunAsync(db, fund, replay.Roles, tallies.Roles, token);
        await ReferenceCheck.RunAsync(db, fund, replay.References, tallies.References, token);
    }
}

/// <summary>How far a fund's log goes: what its head says, and what is there.</summary>
internal sealed record LogBounds
{
    public long? LogNo { get; init; }

    public byte[]? LogHash { get; init; }

    public long Records { get; init; }

    public long Postings { get; init; }
}

/// <summary>The passes that one replay answers.</summary>
internal sealed class LogTallies
{
    public PassTally HashLog { get; } = new("hash-log");

    public PassTally Entries { get; } = new("entries");

    public PassTally Documents { get; } = new("documents");

    public PassTally Closings { get; } = new("closings");

    public PassTally Periods { get; } = new("periods");

    public PassTally PoolBalances { get; } = new("pool-balances");

    public PassTally MoneyBalances { get; } = new("money-balances");

    public PassTally Days { get; } = new("days");

    public PassTally Commitments { get; } = new("commitments");

    public PassTally Roles { get; } = new("roles");

    public PassTally References { get; } = new("references");

    public IReadOnlyList<PassTally> All =>
    [
        HashLog, Entries, Documents, Closings, Periods, PoolBalances, MoneyBalances, Days, Commitments, Roles, References,
    ];
}
