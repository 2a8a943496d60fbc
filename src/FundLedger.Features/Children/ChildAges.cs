using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>Reads ages in the vault by machine; nobody sees a birth date.</summary>
internal sealed class ChildAges(Db db, IdentityVault vault)
{
    private const string IdentitiesSql = "SELECT beneficiary_code, key_id, nonce, sealed FROM identities_for_judging(@Codes)";

    /// <summary>Full years on a day by code; who was erased, or is out of the reader's sight, is left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OnAsync(LocalDate on, IEnumerable<string> codes, CancellationToken token) =>
        (await db.ListAsync<SealedIdentity>(IdentitiesSql, new { Codes = codes.Distinct().ToArray() }, token))
            .Where(row => !vault.IsErased(row))
            .ToDictionary(row => row.BeneficiaryCode, row => vault.Open(row).AgeOn(on));
}
