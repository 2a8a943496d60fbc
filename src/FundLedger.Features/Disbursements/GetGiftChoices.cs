using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>The occasions for which the fund's norms know a gift, this year and the next, and the filters of a gift plan.</summary>
public sealed record GetGiftChoices(string Fund) : IQuery<GiftChoices>;

public sealed record GiftChoices(IReadOnlyList<GiftOccasion> Occasions, IReadOnlyList<string> Units, IReadOnlyList<GiftClass> Classes)
{
    /// <summary>What could be given out of the stock of each pool.</summary>
    public IReadOnlyList<StockChoice> Stock { get; init; } = [];

    /// <summary>The next occasion on or after the business date; the last one when all are over, null when there is none.</summary>
    public GiftOccasion? Next => Occasions.FirstOrDefault(occasion => occasion.IsAhead) ?? (Occasions.Count > 0 ? Occasions[^1] : null);
}

public sealed record GiftOccasion
{
    public string Code { get; init; } = "";

    public int Year { get; init; }

    public LocalDate HeldOn { get; init; }

    public bool IsAhead { get; init; }

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";
}

/// <summary>Goods in stock that have a value, have not expired and are promised to nobody.</summary>
public sealed record StockChoice
{
    public string Pool { get; init; } = "";

    public int Item { get; init; }

    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public long Free { get; init; }

    /// <summary>Of one unit of the dearest lot.</summary>
    public Money UnitValue { get; init; }

    public LocalDate? ExpiresFirst { get; init; }
}

internal sealed class GetGiftChoicesHandler(Db db) : IRequestHandler<GetGiftChoices, Result<GiftChoices>>
{
    private const string OccasionsSql = """
        SELECT DISTINCT o.occasion_code AS code, t.year::int AS year, t.held_on, t.held_on >= business_today() AS is_ahead,
            o.name_vi, o.name_en
        FROM funds f JOIN norm_decisions n ON n.issuing_unit_id = f.unit_id AND n.status IN ('published', 'superseded')
        JOIN norm_lines l USING (decision_id) JOIN occasions o USING (occasion_code)
        JOIN occasion_dates t ON t.occasion_code = o.occasion_code AND n.in_force @> t.held_on
        WHERE f.code = @Fund AND l.support_kind = 'holiday_gift'
            AND t.year BETWEEN extract(year FROM business_today()) AND extract(year FROM business_today()) + 1
        ORDER BY t.held_on
        """;

    private const string UnitsSql = """
        SELECT u.name FROM funds f JOIN units u ON u.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND EXISTS (SELECT FROM beneficiaries b WHERE b.unit_id = u.unit_id)
        ORDER BY u.name COLLATE "vi-VN-x-icu"
        """;

    private const string ClassesSql = """
        SELECT DISTINCT k.class_code AS code, k.name_vi, k.name_en, k.sort_order
        FROM funds f JOIN beneficiaries b ON b.unit_id = ANY (units_of_fund(f.fund_id))
        JOIN beneficiary_classes c USING (beneficiary_code) JOIN child_classes k USING (class_code)
        WHERE f.code = @Fund ORDER BY k.sort_order
        """;

    internal const string StockSql = """
        SELECT p.code AS pool, i.item_no AS item, i.name, i.unit, sum(b.on_hand - b.reserved)::bigint AS free,
            max(b.unit_value) AS unit_value, min(l.expires_on) AS expires_first
        FROM goods_balances b JOIN funds f USING (fund_id) JOIN goods_lots l USING (fund_id, lot_no)
        JOIN goods_items i USING (fund_id, item_no) JOIN pools p ON p.fund_id = b.fund_id AND p.pool_id = b.pool_id
        WHERE f.code = @Fund AND b.unit_value > 0 AND b.on_hand > b.reserved
            AND (l.expires_on IS NULL OR l.expires_on >= business_today())
        GROUP BY p.fund_id, p.pool_id, i.fund_id, i.item_no ORDER BY i.name COLLATE "vi-VN-x-icu", p.code
        """;

    public async Task<Result<GiftChoices>> Handle(GetGiftChoices request, CancellationToken cancellationToken) => new GiftChoices(
        await db.ListAsync<GiftOccasion>(OccasionsSql, request, cancellationToken),
        await db.ListAsync<string>(UnitsSql, request, cancellationToken),
        await db.ListAsync<GiftClass>(ClassesSql, request, cancellationToken))
    {
        Stock = await db.ListAsync<StockChoice>(StockSql, request, cancellationToken),
    };
}
