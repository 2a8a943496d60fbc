using FundLedger.Domain;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Vault;

/// <summary>Whose identity is erased: nothing more is kept under its key, since a new one would have to be made.</summary>
internal static class ErasedIdentities
{
    private const string Sql = "SELECT identity_erased(@Holder)";

    /// <summary>Why nothing is put under the key of this holder any more, or null.</summary>
    public static async Task<IdentityErased?> RefusalAsync(Db db, string holder, CancellationToken token) =>
        await db.SingleAsync<bool>(Sql, new { Holder = holder }, token) ? new IdentityErased(holder) : null;
}

/// <summary>The child's keys are destroyed: nobody reads its name any more.</summary>
public sealed record IdentityErased(string Child) : Refused($"The identity of {Child} was erased.");
