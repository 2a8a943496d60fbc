using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>What was asked of identities of the fund's children: what waits, and what was answered, newest first. By code only.</summary>
public sealed record ListCases(string Fund) : IQuery<CaseList>;

public sealed record CaseList(IReadOnlyList<IdentityCase> Waiting, IReadOnlyList<IdentityCase> Answered);

public sealed record IdentityCase
{
    public long Request { get; init; }

    public string Child { get; init; } = "";

    /// <summary>open or erase.</summary>
    public string Purpose { get; init; } = "";

    public string Reason { get; init; } = "";

    public string AskedBy { get; init; } = "";

    public Instant AskedAt { get; init; }

    /// <summary>Null while it waits.</summary>
    public bool? IsGranted { get; init; }

    public string? AnsweredBy { get; init; }

    public Instant? AnsweredAt { get; init; }

    public Instant? ValidUntil { get; init; }

    /// <summary>Whether the reader may answer: an approver of the child's unit, and another person than the asker.</summary>
    public bool MayAnswer { get; init; }
}

internal sealed class ListCasesHandler(Db db) : IRequestHandler<ListCases, Result<CaseList>>
{
    private const string CasesSql = """
        SELECT r.request_no AS request, r.beneficiary_code AS child, r.purpose, r.reason, coalesce(q.display_name, r.requester) AS asked_by,
            r.requested_at AS asked_at, a.is_granted, coalesce(w.display_name, a.answerer) AS answered_by, a.answered_at, a.valid_until,
            EXISTS (SELECT FROM user_roles o JOIN users me USING (user_name)
                    WHERE o.user_name = acting_user() AND o.role = 'approver' AND b.unit_id = ANY (units_of_fund(o.fund_id))
                        AND me.person_id <> r.requester_person) AS may_answer
        FROM identity_requests r JOIN beneficiaries b USING (beneficiary_code) JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        LEFT JOIN identity_answers a USING (request_no)
        LEFT JOIN users q ON q.user_name = r.requester LEFT JOIN users w ON w.user_name = a.answerer
        WHERE f.code = @Fund ORDER BY r.request_no DESC LIMIT 200
        """;

    public async Task<Result<CaseList>> Handle(ListCases request, CancellationToken cancellationToken)
    {
        var cases = await db.ListAsync<IdentityCase>(CasesSql, request, cancellationToken);
        return new CaseList([.. cases.Where(one => one.IsGranted is null)], [.. cases.Where(one => one.IsGranted is not null)]);
    }
}
