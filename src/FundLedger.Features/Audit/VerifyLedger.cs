using System.Collections.Concurrent;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Audit;

/// <summary>
/// Recomputes the hash log and every derived figure from the records themselves, in one snapshot, and compares. It reads what the
/// connection may read: as the auditor every fund, as a user the funds of that user.
/// </summary>
/// <param name="Fund">Code of the one fund to verify; null for all that can be read.</param>
public sealed record VerifyLedger(string? Fund = null) : IQuery<LedgerVerification>
{
    /// <summary>Told after each stretch of the log how many records have been verified so far.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>The public key that checkpoints must be signed with; null to take the enclosed ones and to name them.</summary>
    public byte[]? CheckpointKey { get; init; }

    /// <summary>Heads that were kept outside; null to compare with none.</summary>
    public IEnumerable<AnchorLine>? Anchors { get; init; }
}

internal sealed class VerifyLedgerHandler(Db db) : IRequestHandler<VerifyLedger, Result<LedgerVerification>>
{
    private const string FundsSql = """
        SELECT fund_id, code, opened_on FROM funds WHERE @Fund::text IS NULL OR code = @Fund ORDER BY code
        """;

    public async Task<Result<LedgerVerification>> Handle(VerifyLedger request, CancellationToken cancellationToken)
    {
        var funds = await db.ListAsync<VerifiedFund>(FundsSql, new { request.Fund }, cancellationToken);
        if (request.Fund is { } code && funds.Count == 0) return new FundNotFound(code);
        var shares = Shares(request, funds);
        await RunAsync(shares, cancellationToken);
        var tallies = new Dictionary<string, PassTally>(StringComparer.Ordinal);
        foreach (var tally in shares.SelectMany(share => share.Verifier.Tallies))
        {
            if (!tallies.TryAdd(tally.Name, tally)) tallies[tally.Name].Add(tally);
        }

        return new LedgerVerification([.. funds.Select(fund => fund.Code)], [.. tallies.Values.Select(tally => tally.Close())]);
    }

    // The long passes go fund by fund, so that each processor has one; the others ask about all funds at once while those wait.
    private static List<Share> Shares(VerifyLedger request, IReadOnlyList<VerifiedFund> funds)
    {
        var records = 0L;
        var batches = new ConcurrentBag<HashBatch>();
        var played = (long more) => request.Progress?.Report(Interlocked.Add(ref records, more));
        IReadOnlyList<VerifiedFund>[] each = funds.Count == 0 ? [[]] : [.. funds.Select(fund => new[] { fund })];
        List<IVerifier> others =
        [
            VoucherCheck.OfOrphans(), new RequestCheck(), new TransferCheck(), new AdjustmentCheck(), new IdentityCheck(),
            new ChildEventCheck(),
            .. RowComparison.All, KeyCheck.New(), GoodsCheck.New(), new StatementCheck(), new ReportCheck(), new SampleCheck(),
            new CoverageCheck(),
        ];
        if (request.Anchors is { } anchors) others.Add(new AnchorCheck(anchors, request.CheckpointKey, request.Fund));
        return
        [
            .. each.Select(one => new Share(new LogReplay(played, request.CheckpointKey, batches), one)),
            .. others.Select(verifier => new Share(verifier, funds)),
        ];
    }

    private async Task RunAsync(List<Share> shares, CancellationToken token)
    {
        var twins = await db.TwinsAsync(Environment.ProcessorCount + 1, token);
        try
        {
            var free = new ConcurrentBag<Db>(twins);
            var options = new ParallelOptions { MaxDegreeOfParallelism = twins.Count, CancellationToken = token };
            await Parallel.ForEachAsync(shares, options, async (share, stop) =>
            {
                if (!free.TryTake(out var reader)) throw new InvalidOperationException("More shares run than there are connections.");
                await RunAsync(reader, share, stop);
                free.Add(reader);
            });
        }
        finally
        {
            foreach (var twin in twins) await twin.DisposeAsync();
        }
    }

    private static Task RunAsync(Db reader, Share share, CancellationToken token) =>
        PassGuard.RunAsync(reader, () => share.Verifier.RunAsync(reader, share.Funds, token), share.Verifier.Tallies, token);

    private sealed record Share(IVerifier Verifier, IReadOnlyList<VerifiedFund> Funds);
}
