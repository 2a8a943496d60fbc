using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Children;

/// <summary>Whose identity is erased: nothing more is kept under its key, since a new one would have to be made.</summary>
internal static class ErasedIdentities
{
    private const string Sql = "SELECT identity_erased(@Holder)";

    /// <summary>Why nothing is put under the key of this holder any more, or null.</summary>
    public static async Task<IdentityErased?> RefusalAsync(Db db, string holder, CancellationToken token) =>
        await db.SingleAsync<bool>(Sql, new { Holder = holder }, token) ? new IdentityErased(holder) : null;
}
