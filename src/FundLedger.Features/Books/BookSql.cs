namespace FundLedger.Features.Books;

/// <summary>The questions that all books of accounts are read by.</summary>
internal static class BookSql
{
    /// <summary>The fund, and with it those of the units below; which of them the reader keeps or checks.</summary>
    public const string Funds = """
        WITH RECURSIVE below AS (
            SELECT f.unit_id FROM funds f WHERE f.code = @Fund
            UNION
            SELECT u.unit_id FROM units u JOIN below b ON u.parent_unit_id = b.unit_id WHERE @WithUnits)
        SELECT f.fund_id, f.code, f.name_vi, f.name_en, u.name AS unit, f.regime, f.opened_on, business_today() AS today,
            ledger_now() AS at, h.log_no, encode(h.log_hash, 'hex') AS log_hash,
            EXISTS (SELECT FROM user_roles r WHERE r.fund_id = f.fund_id AND r.user_name = acting_user()
                AND r.role IN ('fund_accountant', 'approver', 'auditor')) AS may_read,
            EXISTS (SELECT FROM user_roles r WHERE r.fund_id = f.fund_id AND r.user_name = acting_user()
                AND r.role IN ('fund_accountant', 'cashier', 'auditor')) AS may_name
        FROM funds f JOIN below USING (unit_id) JOIN units u USING (unit_id) JOIN fund_heads h USING (fund_id)
        WHERE f.code = @Fund OR @WithUnits
        ORDER BY f.code <> @Fund, f.code COLLATE "C"
        """;

    public const string Accounts = """
        SELECT a.account_code AS code, a.name_vi, a.name_en, a.normal_side, m.regime_account AS number,
            coalesce(m.status = 'confirmed', false) AS is_confirmed
        FROM accounts a LEFT JOIN regime_maps m
            ON m.regime = @Regime AND m.account_code = a.account_code AND m.version = @Circular
        WHERE a.book = 'financial' ORDER BY m.regime_account COLLATE "C" NULLS LAST, a.account_code COLLATE "C"
        """;

    public const string Circular = """
        SELECT version FROM regime_maps WHERE regime = @Regime AND valid_from <= @To ORDER BY valid_from DESC LIMIT 1
        """;

    // Money that only changes its restriction stays where it lies: in the books of cash and bank it is no movement.
    public const string Restricted = """
        SELECT e.fund_id, e.entry_no FROM pool_transfers t
        JOIN journal_entries e ON e.fund_id = t.fund_id AND e.book = 'financial' AND e.voucher_type = t.voucher_type
            AND e.voucher_year = t.voucher_year AND e.voucher_no = t.voucher_no
        WHERE t.fund_id = ANY (@FundIds)
        """;

    // Money that one of the funds gave to another, as far as both have written it down by the last day: a payment to the other fund by its
    // name, a receipt of money of other funds from a giver of that name, of one amount, the first with the first.
    public const string Internal = """
        WITH gave AS (
            SELECT v.fund_id AS giver, g.fund_id AS taker, v.amount, v.voucher_date, v.voucher_type, v.voucher_year, v.voucher_no,
                row_number() OVER (PARTITION BY v.fund_id, g.fund_id, v.amount ORDER BY v.voucher_date, v.voucher_no) AS place
            FROM vouchers v JOIN voucher_details w USING (fund_id, voucher_type, voucher_year, voucher_no)
            JOIN funds g ON g.fund_id = ANY (@FundIds) AND g.fund_id <> v.fund_id AND lower(btrim(w.counterparty_name)) = lower(g.name_vi)
            WHERE v.fund_id = ANY (@FundIds) AND v.voucher_type = 'PC' AND v.voucher_date <= @To AND NOT EXISTS (
                SELECT FROM journal_entries e JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book
                    AND r.reverses_entry_no = e.entry_no
                WHERE e.fund_id = v.fund_id AND e.book = 'financial' AND e.voucher_type = v.voucher_type
                    AND e.voucher_year = v.voucher_year AND e.voucher_no = v.voucher_no)),
        took AS (
            SELECT g.fund_id AS giver, v.fund_id AS taker, v.amount, v.voucher_date, v.voucher_type, v.voucher_year, v.voucher_no,
                row_number() OVER (PARTITION BY g.fund_id, v.fund_id, v.amount ORDER BY v.voucher_date, v.voucher_no) AS place
            FROM vouchers v JOIN donors d USING (fund_id, donor_id) JOIN pools o USING (fund_id, pool_id)
            JOIN funds g ON g.fund_id = ANY (@FundIds) AND g.fund_id <> v.fund_id AND lower(btrim(d.name)) = lower(g.name_vi)
            WHERE v.fund_id = ANY (@FundIds) AND v.voucher_type = 'PT' AND v.voucher_date <= @To AND o.source_kind = 'fund_transfer'
                AND NOT EXISTS (
                SELECT FROM journal_entries e JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book
                    AND r.reverses_entry_no = e.entry_no
                WHERE e.fund_id = v.fund_id AND e.book = 'financial' AND e.voucher_type = v.voucher_type
                    AND e.voucher_year = v.voucher_year AND e.voucher_no = v.voucher_no))
        SELECT p.giver AS giver_id, t.taker AS taker_id, gf.code AS giver, tf.code AS taker, p.amount, p.voucher_date AS given_on,
            t.voucher_date AS taken_on, format_voucher(p.voucher_type, p.voucher_year, p.voucher_no) AS given_by,
            format_voucher(t.voucher_type, t.voucher_year, t.voucher_no) AS taken_by,
            ARRAY(SELECT e.entry_no FROM journal_entries e WHERE e.fund_id = p.giver AND e.book = 'financial'
                AND e.voucher_type = p.voucher_type AND e.voucher_year = p.voucher_year AND e.voucher_no = p.voucher_no) AS given_entries,
            ARRAY(SELECT e.entry_no FROM journal_entries e WHERE e.fund_id = t.taker AND e.book = 'financial'
                AND e.voucher_type = t.voucher_type AND e.voucher_year = t.voucher_year AND e.voucher_no = t.voucher_no) AS taken_entries
        FROM gave p JOIN took t USING (giver, taker, amount, place) JOIN funds gf ON gf.fund_id = p.giver
        JOIN funds tf ON tf.fund_id = t.taker ORDER BY p.voucher_date, gf.code COLLATE "C", p.voucher_no
        """;
}
