using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>The end of a year: what each pool holds then, what was decided about budget money, what is due back, and the opening.</summary>
public sealed record GetYearEnd(string Fund, int Year) : IQuery<YearEnd>;

/// <param name="IsClosing">Whether its December is being closed: the time to decide.</param>
/// <param name="Pools">Every pool with money at the end of the year, or with a decision.</param>
public sealed record YearEnd(int Year, bool IsClosing, IReadOnlyList<YearEndPool> Pools);

public sealed record YearEndPool
{
    public string Pool { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public bool IsBudget { get; init; }

    /// <summary>What it can spend at the end of 31 December.</summary>
    public Money Left { get; init; }

    /// <summary>carried or lapsed; null while nothing was decided.</summary>
    public string? Outcome { get; init; }

    public Money? DecidedAmount { get; init; }

    public string? DecisionNumber { get; init; }

    public LocalDate? DecisionDate { get; init; }

    public string? DecidedBy { get; init; }

    public string? Reason { get; init; }

    public string? Voucher { get; init; }

    /// <summary>Lapsed money that has not gone back yet, today.</summary>
    public Money Due { get; init; }

    /// <summary>What the next year begins with, of the latest closing of December; null until it is closed.</summary>
    public Money? Opening { get; init; }

    /// <summary>Budget money that is neither carried over as it stands nor lapsed: December cannot be closed.</summary>
    public bool IsUndecided => IsBudget && Left != Money.Zero && (Outcome != "carried" || DecidedAmount != Left);
}

internal sealed class GetYearEndHandler(Db db) : IRequestHandler<GetYearEnd, Result<YearEnd>>
{
    private const string ClosingSql = """
        SELECT s.closing_month IS NOT DISTINCT FROM make_date(@Year, 12, 1) FROM funds f JOIN period_states s USING (fund_id)
        WHERE f.code = @Fund
        """;

    private const string PoolsSql = """
        SELECT p.code AS pool, p.name_vi, p.name_en, s.is_budget, x.left, d.outcome, d.amount AS decided_amount, d.decision_number,
            d.decision_date, u.display_name AS decided_by, d.reason,
            format_voucher(d.voucher_type, d.voucher_year, d.voucher_no) AS voucher,
            coalesce((SELECT -sum(posting_signed(r.side, r.amount)) FROM postings r WHERE r.fund_id = p.fund_id AND r.pool_id = p.pool_id
                AND r.account_code = 'budget_returns'), 0)::bigint AS due, o.balance AS opening
        FROM pools p JOIN funds f USING (fund_id) JOIN source_kinds s USING (source_kind)
        CROSS JOIN LATERAL (SELECT pool_liquid_on(p.fund_id, p.pool_id, make_date(@Year, 12, 31)) AS left) x
        LEFT JOIN LATERAL (SELECT * FROM year_end_decisions y WHERE y.fund_id = p.fund_id AND y.pool_id = p.pool_id AND y.year = @Year
            ORDER BY y.log_no DESC LIMIT 1) d ON true
        LEFT JOIN users u ON u.user_name = d.actor
        LEFT JOIN LATERAL (SELECT * FROM year_openings y WHERE y.fund_id = p.fund_id AND y.pool_id = p.pool_id AND y.year = @Year + 1
            ORDER BY y.version DESC LIMIT 1) o ON true
        WHERE f.code = @Fund AND (x.left <> 0 OR d.outcome IS NOT NULL OR o.balance IS NOT NULL)
        ORDER BY s.is_budget DESC, p.pool_id
        """;

    public async Task<Result<YearEnd>> Handle(GetYearEnd request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<bool?>(ClosingSql, request, cancellationToken) is not { } isClosing) return new FundNotFound(request.Fund);
        return new YearEnd(request.Year, isClosing, await db.ListAsync<YearEndPool>(PoolsSql, request, cancellationToken));
    }
}
