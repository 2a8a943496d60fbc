using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Ledger;

/// <summary>The balances of a fund's accounts for a period, both days included, by account and pool.</summary>
public sealed record GetTrialBalance(string Fund, LocalDate From, LocalDate To) : IQuery<TrialBalance>
{
    /// <summary>financial, commitment or appropriation.</summary>
    public string Book { get; init; } = "financial";
}

/// <param name="Regime">The accounting regime by which the fund's accounts are numbered.</param>
public sealed record TrialBalance(string Fund, LocalDate From, LocalDate To, string Regime, IReadOnlyList<TrialBalanceLine> Lines)
{
    public Money Debit => new(Lines.Sum(line => line.Debit.Dong));

    public Money Credit => new(Lines.Sum(line => line.Credit.Dong));
}

/// <summary>One account in one pool. Balances are positive on the account's own side.</summary>
public sealed record TrialBalanceLine
{
    public string Account { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    /// <summary>The account's number in the fund's regime; null where the regime has none.</summary>
    public string? RegimeAccount { get; init; }

    public string? RegimeName { get; init; }

    /// <summary>False while the number is a draft that no accountant has confirmed.</summary>
    public bool IsRegimeConfirmed { get; init; }

    public Side NormalSide { get; init; }

    public string Pool { get; init; } = "";

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    public Money Opening { get; init; }

    /// <summary>Turnover; a reversal lowers the side that it reverses.</summary>
    public Money Debit { get; init; }

    public Money Credit { get; init; }

    public Money Closing => NormalSide == Side.Debit ? Opening + Debit - Credit : Opening + Credit - Debit;
}

internal sealed class GetTrialBalanceHandler(Db db) : IRequestHandler<GetTrialBalance, Result<TrialBalance>>
{
    private const string FundSql = "SELECT fund_id, regime FROM funds WHERE code = @Fund";

    // Whole months come from their turnover; only the days of a month that the period cuts are added up posting by posting.
    private const string LinesSql = """
        WITH moved AS (
            SELECT account_code, pool_id, month < @From AS is_before, debit, credit
            FROM monthly_turnovers
            WHERE fund_id = @FundId AND book = @Book AND (month + interval '1 month' <= @From
                OR (month >= @From AND month + interval '1 month' <= @To::date + 1))
            UNION ALL
            SELECT p.account_code, p.pool_id, p.entry_date < @From,
                CASE p.side WHEN 'debit' THEN p.amount ELSE 0 END, CASE p.side WHEN 'credit' THEN p.amount ELSE 0 END
            FROM unnest(@FirstDays, @LastDays) AS days(first, last)
            CROSS JOIN accounts a
            CROSS JOIN LATERAL (SELECT * FROM postings x WHERE x.fund_id = @FundId AND x.account_code = a.account_code
                AND x.entry_date BETWEEN days.first AND days.last AND x.book = @Book OFFSET 0) p
            WHERE a.book = @Book),
        turnover AS (
            SELECT account_code, pool_id, coalesce(sum(debit - credit) FILTER (WHERE is_before), 0)::bigint AS opening,
                coalesce(sum(debit) FILTER (WHERE NOT is_before), 0)::bigint AS debit,
                coalesce(sum(credit) FILTER (WHERE NOT is_before), 0)::bigint AS credit
            FROM moved GROUP BY account_code, pool_id)
        SELECT a.account_code AS account, a.name_vi, a.name_en, a.normal_side, m.regime_account, m.name_vi AS regime_name,
            coalesce(m.status = 'confirmed', false) AS is_regime_confirmed, p.code AS pool, p.name_vi AS pool_vi, p.name_en AS pool_en,
            CASE a.normal_side WHEN 'debit' THEN t.opening ELSE -t.opening END AS opening, t.debit, t.credit
        FROM turnover t JOIN accounts a USING (account_code) JOIN pools p ON p.fund_id = @FundId AND p.pool_id = t.pool_id
        LEFT JOIN LATERAL (
            SELECT r.regime_account, r.name_vi, r.status FROM regime_maps r
            WHERE r.regime = @Regime AND r.account_code = a.account_code AND r.valid_from <= @To
            ORDER BY r.valid_from DESC LIMIT 1) m ON true
        ORDER BY m.regime_account COLLATE "C" NULLS LAST, a.account_code COLLATE "C", p.pool_id
        """;

    private sealed record Fund
    {
        public int FundId { get; init; }

        public string Regime { get; init; } = "";
    }

    public async Task<Result<TrialBalance>> Handle(GetTrialBalance request, CancellationToken cancellationToken)
    {
        var fund = await db.FindAsync<Fund>(FundSql, new { request.Fund }, cancellationToken);
        if (fund is null) return new FundNotFound(request.Fund);
        var cut = CutMonths.Of(request.From, request.To);
        var period = new
        {
            fund.FundId, fund.Regime, request.Book, request.From, request.To,
            FirstDays = cut.Select(days => days.First).ToArray(), LastDays = cut.Select(days => days.Last).ToArray(),
        };
        var lines = await db.ListAsync<TrialBalanceLine>(LinesSql, period, cancellationToken);
        return new TrialBalance(request.Fund, request.From, request.To, fund.Regime, lines);
    }
}
