using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Ledger;

/// <summary>Whether a fund is one that the signed-in user audits; others are told that it is not there.</summary>
internal static class AuditedFund
{
    private const string AuditsSql = "SELECT count(*) FROM funds WHERE code = @Fund AND actor_has_role(fund_id, 'auditor')";

    public static async Task<bool> IsAsync(Db db, string fund, CancellationToken token) =>
        await db.SingleAsync<long>(AuditsSql, new { Fund = fund }, token) > 0;
}
