namespace FundLedger.Features.Reports;

/// <summary>The questions whose answers make a report.</summary>
internal static class ReportSql
{
    public const string Balances = """
        SELECT coalesce(sum(effect) FILTER (WHERE entry_date < @From AND NOT is_goods), 0)::bigint AS opening_money,
            coalesce(sum(effect) FILTER (WHERE entry_date < @From AND is_goods), 0)::bigint AS opening_goods,
            coalesce(sum(effect) FILTER (WHERE NOT is_goods), 0)::bigint AS closing_money,
            coalesce(sum(effect) FILTER (WHERE is_goods), 0)::bigint AS closing_goods,
            coalesce(-sum(effect) FILTER (WHERE entry_date >= @From AND counts_as = 'lapse'), 0)::bigint AS lapsed,
            coalesce(-sum(effect) FILTER (WHERE entry_date >= @From AND counts_as = 'goods_loss'), 0)::bigint AS lost
        FROM report_moves(@FundIds, @LogNos, @HiddenFunds, @HiddenEntries) WHERE entry_date <= @To
        """;

    // Interest is an adjusting entry. Goods whose value was found later count as received when it was.
    public const string Sources = """
        SELECT s.source_kind AS code, s.name_vi, s.name_en, coalesce(sum(m.effect) FILTER (WHERE NOT m.is_goods), 0)::bigint AS money,
            coalesce(sum(m.effect) FILTER (WHERE m.is_goods), 0)::bigint AS goods,
            (count(DISTINCT (m.fund_id, m.voucher_type, m.voucher_year, m.voucher_no)) FILTER (WHERE NOT m.is_reversal)
                - count(DISTINCT (m.fund_id, m.voucher_type, m.voucher_year, m.voucher_no)) FILTER (WHERE m.is_reversal))::int AS vouchers
        FROM report_moves(@FundIds, @LogNos, @HiddenFunds, @HiddenEntries) m JOIN pools p USING (fund_id, pool_id)
        JOIN source_kinds s USING (source_kind)
        WHERE m.counts_as IN ('receipt', 'adjustment', 'goods_receipt', 'goods_valuation') AND m.entry_date BETWEEN @From AND @To
            AND (@Occasion::text IS NULL OR @Occasion = ANY (p.occasion_codes))
        GROUP BY s.source_kind ORDER BY s.is_budget, s.source_kind COLLATE "C"
        """;

    // One line of a request is one time, also where it was given in money and goods; taken back in another period it is one less there.
    public const string Uses = """
        WITH lines AS (
            SELECT m.support_kind AS kind, coalesce(m.class_code, '') AS class, coalesce(m.occasion_code, '') AS occasion,
                coalesce(m.occasion_year, 0)::int AS year, coalesce(m.unit_id, 0) AS unit, m.beneficiary_code AS child,
                coalesce(-sum(m.effect) FILTER (WHERE NOT m.is_goods), 0) AS money,
                coalesce(-sum(m.effect) FILTER (WHERE m.is_goods), 0) AS goods, sign(-sum(m.effect)) AS times
            FROM report_moves(@FundIds, @LogNos, @HiddenFunds, @HiddenEntries) m
            WHERE m.counts_as IN ('disbursement', 'goods_issue', 'goods_return') AND m.entry_date BETWEEN @From AND @To
                AND (@Occasion::text IS NULL OR (m.occasion_code = @Occasion AND m.occasion_year = @OccasionYear))
            GROUP BY 1, 2, 3, 4, 5, 6, m.fund_id, m.disbursement_id, m.disbursement_line),
        children AS (
            SELECT kind, class, occasion, year, unit, child, sum(money) AS money, sum(goods) AS goods, sum(times) AS times
            FROM lines GROUP BY 1, 2, 3, 4, 5, 6),
        figures AS (
            SELECT kind, class, occasion, year, unit, coalesce(sum(money), 0)::bigint AS money, coalesce(sum(goods), 0)::bigint AS goods,
                coalesce(sum(times), 0)::int AS times, count(DISTINCT child) FILTER (WHERE times > 0)::int AS children
            FROM children
            GROUP BY GROUPING SETS ((kind, class, occasion, year), (kind), (class), (unit), (unit, kind), ()))
        SELECT f.*, k.name_vi AS kind_vi, k.name_en AS kind_en, c.name_vi AS class_vi, c.name_en AS class_en,
            o.name_vi AS occasion_vi, o.name_en AS occasion_en, u.name AS unit_name
        FROM figures f LEFT JOIN support_kinds k ON k.support_kind = f.kind LEFT JOIN child_classes c ON c.class_code = f.class
        LEFT JOIN occasions o ON o.occasion_code = f.occasion LEFT JOIN units u ON u.unit_id = f.unit
        ORDER BY f.kind COLLATE "C", c.sort_order, f.class COLLATE "C", f.year, f.occasion COLLATE "C", u.name COLLATE "vi-VN-x-icu", f.unit
        """;

    /// <summary>Where children of the fund live: the communes below its unit, or the unit itself.</summary>
    public const string Places = """
        SELECT u.unit_id, u.name FROM units u
        JOIN units m ON m.unit_id = u.parent_unit_id OR (m.unit_id = u.unit_id AND u.level = 'commune')
        JOIN funds f ON f.unit_id = m.unit_id
        WHERE f.code = @Fund AND (u.valid_from IS NULL OR u.valid_from <= @To) AND (u.valid_to IS NULL OR u.valid_to >= @From)
        ORDER BY u.name COLLATE "vi-VN-x-icu", u.unit_id
        """;

    public const string OccasionIsKnown = "SELECT occasion_code FROM occasions WHERE occasion_code = @Occasion";

    public const string Occasion = "SELECT name_vi, name_en FROM occasions WHERE occasion_code = @Occasion";
}
