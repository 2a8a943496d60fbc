using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>What is asked for with an identity.</summary>
public enum IdentityPurpose
{
    Open,
    Erase,
}

/// <summary>Asks another person to open a sealed case, or to erase an identity for good. Written down and sealed.</summary>
/// <param name="Reason">At least 10 characters; no name of a child.</param>
public sealed record AskIdentity(string Fund, Guid Key, string Code, IdentityPurpose Purpose, string Reason) : ICommand<IdentityAsked>;

public sealed record IdentityAsked(long Request);

/// <summary>The name of a child of no sealed group is opened without asking.</summary>
public sealed record CaseNotSealed(string Child) : Refused($"{Child} is no sealed case: its identity is opened with a reason.");

internal sealed class AskIdentityHandler(Db db) : IRequestHandler<AskIdentity, Result<IdentityAsked>>
{
    private const string AskSql = "SELECT ask_identity(@Code, @Purpose, @Reason)";

    public async Task<Result<IdentityAsked>> Handle(AskIdentity request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 10) return new LongReasonMissing();
        if (await db.FindAsync<CaseState>(CaseState.Sql, new { request.Code }, cancellationToken) is not { } now)
        {
            return new ChildNotFound(request.Code);
        }

        if (now.IsErased) return new IdentityErased(request.Code);
        if (request.Purpose == IdentityPurpose.Open && !now.IsSealedCase) return new CaseNotSealed(request.Code);
        var purpose = request.Purpose == IdentityPurpose.Open ? "open" : "erase";
        var parameters = new { request.Code, Purpose = purpose, request.Reason };
        return new IdentityAsked(await db.SingleAsync<long>(AskSql, parameters, cancellationToken));
    }
}

/// <summary>How a child's identity stands, for whoever may see the child.</summary>
internal sealed record CaseState
{
    public const string Sql = """
        SELECT is_sealed_case(b.beneficiary_code) AS is_sealed_case, case_is_open(b.beneficiary_code) AS is_open,
            EXISTS (SELECT FROM identity_requests r JOIN identity_answers a USING (request_no)
                    WHERE r.beneficiary_code = b.beneficiary_code AND r.purpose = 'erase' AND a.is_granted) AS is_erased
        FROM beneficiaries b WHERE b.beneficiary_code = @Code
        """;

    public bool IsSealedCase { get; init; }

    /// <summary>Granted to the person asking within the last half hour.</summary>
    public bool IsOpen { get; init; }

    public bool IsErased { get; init; }
}
