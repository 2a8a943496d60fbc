namespace FundLedger.Benchmarks;

/// <summary>
/// A fund with 50,000 entries in one pool: 2,001 receipts and payments to 5,000 children. Its first receipt reaches 40,000 lines of support,
/// which is as bad as a trace gets. Made like the rest of the big ledger, with the triggers off.
/// </summary>
internal static class BigTraces
{
    /// <summary>The fund after those that share the postings.</summary>
    public const string Fund = "Q10701";

    public const string Receipt = "PT-2021-00001";

    /// <summary>A payment of 480 lines, paid with the money of about fifty receipts.</summary>
    public const string Payment = "PC-2021-00095";

    /// <summary>A child that was paid nine times; the first one of the list was never paid.</summary>
    public const string Child = "TE-000002";

    public const string Sql = """
        SET session_replication_role = replica;
        CREATE TEMPORARY TABLE traced ON COMMIT DROP AS
        SELECT f.fund_id, f.unit_id, i AS entry_no, '2021-01-01'::date + i / 137 AS entry_date,
            i = 1 OR i % 25 = 0 AS is_receipt, CASE WHEN i = 1 THEN 4000000000 WHEN i % 25 = 0 THEN 1000000 ELSE 100000 END AS amount,
            'TE-' || lpad((1 + i % 5000)::text, 6, '0') AS child
        FROM generate_series(1, 50000) i CROSS JOIN funds f WHERE f.code = 'Q10701';
        INSERT INTO beneficiaries SELECT DISTINCT child, unit_id, 'HO-0001', now(), 'bench' FROM traced;
        INSERT INTO vouchers (fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id, donor_id,
            details_commitment, prepared_by, recorded_at, content_hash)
        SELECT fund_id, 'PT', 2021, 1, entry_date, amount, 'cash', 1, 1, sha256(''), 'bench', now(), sha256('') FROM traced WHERE entry_no = 1;
        INSERT INTO journal_entries (fund_id, book, entry_no, entry_date, recorded_at, recorded_by, kind, voucher_type, voucher_year,
            voucher_no, disbursement_id, disbursement_line, request_key, request_line, line_count, hash_version, log_no, hash)
        SELECT fund_id, 'financial', entry_no, entry_date, now(), 'bench', CASE WHEN is_receipt THEN 'receipt' ELSE 'disbursement' END,
            CASE WHEN is_receipt THEN 'PT' ELSE 'PC' END, 2021, CASE WHEN is_receipt THEN entry_no ELSE 1 + entry_no / 500 END,
            CASE WHEN NOT is_receipt THEN 1 + entry_no / 500 END, CASE WHEN NOT is_receipt THEN 1 + entry_no % 500 END,
            gen_random_uuid(), 1, 2, 1, entry_no, sha256(int8send(entry_no)) FROM traced;
        INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date, beneficiary_code, class_code, unit_id)
        SELECT t.fund_id, 'financial', t.entry_no, l.line, l.account, 1, l.side, t.amount, t.entry_date,
            CASE WHEN NOT is_receipt THEN child END, CASE WHEN NOT is_receipt THEN 'poor' END, CASE WHEN NOT is_receipt THEN unit_id END
        FROM traced t JOIN (VALUES (true, 1, 'cash', 'debit'), (true, 2, 'fund_balance', 'credit'),
            (false, 1, 'fund_balance', 'debit'), (false, 2, 'cash', 'credit')) l(is_in, line, account, side) ON l.is_in = t.is_receipt
        """;
}
