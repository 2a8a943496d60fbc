using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Checks;

/// <summary>
/// A fault planted in a table of its own and looked for with the question that check 1 asks of the books. A run that does not find it
/// would find no other fault either.
/// </summary>
internal static class Canary
{
    private const string PlantSql = "SELECT plant_canary()::text";

    private const string FindSql = """
        SELECT c.entry_no FROM check_canaries c GROUP BY c.entry_no, c.pool_id HAVING sum(posting_signed(c.side, c.amount)) <> 0
        """;

    /// <summary>Exactly the one that was planted.</summary>
    public static async Task<bool> IsFoundAsync(Db db, CancellationToken token)
    {
        await db.ExecuteAsync(PlantSql, null, token);
        return await db.ListAsync<long>(FindSql, null, token) is [1];
    }
}
