using FundLedger.Domain.Children;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;

namespace FundLedger.Features.Children;

/// <summary>
/// The children whose names the acting person may open as officer of their commune, read in memory to be searched or compared.
/// What is shown of one to a person is opened and written down by itself.
/// </summary>
internal sealed class OwnChildren(Db db, IdentityVault vault)
{
    /// <summary>Whether children of sealed groups are among them.</summary>
    internal enum Sealed
    {
        Never,

        /// <summary>Those whose case another person granted within the last half hour.</summary>
        WhileOpen,
    }

    private const string ChildrenSql = """
        SELECT b.beneficiary_code AS code, b.household_code AS household, u.name AS unit,
            child_state_on(b.beneficiary_code, business_today()) AS state
        FROM beneficiaries b JOIN units u USING (unit_id) JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND (@AnyRole OR EXISTS (SELECT FROM user_roles r
                WHERE r.user_name = acting_user() AND r.role = 'commune_officer' AND b.unit_id = ANY (units_of_fund(r.fund_id))))
            AND (@Codes::text[] IS NULL OR b.beneficiary_code = ANY (@Codes))
            AND (NOT is_sealed_case(b.beneficiary_code) OR (@WhileOpen AND case_is_open(b.beneficiary_code)))
        """;

    private const string OfficerSql = """
        SELECT EXISTS (SELECT FROM funds f JOIN user_roles r USING (fund_id)
            WHERE f.code = @Fund AND r.user_name = acting_user() AND r.role = 'commune_officer')
        """;

    private const string IdentitiesSql = "SELECT beneficiary_code, key_id, nonce, sealed FROM identities_for_judging(@Codes)";

    public Task<bool> IsOfficerAsync(string fund, CancellationToken token) => db.SingleAsync<bool>(OfficerSql, new { fund }, token);

    /// <param name="anyRole">Also for who may register a child here without opening names; nothing of it may be shown then.</param>
    /// <param name="codes">Only these; null for all.</param>
    public async Task<IReadOnlyList<OwnChild>> ReadAsync(
        string fund, Sealed sealedCases, CancellationToken token, bool anyRole = false, string[]? codes = null)
    {
        var filter = new { Fund = fund, WhileOpen = sealedCases == Sealed.WhileOpen, AnyRole = anyRole, Codes = codes };
        var rows = await db.ListAsync<Row>(ChildrenSql, filter, token);
        var found = new { Codes = rows.Select(row => row.Code).ToArray() };
        var identities = (await db.ListAsync<SealedIdentity>(IdentitiesSql, found, token))
            .Where(row => !vault.IsErased(row)).ToDictionary(row => row.BeneficiaryCode);
        return [.. rows.Where(row => identities.ContainsKey(row.Code))
            .Select(row => new OwnChild(row.Code, row.Household, row.Unit, row.State, vault.Open(identities[row.Code])))];
    }

    private sealed record Row
    {
        public string Code { get; init; } = "";

        public string Household { get; init; } = "";

        public string Unit { get; init; } = "";

        public string State { get; init; } = "";
    }
}

/// <summary>A child with its name in memory.</summary>
internal sealed record OwnChild(string Code, string Household, string Unit, string State, Identity Identity)
{
    public ChildTraits Traits => Identity.TraitsIn(Household);

    /// <summary>On the list under this code: who died, left or was merged is not compared.</summary>
    public bool IsThere => State is "active" or "suspended";
}
