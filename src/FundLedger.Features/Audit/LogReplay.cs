using System.Collections.Concurrent;
using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>Goes through the log of each fund once, from its first record, and carries along all that follows from it.</summary>
/// <param name="played">Told after each stretch how many more records have been played.</param>
/// <param name="trustedKey">The key that signs checkpoints; null to take the ones that are with them.</param>
/// <param name="batches">Of the verification: their memory is large, and many funds are small.</param>
internal sealed class LogReplay(Action<long> played, byte[]? trustedKey, ConcurrentBag<HashBatch> batches) : IVerifier
{
    private const string BoundsSql = """
        SELECT h.log_no, h.log_hash, (SELECT count(*) FROM postings p WHERE p.fund_id = f.fund_id) AS postings
        FROM funds f LEFT JOIN fund_heads h USING (fund_id) WHERE f.fund_id = @FundId
        """;

    private const string StraySql = """
        SELECT min(log_no) FROM sealed_records WHERE fund_id = @FundId AND (log_no < 1 OR log_no > @Records)
        """;

    private const string PeriodStateSql = "SELECT closed_through, closing_month, closing_person FROM period_states WHERE fund_id = @FundId";

    private const string CheckpointsSql = """
        SELECT @Fund AS fund, log_no, log_hash, trial_digest, made_at, tree_size, tree_index, tree_head, tree_path, public_key, signature
        FROM checkpoints WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To ORDER BY log_no
        """;

    private readonly LogTallies tallies = new(trustedKey);

    public IReadOnlyList<PassTally> Tallies => tallies.All;

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        var (records, vouchers) = (Batch(), Batch());
        foreach (var fund in funds)
        {
            var papers = await VoucherPapers.OfAsync(db, fund, tallies, vouchers, token);
            await ReplayAsync(db, fund, new FundReplay(fund, tallies, papers, records), token);
        }

        batches.Add(records);
        batches.Add(vouchers);
    }

    private HashBatch Batch() => batches.TryTake(out var batch) ? batch : new HashBatch();

    private async Task ReplayAsync(Db db, VerifiedFund fund, FundReplay replay, CancellationToken token)
    {
        var log = await LogBatch.OpenAsync(db, fund.FundId, token);
        var bounds = await db.SingleAsync<LogBounds>(BoundsSql, new { fund.FundId }, token) with { Records = log.Records };
        var stretch = await LoadAsync(db, log, fund, 1, token);
        while (stretch is { } now)
        {
            // The next stretch is read while this one is played.
            var playing = Task.Run(() => replay.Play(now.From, now.To, now.Records, now.Documents, now.Checkpoints), token);
            try
            {
                stretch = await LoadAsync(db, log, fund, now.To + 1, token);
            }
            finally
            {
                await playing;
            }

            played(now.Records.Count);
        }

        if (await db.SingleAsync<long?>(StraySql, new { fund.FundId, bounds.Records }, token) is { } stray) replay.Stray(stray);
        replay.End(bounds, await db.FindAsync<PeriodStateRow>(PeriodStateSql, new { fund.FundId }, token));
        foreach (var beyond in await CheckpointsAsync(db, fund, bounds.Records + 1, long.MaxValue, token))
        {
            tallies.Signed.Check(beyond, null, replay.Figures);
        }

        await CompareAsync(db, fund, replay, token);
    }

    // What stands beside the log, each with what the log says of it.
    private async Task CompareAsync(Db db, VerifiedFund fund, FundReplay replay, CancellationToken token)
    {
        await Guarded(() => FigureCheck.RunAsync(db, fund, replay.Figures, tallies, token), tallies.Figures);
        await Guarded(() => RoleCheck.RunAsync(db, fund, replay.Roles, tallies.Roles, token), [tallies.Roles]);
        await Guarded(() => ReferenceCheck.RunAsync(db, fund, replay.References, tallies.References, token), [tallies.References]);
        await Guarded(() => new VoucherCheck(db, fund, replay.Papers, tallies).RunAsync(token), [tallies.Vouchers, tallies.Donors]);
        await Guarded(() => replay.Turnovers.RunAsync(db, fund, tallies.Turnovers, token), [tallies.Turnovers]);

        Task Guarded(Func<Task> look, IEnumerable<PassTally> answered) => PassGuard.RunAsync(db, look, answered, token);
    }

    private static async Task<Stretch?> LoadAsync(Db db, LogBatch log, VerifiedFund fund, long from, CancellationToken token)
    {
        if (from > log.Records) return null;
        var to = Math.Min(log.Records, from + LogBatch.Size - 1);
        var batch = await log.LoadAsync(from, to, token);
        var documents = await LogDocuments.LoadAsync(db, fund.FundId, batch, token);
        var checkpoints = await CheckpointsAsync(db, fund, from, to, token);
        return new Stretch(from, to, batch, documents, checkpoints.ToDictionary(point => point.LogNo));
    }

    private static async Task<IReadOnlyList<Checkpoint>> CheckpointsAsync(
        Db db, VerifiedFund fund, long from, long to, CancellationToken token)
    {
        var range = new { fund.FundId, Fund = fund.Code, From = from, To = to };
        return [.. (await db.ListAsync<CheckpointRow>(CheckpointsSql, range, token)).Select(row => row.Checkpoint)];
    }
}

/// <summary>A stretch of a log with what it rests on.</summary>
internal sealed record Stretch(
    long From, long To, IReadOnlyList<SealedRecord> Records, LogDocuments Documents, IReadOnlyDictionary<long, Checkpoint> Checkpoints);

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
    public LogTallies(byte[]? trustedKey) => Signed = new CheckpointCheck(Checkpoints, trustedKey);

    public CheckpointCheck Signed { get; }

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

    public PassTally Vouchers { get; } = new(
        "vouchers", noted => Erased(noted.Values.Sum().ToString(CultureInfo.InvariantCulture)));

    public PassTally Donors { get; } = new("donors");

    public PassTally Turnovers { get; } = new("turnovers");

    public PassTally Checkpoints { get; } = new(
        "checkpoints", keys => SignedBy(string.Join(", ", keys.Keys)));

    /// <summary>Those of the rows that are counted at every posting.</summary>
    public IReadOnlyList<PassTally> Figures => [PoolBalances, MoneyBalances, Days, Commitments];

    public IReadOnlyList<PassTally> All =>
    [
        HashLog, Entries, Documents, Closings, Periods, PoolBalances, MoneyBalances, Days, Commitments, Roles, References,
        Checkpoints, Vouchers, Donors, Turnovers,
    ];

    private static Wording Erased(string vouchers) =>
        new($"{vouchers} chứng từ có nội dung đã xóa", $"{vouchers} vouchers whose words were erased");

    private static Wording SignedBy(string keys) => new(
        $"được ký bằng các khóa {keys}: hãy so với khóa mà chủ khóa cho biết",
        $"signed by the keys {keys}: compare them with the ones that their owner tells");
}
