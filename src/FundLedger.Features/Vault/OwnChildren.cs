using FundLedger.Domain.Children;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Vault;

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
        SELECT c.code, c.household, c.unit, c.state, c.key_id, c.nonce, c.sealed
        FROM funds f CROSS JOIN LATERAL children_to_compare(f.fund_id, @Codes, @AnyRole, @WhileOpen) c WHERE f.code = @Fund
        """;

    private const string AwaitingSql = """
        SELECT c.code, c.household, c.unit, c.state, c.key_id, c.nonce, c.sealed
        FROM funds f CROSS JOIN LATERAL children_awaiting_support(f.fund_id) c WHERE f.code = @Fund
        """;

    private const string OfficerSql = """
        SELECT EXISTS (SELECT FROM funds f JOIN user_roles r USING (fund_id)
            WHERE f.code = @Fund AND r.user_name = acting_user() AND r.role = 'commune_officer')
        """;

    public Task<bool> IsOfficerAsync(string fund, CancellationToken token) => db.SingleAsync<bool>(OfficerSql, new { fund }, token);

    /// <param name="anyRole">Also for who may register a child here without opening names; nothing of it may be shown then.</param>
    /// <param name="codes">Only these; null for all.</param>
    public async Task<IReadOnlyList<OwnChild>> ReadAsync(
        string fund, Sealed sealedCases, CancellationToken token, bool anyRole = false, string[]? codes = null)
    {
        var filter = new { Fund = fund, WhileOpen = sealedCases == Sealed.WhileOpen, AnyRole = anyRole, Codes = codes };
        return Opened(await db.ListAsync<Row>(ChildrenSql, filter, token));
    }

    /// <summary>
    /// The children of requests under way that the acting person does not keep here, to be compared with who is registered. Nobody of a
    /// sealed group is among them, and nothing of them may be shown.
    /// </summary>
    public async Task<IReadOnlyList<OwnChild>> AwaitingSupportAsync(string fund, CancellationToken token) =>
        Opened(await db.ListAsync<Row>(AwaitingSql, new { Fund = fund }, token));

    private List<OwnChild> Opened(IEnumerable<Row> rows) => [.. rows.Where(row => !vault.IsErased(row.Identity))
        .Select(row => new OwnChild(row.Code, row.Household, row.Unit, row.State, vault.Open(row.Identity)))];

    private sealed record Row
    {
        public string Code { get; init; } = "";

        public string Household { get; init; } = "";

        public string Unit { get; init; } = "";

        public string State { get; init; } = "";

        public string KeyId { get; init; } = "";

        public byte[] Nonce { get; init; } = [];

        public byte[] Sealed { get; init; } = [];

        public SealedIdentity Identity => new() { BeneficiaryCode = Code, KeyId = KeyId, Nonce = Nonce, Sealed = Sealed };
    }
}

/// <summary>A child with its name in memory.</summary>
internal sealed record OwnChild(string Code, string Household, string Unit, string State, Identity Identity)
{
    public ChildTraits Traits => Identity.TraitsIn(Household);

    /// <summary>On the list under this code: who died, left or was merged is not compared.</summary>
    public bool IsThere => State is "active" or "suspended";
}
