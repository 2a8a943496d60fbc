using FundLedger.Domain;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>What a closing leaves in its own transaction: the sealed digest of the month's statement, and a signed checkpoint.</summary>
internal sealed class ClosingSeal(Db db, StatementReader statements, CheckpointMaker checkpoints)
{
    private const string SealSql = "SELECT seal_statement(@FundId, @Month, decode(@Digest, 'hex'))";

    /// <summary>The closing, or why there can be no statement of the month.</summary>
    public async Task<Result<PeriodClosing>> SealAsync(string code, LockedFund fund, LocalDate month, CancellationToken token)
    {
        var from = LocalDate.Max(month, fund.OpenedOn);
        var statement = await statements.ReadAsync(code, from, month.With(DateAdjusters.EndOfMonth), null, token);
        if (statement.Error is { } contradiction) return contradiction;
        var digest = statement.Value.Digest;
        await db.ExecuteAsync(SealSql, new { fund.FundId, Month = month, Digest = digest }, token);
        await checkpoints.MakeAsync(fund.FundId, token);
        return new PeriodClosing(month, statement.Value.Figures.Seal.Version ?? 1, digest);
    }
}
