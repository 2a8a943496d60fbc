using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Audit;

/// <summary>Who opened the identity of which child of the fund's units, and why; newest first. The fund's auditors ask.</summary>
public sealed record ListIdentityAccesses(string Fund) : IQuery<IdentityAccessList>;

public sealed record IdentityAccessList(IReadOnlyList<IdentityAccess> Accesses);

public sealed record IdentityAccess
{
    public long No { get; init; }

    public Instant At { get; init; }

    public string By { get; init; } = "";

    public string Child { get; init; } = "";

    public string Unit { get; init; } = "";

    public string Reason { get; init; } = "";
}

internal sealed class ListIdentityAccessesHandler(Db db)
    : IRequestHandler<ListIdentityAccesses, Result<IdentityAccessList>>
{
    private const string AccessesSql = """
        SELECT a.access_no AS no, a.accessed_at AS at, coalesce(u.display_name, a.accessed_by) AS "by", a.beneficiary_code AS child,
            n.name AS unit, a.reason
        FROM identity_accesses a JOIN beneficiaries b USING (beneficiary_code) JOIN units n USING (unit_id)
        JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id)) LEFT JOIN users u ON u.user_name = a.accessed_by
        WHERE f.code = @Fund ORDER BY a.access_no DESC
        """;

    public async Task<Result<IdentityAccessList>> Handle(ListIdentityAccesses request, CancellationToken cancellationToken)
    {
        if (!await AuditedFund.IsAsync(db, request.Fund, cancellationToken)) return new FundNotFound(request.Fund);
        return new IdentityAccessList(await db.ListAsync<IdentityAccess>(AccessesSql, request, cancellationToken));
    }
}
