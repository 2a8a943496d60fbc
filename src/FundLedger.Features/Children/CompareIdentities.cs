using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>
/// Shows who several codes stand for, side by side, to the officer of their commune. Each is a look of its own, written down first.
/// </summary>
/// <param name="Reason">At least 5 characters.</param>
public sealed record CompareIdentities(string Fund, Guid Key, IReadOnlyList<string> Codes, string Reason) : ICommand<IdentitiesCompared>;

/// <summary>That the looks were written down. The identities are no part of the stored answer.</summary>
public sealed record IdentitiesCompared(IReadOnlyList<string> Codes)
{
    /// <summary>By code.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, Identity> Identities { get; init; } = new Dictionary<string, Identity>();
}

public sealed record LookReasonMissing() : Invalid("A reason of at least 5 characters is needed to open identities.")
{
    public override string Field => "LookReason";
}

internal sealed class CompareIdentitiesHandler(Db db, IdentityVault vault) : IRequestHandler<CompareIdentities, Result<IdentitiesCompared>>
{
    private const string LookSql = "SELECT beneficiary_code, key_id, nonce, sealed FROM look_at_identities(@Codes, @Reason)";

    public async Task<Result<IdentitiesCompared>> Handle(CompareIdentities request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new LookReasonMissing();
        foreach (var code in request.Codes)
        {
            var now = await db.FindAsync<CaseState>(CaseState.Sql, new { Code = code }, cancellationToken);
            if (now is null) return new ChildNotFound(code);
            if (now.IsErased) return new IdentityErased(code);
            if (now is { IsSealedCase: true, IsOpen: false }) return new SealedCaseShut(code);
        }

        var looked = new { Codes = request.Codes.ToArray(), Reason = request.Reason.Trim() };
        var rows = await db.ListAsync<SealedIdentity>(LookSql, looked, cancellationToken);
        return new IdentitiesCompared(request.Codes)
        {
            Identities = rows.Where(row => !vault.IsErased(row)).ToDictionary(row => row.BeneficiaryCode, vault.Open),
        };
    }
}
