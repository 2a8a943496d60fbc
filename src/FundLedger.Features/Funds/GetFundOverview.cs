using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Funds;

/// <summary>Where a fund's money stands on the business date: by pool, by month, in cash and in the bank.</summary>
public sealed record GetFundOverview(string Fund) : IQuery<FundOverview>;

/// <param name="Months">The twelve months up to the present one.</param>
public sealed record FundOverview(
    FundOnDate Fund, IReadOnlyList<PoolOverview> Pools, IReadOnlyList<MonthFlow> Months, IReadOnlyList<MoneyHeld> Money)
{
    /// <summary>What is in stock, item by item; no part of any sum of money.</summary>
    public IReadOnlyList<GoodsHeld> Goods { get; init; } = [];

    public Money GoodsValue => new(Goods.Sum(held => held.Value.Dong));

    public Money Reserved => new(Pools.Sum(pool => pool.Reserved.Dong));

    public Money Available => new(Pools.Sum(pool => pool.Available.Dong));
}

public sealed record FundOnDate
{
    public LocalDate Today { get; init; }

    public LocalDate OpenedOn { get; init; }

    /// <summary>Last closed month, or null.</summary>
    public LocalDate? ClosedMonth { get; init; }

    /// <summary>Ended months that are still open.</summary>
    public int MonthsToClose { get; init; }

    /// <summary>Received since 1 January, reversals taken off.</summary>
    public Money ReceivedThisYear { get; init; }

    /// <summary>Paid since 1 January, reversals taken off.</summary>
    public Money PaidThisYear { get; init; }

    public int ReceiptsThisYear { get; init; }

    /// <summary>Children paid for since 1 January, each counted once per payment that stands.</summary>
    public int PaymentsThisYear { get; init; }
}

/// <summary>A pool since it was opened; reversals are taken off both what came and what went.</summary>
public sealed record PoolOverview
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string SourceVi { get; init; } = "";

    public string SourceEn { get; init; } = "";

    /// <summary>What it may be used for, support kinds before occasions; empty for anything.</summary>
    public string[] PurposesVi { get; init; } = [];

    public string[] PurposesEn { get; init; } = [];

    public Money Received { get; init; }

    public Money Paid { get; init; }

    public Money Reserved { get; init; }

    public Money Available { get; init; }
}

public sealed record MonthFlow
{
    public LocalDate Month { get; init; }

    public Money In { get; init; }

    public Money Out { get; init; }
}

public sealed record MoneyHeld
{
    public string Account { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public Money Balance { get; init; }
}

public sealed record GoodsHeld
{
    public int Item { get; init; }

    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public long OnHand { get; init; }

    /// <summary>How much of it has no value yet.</summary>
    public long Unvalued { get; init; }

    public Money Value { get; init; }

    /// <summary>The first use-by date of what is left, also one that has passed; null when none has any.</summary>
    public LocalDate? ExpiresFirst { get; init; }

    public bool IsExpired { get; init; }
}

internal sealed class GetFundOverviewHandler(Db db) : IRequestHandler<GetFundOverview, Result<FundOverview>>
{
    // What comes in credits the fund balance and what goes out debits it; a reversal stands on the same side, negative.
    private const string FundSql = """
        SELECT business_today() AS today, f.opened_on, c.month AS closed_month,
            (SELECT count(*)::int FROM generate_series(coalesce(c.month + interval '1 month', date_trunc('month', f.opened_on)),
                date_trunc('month', business_today()) - interval '1 month', interval '1 month')) AS months_to_close,
            y.received_this_year, y.paid_this_year, y.receipts_this_year, y.payments_this_year
        FROM funds f
        LEFT JOIN LATERAL (SELECT date_trunc('month', s.closed_through)::date AS month
            FROM period_states s WHERE s.fund_id = f.fund_id) c ON true
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(m.amount) FILTER (WHERE m.counts_as = 'receipt'), 0)::bigint AS received_this_year,
                coalesce(sum(m.amount) FILTER (WHERE m.counts_as = 'disbursement'), 0)::bigint AS paid_this_year,
                coalesce(sum(sign(m.amount)) FILTER (WHERE m.counts_as = 'receipt'), 0)::int AS receipts_this_year,
                coalesce(sum(sign(m.amount)) FILTER (WHERE m.counts_as = 'disbursement'), 0)::int AS payments_this_year
            FROM fund_movements m
            WHERE m.fund_id = f.fund_id AND m.entry_date >= date_trunc('year', business_today())) y
        WHERE f.code = @Fund
        """;

