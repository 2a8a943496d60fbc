using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Audit;

/// <summary>Who opened the identity of which child of the fund's units, and why; newest first. The fund's auditors ask.</summary>
public sealed record ListIdentityAccesses(string Fund) : IQuery<IdentityAccessList>
{
    /// <summary>Only looks at this child; null for all.</summary>
    public string? Child { get; init; }

    /// <summary>Only looks by this user name; null for all.</summary>
    public string? By { get; init; }

    /// <summary>Only from and to these days; null for no bound.</summary>
    public LocalDate? From { get; init; }

    public LocalDate? To { get; init; }
}

public sealed record IdentityAccessList(IReadOnlyList<IdentityAccess> Accesses);

public sealed record IdentityAccess
{
    public long No { get; init; }

    public Instant At { get; init; }

    public string By { get; init; } = "";

    public string Child { get; init; } = "";

    public string Unit { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>opened, asked, granted, refused, erasure_asked, erasure_refused or erased.</summary>
    public string Step { get; init; } = "";

    /// <summary>Sign-in name of who looked.</summary>
    public string UserName { get; init; } = "";
}

internal sealed class ListIdentityAccessesHandler(Db db)
    : IRequestHandler<ListIdentityAccesses, Result<IdentityAccessList>>
{
    internal const string AccessesSql = """
        SELECT a.access_no AS no, a.accessed_at AS at, coalesce(u.display_name, a.accessed_by) AS "by", a.beneficiary_code AS child,
            n.name AS unit, a.reason, a.step, a.accessed_by AS user_name
        FROM identity_accesses a JOIN beneficiaries b USING (beneficiary_code) JOIN units n USING (unit_id)
        JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id)) LEFT JOIN users u ON u.user_name = a.accessed_by
        WHERE f.code = @Fund AND (@Child::text IS NULL OR a.beneficiary_code = @Child) AND (@By::text IS NULL OR a.accessed_by = @By)
            AND (@From::date IS NULL OR (a.accessed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= @From)
            AND (@To::date IS NULL OR (a.accessed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= @To)
        ORDER BY a.access_no DESC
        """;

    public async Task<Result<IdentityAccessList>> Handle(ListIdentityAccesses request, CancellationToken cancellationToken)
    {
        if (!await AuditedFund.IsAsync(db, request.Fund, cancellationToken)) return new FundNotFound(request.Fund);
        return new IdentityAccessList(await db.ListAsync<IdentityAccess>(AccessesSql, request, cancellationToken));
    }
}
