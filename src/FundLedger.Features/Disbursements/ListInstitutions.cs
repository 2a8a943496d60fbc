using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>The schools, nurseries and offices of the fund's area that it supports as such.</summary>
public sealed record ListInstitutions(string Fund) : IQuery<InstitutionList>;

/// <param name="Units">Where an institution of this fund may be.</param>
public sealed record InstitutionList(IReadOnlyList<ListedInstitution> Institutions, IReadOnlyList<InstitutionUnit> Units);

public sealed record InstitutionUnit
{
    public string Code { get; init; } = "";

    public string Name { get; init; } = "";
}

public sealed record ListedInstitution
{
    public string Code { get; init; } = "";

    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public LocalDate RegisteredOn { get; init; }

    /// <summary>Times that this fund has paid it, without what was reversed.</summary>
    public int Times { get; init; }

    /// <summary>What this fund has paid it, reversals taken off.</summary>
    public Money Received { get; init; }
}

internal sealed class ListInstitutionsHandler(Db db) : IRequestHandler<ListInstitutions, Result<InstitutionList>>
{
    internal const string ListSql = """
        SELECT i.institution_code AS code, i.name, u.name AS unit,
            (i.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS registered_on,
            coalesce(p.times, 0)::int AS times, coalesce(p.received, 0)::bigint AS received
        FROM institutions i JOIN units u USING (unit_id) JOIN funds f ON i.unit_id = ANY (units_of_fund(f.fund_id))
        LEFT JOIN LATERAL (SELECT count(*) AS times, sum(l.amount) AS received
            FROM disbursement_lines l JOIN journal_entries e ON e.fund_id = l.fund_id AND e.disbursement_id = l.disbursement_id
                AND e.disbursement_line = l.line_no AND e.kind = 'disbursement'
            WHERE l.fund_id = f.fund_id AND l.recipient = i.institution_code AND NOT EXISTS (SELECT FROM journal_entries r
                WHERE r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no)) p ON true
        WHERE f.code = @Fund ORDER BY u.name COLLATE "vi-VN-x-icu", i.name COLLATE "vi-VN-x-icu"
        """;

    private const string UnitsSql = """
        SELECT u.code, u.name FROM units u JOIN funds f ON u.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund ORDER BY u.level DESC, u.name COLLATE "vi-VN-x-icu"
        """;

    public async Task<Result<InstitutionList>> Handle(ListInstitutions request, CancellationToken cancellationToken) => new InstitutionList(
        await db.ListAsync<ListedInstitution>(ListSql, request, cancellationToken),
        await db.ListAsync<InstitutionUnit>(UnitsSql, request, cancellationToken));
}