    private const string PoolsSql = """
        SELECT p.code, p.name_vi, p.name_en, s.name_vi AS source_vi, s.name_en AS source_en,
            ARRAY(SELECT k.name_vi FROM support_kinds k WHERE k.support_kind = ANY (p.support_kinds) ORDER BY k.support_kind)
                || ARRAY(SELECT o.name_vi FROM occasions o WHERE o.occasion_code = ANY (p.occasion_codes) ORDER BY o.occasion_code)
                AS purposes_vi,
            ARRAY(SELECT k.name_en FROM support_kinds k WHERE k.support_kind = ANY (p.support_kinds) ORDER BY k.support_kind)
                || ARRAY(SELECT o.name_en FROM occasions o WHERE o.occasion_code = ANY (p.occasion_codes) ORDER BY o.occasion_code)
                AS purposes_en,
            t.received, t.paid, b.committed AS reserved, b.liquid - b.committed AS available
        FROM pools p JOIN funds f USING (fund_id) JOIN source_kinds s USING (source_kind) JOIN pool_balances b USING (fund_id, pool_id)
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(x.amount) FILTER (WHERE x.counts_as = 'receipt'), 0)::bigint AS received,
                coalesce(sum(x.amount) FILTER (WHERE x.counts_as = 'disbursement'), 0)::bigint AS paid
            FROM fund_movements x WHERE x.fund_id = p.fund_id AND x.pool_id = p.pool_id) t
        WHERE f.code = @Fund ORDER BY p.pool_id
        """;

    private const string MonthsSql = """
        SELECT m::date AS month, coalesce(sum(p.amount) FILTER (WHERE p.counts_as = 'receipt'), 0)::bigint AS "in",
            coalesce(sum(p.amount) FILTER (WHERE p.counts_as = 'disbursement'), 0)::bigint AS "out"
        FROM funds f
        CROSS JOIN generate_series(date_trunc('month', business_today()) - interval '11 months', date_trunc('month', business_today()),
            interval '1 month') m
        LEFT JOIN fund_movements p ON p.fund_id = f.fund_id AND p.entry_date >= m AND p.entry_date < m + interval '1 month'
        WHERE f.code = @Fund GROUP BY m ORDER BY m
        """;

    private const string MoneySql = """
        SELECT m.account_code AS account, a.name_vi, a.name_en, m.balance
        FROM money_balances m JOIN funds f USING (fund_id) JOIN accounts a USING (account_code)
        WHERE f.code = @Fund ORDER BY m.account_code DESC
        """;

    private const string GoodsSql = """
        SELECT i.item_no AS item, i.name, i.unit, sum(b.on_hand)::bigint AS on_hand, sum(b.value)::bigint AS value,
            coalesce(sum(b.on_hand) FILTER (WHERE b.unit_value = 0), 0)::bigint AS unvalued, min(l.expires_on) AS expires_first,
            coalesce(min(l.expires_on) < business_today(), false) AS is_expired
        FROM goods_balances b JOIN funds f USING (fund_id) JOIN goods_lots l USING (fund_id, lot_no)
        JOIN goods_items i USING (fund_id, item_no)
        WHERE f.code = @Fund AND b.on_hand > 0 GROUP BY i.fund_id, i.item_no ORDER BY i.name COLLATE "vi-VN-x-icu", i.item_no
        """;

    public async Task<Result<FundOverview>> Handle(GetFundOverview request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<FundOnDate>(FundSql, request, cancellationToken) is not { } fund) return new FundNotFound(request.Fund);
        return new FundOverview(
            fund,
            await db.ListAsync<PoolOverview>(PoolsSql, request, cancellationToken),
            await db.ListAsync<MonthFlow>(MonthsSql, request, cancellationToken),
            await db.ListAsync<MoneyHeld>(MoneySql, request, cancellationToken))
        {
            Goods = await db.ListAsync<GoodsHeld>(GoodsSql, request, cancellationToken),
        };
    }
}
