namespace FundLedger.IntegrationTests.Checks;

/// <summary>For each standing check a fault that only this check can see; {F} is the district's fund.</summary>
public static class PlantedFaults
{
    private static readonly (int Check, string Kind, string Number, string Sql)[] Plants =
    [
        (1, "entry", "financial/1",
            "UPDATE postings SET amount = amount + 1 WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1 AND line = 2"),
        (2, "pool", "CHUNG", "UPDATE pool_balances SET liquid = liquid + 1 WHERE fund_id = {F} AND pool_id = 1"),
        (3, "account", "cash", "UPDATE money_balances SET balance = balance + 1 WHERE fund_id = {F} AND account_code = 'cash'"),
        (4, "account", "bank", "UPDATE money_days SET change = change + 1 WHERE fund_id = {F} AND account_code = 'bank'"),
        (5, "series", "donor", "UPDATE number_series SET last_no = last_no + 1 WHERE fund_id = {F} AND series = 'donor'"),
        (6, "log", "*", "UPDATE fund_heads SET log_hash = sha256('forged') WHERE fund_id = {F}"),
        (7, "request", "999",
            "UPDATE disbursement_events SET disbursement_id = 999 WHERE fund_id = {F} AND disbursement_id = 3 AND event = 'approved'"),
        (8, "request", "1", """
            UPDATE disbursement_events SET person_id = (SELECT requester_person FROM disbursements WHERE fund_id = {F} AND disbursement_id = 1)
            WHERE fund_id = {F} AND disbursement_id = 1 AND event = 'approved'
            """),
        (9, "request", "1", "UPDATE vouchers SET disbursement_id = 999 WHERE fund_id = {F} AND voucher_type = 'PC'"),
        (10, "account", "in_transit", Moved("in_transit")),
        (11, "account", "advances", Moved("advances")),
        (12, "voucher", "PT-2021-00001",
            "UPDATE vouchers SET bank_reference = 'FT21004-001' WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 1"),
        (13, "voucher", "PT-2021-00003", """
            UPDATE vouchers SET amount = 5000000, voucher_date = '2021-01-04'
            WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 3
            """),
        (14, "pool", "CHUNG", """
            UPDATE postings SET entry_date = '2021-01-20' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1;
            UPDATE pool_days SET liquid = liquid - 5000000 WHERE fund_id = {F} AND pool_id = 1 AND day = '2021-01-04';
            INSERT INTO pool_days VALUES ({F}, 1, '2021-01-20', 5000000);
            UPDATE money_days SET change = change - 5000000 WHERE fund_id = {F} AND account_code = 'cash' AND day = '2021-01-04';
            INSERT INTO money_days VALUES ({F}, 'cash', '2021-01-20', 5000000)
            """),
        (15, "refusal", "21", """
            UPDATE refusals SET recorded_at = '2021-02-09 23:00+07' WHERE fund_id = {F};
            INSERT INTO refusals (fund_id, refusal_no, recorded_at, recorded_by, request, code, message, rule_version, hash_version, log_no, hash)
            SELECT r.fund_id, 1 + n, r.recorded_at, r.recorded_by, r.request, r.code, r.message, r.rule_version, r.hash_version, h.log_no + n, h.log_hash
            FROM refusals r JOIN fund_heads h USING (fund_id), generate_series(1, 20) n WHERE r.fund_id = {F};
            UPDATE fund_heads SET log_no = log_no + 20 WHERE fund_id = {F};
            UPDATE number_series SET last_no = 21 WHERE fund_id = {F} AND series = 'refusal'
            """),
        (16, "key", "00000000-0000-0000-0000-000000000016", """
            INSERT INTO request_keys (fund_id, request_key, request, content_hash, recorded_by, recorded_at)
            VALUES ({F}, '00000000-0000-0000-0000-000000000016', 'RecordReceipt', sha256('x'), 'ketoan', '2021-02-01')
            """),
        (17, "request", "4", "UPDATE disbursements SET requested_on = '2020-11-01' WHERE fund_id = {F} AND disbursement_id = 4"),
        (18, "user", "duyet", "INSERT INTO user_roles VALUES ('duyet', {F}, 'cashier')"),
        (19, "entry", "financial/1",
            "UPDATE journal_entries SET recorded_at = '2021-02-09' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1"),
        (20, "child", "TE-000001", """
            ALTER TABLE norm_usage_totals DROP CONSTRAINT IF EXISTS norm_frequency;
            UPDATE norm_usage_totals SET used = allowed + 1 WHERE beneficiary_code = 'TE-000001' AND allowed < 32767
            """),
        (21, "lot", "1", """
            INSERT INTO goods_balances VALUES ({F}, 1, 1, 5, 0, 0, 0)
            """),
        (24, "mail", "*", """
            INSERT INTO mail_addresses VALUES ('duyet', 'duyet@example.org', true, '2021-01-04') ON CONFLICT DO NOTHING;
            INSERT INTO notice_mails (fund_id, notice_no, queued_at, next_try_at)
            SELECT fund_id, min(notice_no), '2021-02-08', '2021-02-08' FROM notices
            WHERE fund_id = {F} AND user_name = 'duyet' AND read_at IS NULL GROUP BY fund_id
            """),
        (25, "log", "0", "DELETE FROM checkpoints WHERE fund_id = {F}"),
    ];

    public static TheoryData<int, string, string, string> All
    {
        get
        {
            var data = new TheoryData<int, string, string, string>();
            foreach (var (check, kind, number, sql) in Plants) data.Add(check, kind, number, sql);
            return data;
        }
    }

    /// <summary>The fault of a check: what names it, and the SQL that plants it.</summary>
    public static (string Kind, string Number, string Sql) Of(int check)
    {
        var plant = Plants.First(each => each.Check == check);
        return (plant.Kind, plant.Number, plant.Sql);
    }

    public static IEnumerable<int> Checks => Plants.Select(plant => plant.Check).Distinct();

    // The eighty million that came by bank stand elsewhere, and the counted rows agree.
    private static string Moved(string account) => """
        UPDATE postings SET account_code = '{A}' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 2 AND account_code = 'bank';
        UPDATE money_balances SET balance = balance - 80000000 WHERE fund_id = {F} AND account_code = 'bank';
        DELETE FROM money_days WHERE fund_id = {F} AND account_code = 'bank' AND day = '2021-01-04'
        """.Replace("{A}", account, StringComparison.Ordinal);
}
