using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>A household by its code: its children by theirs, and what was given to it as a household.</summary>
public sealed record GetHousehold(string Fund, string Household) : IQuery<Household>;

public sealed record HouseholdNotFound(string Household) : NotFound($"There is no household {Household} among those of this user.");

public sealed record Household(
    string Code, string Unit, IReadOnlyList<HouseholdChild> Children, IReadOnlyList<HouseholdSupport> Supports);

public sealed record HouseholdChild
{
    public string Code { get; init; } = "";

    /// <summary>active, suspended, left, aged_out or died.</summary>
    public string State { get; init; } = "";

    public LocalDate RegisteredOn { get; init; }

    /// <summary>Support of the child itself from every fund, reversals taken off.</summary>
    public Money Received { get; init; }
}

/// <summary>A support of the household as such; one that was rejected or withdrawn is left out.</summary>
public sealed record HouseholdSupport
{
    public string Fund { get; init; } = "";

    public long Request { get; init; }

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string Line { get; init; } = "";

    public LocalDate JudgedOn { get; init; }

    /// <summary>requested, approved or paid.</summary>
    public string Status { get; init; } = "";

    public bool IsReversed { get; init; }

    public Money Amount { get; init; }
}

internal sealed class GetHouseholdHandler(Db db) : IRequestHandler<GetHousehold, Result<Household>>
{
    private const string UnitSql = """
        SELECT u.name FROM households h JOIN units u USING (unit_id) JOIN funds f ON h.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND h.household_code = @Household
        """;

    private const string ChildrenSql = """
        SELECT b.beneficiary_code AS code, child_state_on(b.beneficiary_code, business_today()) AS state,
            (b.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS registered_on, coalesce(s.received, 0)::bigint AS received
        FROM beneficiaries b
        LEFT JOIN (SELECT r.beneficiary_code, sum(r.amount) AS received
                   FROM support_received(ARRAY(SELECT beneficiary_code FROM beneficiaries WHERE household_code = @Household)) r
                   GROUP BY 1) s USING (beneficiary_code)
        WHERE b.household_code = @Household ORDER BY b.beneficiary_code
        """;

    private const string SupportsSql = """
        SELECT f.code AS fund, d.disbursement_id AS request, n.name_vi, n.name_en, l.line_code AS line, d.judged_on, d.status, l.amount,
            EXISTS (SELECT FROM journal_entries e JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book
                        AND r.reverses_entry_no = e.entry_no
                    WHERE e.fund_id = l.fund_id AND e.disbursement_id = l.disbursement_id AND e.disbursement_line = l.line_no
                        AND e.kind = 'disbursement') AS is_reversed
        FROM disbursement_lines l JOIN disbursements d USING (fund_id, disbursement_id) JOIN funds f USING (fund_id)
        JOIN norm_lines n ON n.decision_id = l.decision_id AND n.line_code = l.line_code
        WHERE l.recipient = @Household AND d.status NOT IN ('rejected', 'returned', 'withdrawn')
        ORDER BY d.judged_on DESC, f.code, d.disbursement_id
        """;

    public async Task<Result<Household>> Handle(GetHousehold request, CancellationToken cancellationToken) =>
        await db.FindAsync<string>(UnitSql, request, cancellationToken) is { } unit
            ? new Household(
                request.Household, unit,
                await db.ListAsync<HouseholdChild>(ChildrenSql, request, cancellationToken),
                await db.ListAsync<HouseholdSupport>(SupportsSql, request, cancellationToken))
            : new HouseholdNotFound(request.Household);
}
