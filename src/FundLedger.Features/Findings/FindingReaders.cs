using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Findings;

/// <summary>Whether a fund is one whose findings the signed-in user reads: auditors find, accountants and approvers answer.</summary>
internal static class FindingReaders
{
    private const string ReadsSql = """
        SELECT count(*) FROM funds WHERE code = @Fund AND actor_has_role(fund_id, 'auditor', 'fund_accountant', 'approver')
        """;

    public static async Task<bool> IsOneAsync(Db db, string fund, CancellationToken token) =>
        await db.SingleAsync<long>(ReadsSql, new { Fund = fund }, token) > 0;
}
