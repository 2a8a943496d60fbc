using System.Data;
using FundLedger.Domain;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;
using Npgsql;

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

internal sealed class VerifyLedgerHandler(Db db, StatementReader statements) : IRequestHandler<VerifyLedger, Result<LedgerVerification>>
{
    private const string FundsSql = """
        SELECT fund_id, code, opened_on FROM funds WHERE @Fund::text IS NULL OR code = @Fund ORDER BY code
        """;

    private const string BeginPassSql = "SAVEPOINT verification_pass";
    private const string EndPassSql = "ROLLBACK TO SAVEPOINT verification_pass";

    public async Task<Result<LedgerVerification>> Handle(VerifyLedger request, CancellationToken cancellationToken)
    {
        var funds = await db.ListAsync<VerifiedFund>(FundsSql, new { request.Fund }, cancellationToken);
        if (request.Fund is { } code && funds.Count == 0) return new FundNotFound(code);
        var tallies = new List<PassTally>();
        IVerifier[] verifiers =
        [
            new LogReplay(request.Progress, request.CheckpointKey), new VoucherCheck(), new RequestCheck(), new TransferCheck(),
            new AdjustmentCheck(), .. RowComparison.All, KeyCheck.New(),
            new StatementCheck(statements), new CoverageCheck(),
        ];
        if (request.Anchors is { } anchors) verifiers = [.. verifiers, new AnchorCheck(anchors, request.CheckpointKey, request.Fund)];
        foreach (var verifier in verifiers)
        {
            await RunAsync(verifier, funds, cancellationToken);
            tallies.AddRange(verifier.Tallies);
        }

        return new LedgerVerification([.. funds.Select(fund => fund.Code)], [.. tallies.Select(tally => tally.Close())]);
    }

    // A pass that the database refuses must not take the others along, and must not look clean.
    private async Task RunAsync(IVerifier verifier, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        await db.ExecuteAsync(BeginPassSql, null, token);
        try
        {
            await verifier.RunAsync(db, funds, token);
        }
        catch (Exception failure) when (IsOfThisPass(failure))
        {
            foreach (var tally in verifier.Tallies) tally.CouldNotFinish(failure.Message);
        }

        await db.ExecuteAsync(EndPassSql, null, token);
    }

    // After an error of the server itself (XX, 57) the connection is gone, and with it the snapshot: nothing more can be said.
    private static bool IsOfThisPass(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState[..2] is not ("XX" or "57"),
        InvalidDataException or DataException => true,
        _ => false,
    };
}
