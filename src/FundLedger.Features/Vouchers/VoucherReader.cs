using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Vouchers;

/// <summary>Reads a voucher in the snapshot of the running query.</summary>
internal sealed class VoucherReader(Db db)
{
    private const string HeadSql = """
        SELECT v.fund_id, f.code AS fund, f.name_vi AS fund_vi, f.name_en AS fund_en, u.name AS unit,
            v.voucher_type AS type, v.voucher_year AS year, v.voucher_no AS no, v.voucher_date AS date, v.amount,
            v.money_account = 'bank' AS is_bank, v.money_account = 'goods' AS is_goods,
            p.code AS pool, p.name_vi AS pool_vi, p.name_en AS pool_en, coalesce(k.name_vi, s.name_vi) AS kind_vi,
            coalesce(k.name_en, s.name_en) AS kind_en, o.name_vi AS occasion_vi, o.name_en AS occasion_en, d.occasion_year,
            v.bank_reference,
            nullif(btrim(w.counterparty_name), '') AS counterparty, nullif(btrim(w.counterparty_address), '') AS address,
            nullif(btrim(w.content), '') AS content, nullif(btrim(w.attachments), '') AS attachments,
            coalesce(a.display_name, v.prepared_by) AS prepared_by, v.recorded_at, v.disbursement_id,
            (SELECT display_name FROM users WHERE user_name = d.requester) AS requested_by,
            (SELECT display_name FROM users WHERE user_name = d.approver) AS approved_by,
            (SELECT display_name FROM users WHERE user_name = d.payer) AS paid_by,
            v.reverses_entry_no AS reverses_entry, coalesce(r.entry_date, x.moved_on) AS reverses_date,
            coalesce(format_voucher(r.voucher_type, r.voucher_year, r.voucher_no), x.reverses) AS reverses,
            to_pool.code AS to_pool, to_pool.name_vi AS to_vi, to_pool.name_en AS to_en,
            g.version AS regime, coalesce(g.is_confirmed, false) AS is_regime_confirmed
        FROM vouchers v
        JOIN funds f USING (fund_id) JOIN units u USING (unit_id) JOIN pools p USING (fund_id, pool_id)
        JOIN source_kinds s USING (source_kind)
        LEFT JOIN voucher_details w USING (fund_id, voucher_type, voucher_year, voucher_no)
        LEFT JOIN users a ON a.user_name = v.prepared_by
        LEFT JOIN disbursements d ON d.fund_id = v.fund_id AND d.disbursement_id = v.disbursement_id
        LEFT JOIN support_kinds k ON k.support_kind = d.support_kind
        LEFT JOIN occasions o ON o.occasion_code = d.occasion_code
        LEFT JOIN journal_entries r ON r.fund_id = v.fund_id AND r.book = 'financial' AND r.entry_no = v.reverses_entry_no
        -- What goods came or went without a value had no entry.
        LEFT JOIN LATERAL (SELECT format_voucher(z.voucher_type, z.voucher_year, z.voucher_no) AS reverses, o.moved_on
            FROM goods_papers y JOIN goods_moves m USING (fund_id, paper_no)
            JOIN goods_moves o ON o.fund_id = m.fund_id AND o.move_no = m.reverses_move
            JOIN goods_papers z ON z.fund_id = o.fund_id AND z.paper_no = o.paper_no
            WHERE v.voucher_type = 'BD' AND v.reverses_entry_no IS NULL AND y.fund_id = v.fund_id AND y.voucher_type = v.voucher_type
                AND y.voucher_year = v.voucher_year AND y.voucher_no = v.voucher_no LIMIT 1) x ON true
        LEFT JOIN pool_transfers t ON t.fund_id = v.fund_id AND t.voucher_type = v.voucher_type AND t.voucher_year = v.voucher_year
            AND t.voucher_no = v.voucher_no
        LEFT JOIN pools to_pool ON to_pool.fund_id = t.fund_id AND to_pool.pool_id = t.to_pool
        LEFT JOIN LATERAL (
            SELECT m.version, bool_and(m.status = 'confirmed') AS is_confirmed FROM regime_maps m
            WHERE m.regime = f.regime AND m.valid_from <= v.voucher_date
            GROUP BY m.version, m.valid_from ORDER BY m.valid_from DESC LIMIT 1) g ON true
        WHERE f.code = @Fund AND v.voucher_type = @Type AND v.voucher_year = @Year AND v.voucher_no = ANY (@Nos)
        ORDER BY v.voucher_no
        """;

    private const string AccountsSql = """
        SELECT e.voucher_no, a.account_code AS account, a.name_vi, a.name_en, m.regime_account, p.side = 'debit' AS is_debit,
            sum(p.amount)::bigint AS amount
        FROM journal_entries e
        JOIN postings p USING (fund_id, book, entry_no) JOIN accounts a USING (account_code) JOIN funds f USING (fund_id)
        LEFT JOIN unnest(@Nos, @Regimes) AS g (voucher_no, version) ON g.voucher_no = e.voucher_no
        LEFT JOIN regime_maps m ON m.regime = f.regime AND m.version = g.version AND m.account_code = a.account_code
        WHERE e.fund_id = @FundId AND e.book = 'financial' AND e.voucher_type = @Type AND e.voucher_year = @Year
            AND e.voucher_no = ANY (@Nos)
        GROUP BY e.voucher_no, a.account_code, m.regime_account, p.side ORDER BY p.side DESC, a.account_code COLLATE "C"
        """;

