using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Audit;

/// <summary>What was asked and refused in a fund, newest first; the fund's auditors ask.</summary>
public sealed record ListRefusals(string Fund) : IQuery<RefusalList>;

public sealed record RefusalList(IReadOnlyList<ListedRefusal> Refusals);

public sealed record ListedRefusal
{
    /// <summary>Its number in the fund's series; refusals are numbered without gaps.</summary>
    public long No { get; init; }

    public Instant At { get; init; }

    public string By { get; init; } = "";

    /// <summary>The command that was refused, e.g. <c>RequestSurgery</c>.</summary>
    public string Request { get; init; } = "";

    /// <summary>The rule, as <see cref="Error.Code"/> names it.</summary>
    public string Rule { get; init; } = "";

    /// <summary>
    /// The version of the rule: number and date of a norm decision with its line, or the program and its schema. Null where the refusal is
    /// older than these.
    /// </summary>
    public string? RuleVersion { get; init; }

    /// <summary>The sentence as it was sealed, in English; figures and citations, never a name.</summary>
    public string Message { get; init; } = "";

    /// <summary>The place of the record in the fund's hash log.</summary>
    public long LogNo { get; init; }
}

internal sealed class ListRefusalsHandler(Db db) : IRequestHandler<ListRefusals, Result<RefusalList>>
{
    private const string RefusalsSql = """
        SELECT r.refusal_no AS no, r.recorded_at AS at, coalesce(u.display_name, r.recorded_by) AS "by", r.request, r.code AS rule,
            r.rule_version, r.message, r.log_no
        FROM refusals r JOIN funds f USING (fund_id) LEFT JOIN users u ON u.user_name = r.recorded_by
        WHERE f.code = @Fund ORDER BY r.refusal_no DESC
        """;

    public async Task<Result<RefusalList>> Handle(ListRefusals request, CancellationToken cancellationToken)
    {
        if (!await AuditedFund.IsAsync(db, request.Fund, cancellationToken)) return new FundNotFound(request.Fund);
        return new RefusalList(await db.ListAsync<ListedRefusal>(RefusalsSql, request, cancellationToken));
    }
}