    private const string EntriesSql = """
        SELECT DISTINCT ON (e.entry_no) e.voucher_no, e.entry_no, e.log_no, encode(e.hash, 'hex') AS hash, p.amount,
            coalesce(p.beneficiary_code, l.recipient) AS beneficiary, c.name_vi AS class_vi,
            c.name_en AS class_en, u.name AS unit, n.number AS decision, n.issued_on, p.norm_line,
            format_voucher(r.voucher_type, r.voucher_year, r.voucher_no) AS reversed_by
        FROM journal_entries e
        JOIN postings p ON p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no
            AND CASE WHEN e.kind = 'adjustment' THEN p.line = 1
                WHEN e.kind IN ('advance', 'advance_return') THEN p.account_code = 'advances'
                ELSE p.account_code IN ('fund_balance', 'budget_returns', 'goods_balance') END
        LEFT JOIN child_classes c ON c.class_code = p.class_code LEFT JOIN units u ON u.unit_id = p.unit_id
        LEFT JOIN norm_decisions n ON n.decision_id = p.decision_id
        LEFT JOIN disbursement_lines l ON l.fund_id = e.fund_id AND l.disbursement_id = e.disbursement_id
            AND l.line_no = e.disbursement_line
        LEFT JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
        WHERE e.fund_id = @FundId AND e.book = 'financial' AND e.voucher_type = @Type AND e.voucher_year = @Year
            AND e.voucher_no = ANY (@Nos)
        ORDER BY e.entry_no, p.line
        """;

    private const string GoodsSql = """
        SELECT g.voucher_no, i.item_no AS item, i.name, i.unit,
            abs(sum(CASE m.kind WHEN 'valued' THEN m.value / m.unit_value ELSE m.quantity END))::bigint AS quantity,
            m.unit_value, abs(sum(m.value))::bigint AS value, l.expires_on, l.quality
        FROM goods_papers g JOIN goods_moves m USING (fund_id, paper_no) JOIN goods_lots l USING (fund_id, lot_no)
        JOIN goods_items i USING (fund_id, item_no)
        WHERE g.fund_id = @FundId AND g.voucher_type = @Type AND g.voucher_year = @Year AND g.voucher_no = ANY (@Nos)
        GROUP BY g.voucher_no, i.fund_id, i.item_no, m.unit_value, l.expires_on, l.quality ORDER BY min(m.move_no)
        """;

    // What an advance came to: the lines of the order that the settlement names, and what came back the same day.
    private const string AdvancesSql = """
        SELECT s.voucher_no, format_voucher(o.voucher_type, o.voucher_year, o.voucher_no) AS paid_by, p.voucher_date AS paid_on,
            o.total AS advanced, s.spent, format_voucher(b.voucher_type, b.voucher_year, b.voucher_no) AS returned_by
        FROM (SELECT l.fund_id, l.order_no, l.voucher_no, sum(l.paid)::bigint AS spent FROM payment_order_lines l
              WHERE l.fund_id = @FundId AND l.voucher_type = @Type AND l.voucher_year = @Year AND l.voucher_no = ANY (@Nos)
              GROUP BY l.fund_id, l.order_no, l.voucher_no) s
        JOIN payment_orders o USING (fund_id, order_no)
        JOIN vouchers p ON p.fund_id = o.fund_id AND p.voucher_type = o.voucher_type AND p.voucher_year = o.voucher_year
            AND p.voucher_no = o.voucher_no
        JOIN vouchers t ON t.fund_id = o.fund_id AND t.voucher_type = @Type AND t.voucher_year = @Year AND t.voucher_no = s.voucher_no
        LEFT JOIN LATERAL (
            SELECT v.voucher_type, v.voucher_year, v.voucher_no FROM vouchers v
            WHERE v.fund_id = o.fund_id AND v.voucher_type = 'HU' AND v.disbursement_id = o.disbursement_id
                AND v.voucher_date = t.voucher_date AND v.amount = o.total - s.spent AND v.recorded_at >= t.recorded_at
            ORDER BY v.recorded_at, v.voucher_no LIMIT 1) b ON true
        """;

    public async Task<Result<Voucher>> ReadAsync(string fund, string number, CancellationToken token)
    {
        if (VoucherNumber.Parse(number) is not { } parsed) return new VoucherNotFound(fund, number);
        var found = await ListAsync(fund, parsed.Prefix, parsed.Year, [parsed.No], token);
        return found is [var voucher] ? voucher : new VoucherNotFound(fund, number);
    }

    /// <summary>
    /// Vouchers of one type and year in the order of their numbers; those that are not there, or not for this user, are left out.
    /// </summary>
    public async Task<IReadOnlyList<Voucher>> ListAsync(string fund, string type, int year, int[] nos, CancellationToken token)
    {
        var heads = await db.ListAsync<VoucherHead>(HeadSql, new { Fund = fund, Type = type, Year = year, Nos = nos }, token);
        if (heads.Count == 0) return [];
        var regimes = heads.Select(head => head.Regime).ToArray();
        var key = new { heads[0].FundId, Type = type, Year = year, Nos = heads.Select(head => head.No).ToArray(), Regimes = regimes };
        var accounts = (await db.ListAsync<VoucherAccount>(AccountsSql, key, token)).ToLookup(account => account.VoucherNo);
        var lines = (await db.ListAsync<VoucherEntry>(EntriesSql, key, token)).ToLookup(line => line.VoucherNo);
        var goods = (heads.Any(head => head.IsGoods) ? await db.ListAsync<VoucherGoods>(GoodsSql, key, token) : [])
            .ToLookup(row => row.VoucherNo);
        var advances = heads[0].Number.Type is VoucherType.AdvanceSettlement
            ? (await db.ListAsync<SettledAdvance>(AdvancesSql, key, token)).ToDictionary(row => row.VoucherNo) : [];
        return [.. heads.Select(head => new Voucher(head, [.. accounts[head.No]], [.. lines[head.No]])
        {
            Goods = [.. goods[head.No]], Advance = advances.GetValueOrDefault(head.No),
        })];
    }
}
