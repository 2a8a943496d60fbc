using FundLedger.Testing;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>What is written stays written, for the owner of the tables too.</summary>
public sealed class AppendOnlyTests(Books books) : IClassFixture<Books>
{
    private const string TablesSql = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only' ORDER BY 1";

    private const string StatementsSql = """
        SELECT format(s, c.oid::regclass, a.attname) FROM pg_class c
        JOIN LATERAL (SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND attgenerated = '' AND attidentity = ''
                      AND NOT attisdropped ORDER BY attnum DESC LIMIT 1) a ON true
        CROSS JOIN unnest(ARRAY['UPDATE %1$s SET %2$I = %2$I', 'UPDATE %1$s SET %2$I = NULL', 'DELETE FROM %1$s',
            'TRUNCATE %1$s CASCADE']) s
        WHERE c.oid = @Table::regclass
        """;

    private const string FillSql = """
        INSERT INTO identity_accesses (accessed_at, accessed_by, beneficiary_code, reason)
        SELECT now(), 'canbo', min(beneficiary_code), 'Kiểm tra sổ' FROM beneficiaries;
        INSERT INTO identity_requests (beneficiary_code, purpose, reason, requester, requester_person, requested_at)
        SELECT min(b.beneficiary_code), 'open', 'Kiểm tra sổ sách', 'canbo', min(p.person_id), now() FROM beneficiaries b, persons p;
        INSERT INTO identity_answers SELECT request_no, requester_person, true, 'duyet', requester_person + 1, now(), now() FROM identity_requests;
        INSERT INTO period_events (fund_id, log_no, month, event, recorded_at, actor, person_id, hash_version, hash)
        SELECT @Fund, 900001, '2021-01-01', 'closing', now(), 'ketoan', min(person_id), 1, sha256('by hand') FROM persons;
        SELECT request_transfer(@Fund, 1, 2, 1000, 'cash', 'Bổ sung quà Tết', NULL, NULL);
        INSERT INTO year_end_decisions (fund_id, log_no, year, pool_id, outcome, amount, decision_number, decision_date, recorded_at, actor,
            person_id, reason_salt, reason_commitment, hash_version, hash)
        SELECT @Fund, 900002, 2021, 1, 'carried', 1, '1', now(), now(), 'duyet', min(person_id), 'x', 'x', 1, sha256('by hand') FROM persons;
        INSERT INTO year_openings VALUES (@Fund, 2022, 1, 1, 0, 0, 1, 900003, sha256('by hand'));
        INSERT INTO refusals VALUES (@Fund, 900, now(), 'ketoan', 'X', 'x', 'x', 1, 900000, sha256('by hand'));
        SELECT record_adjustment(@Fund, @Key, @Today, 'Ghi thử vào sổ', '{bank,cash}', '{1,1}', '{debit,credit}', '{1,1}');
        SELECT attach_terms(@Fund, 'guardian', NULL, 'Mổ trong tuần này', ARRAY['Quỹ khác'], ARRAY[1000000]);
        INSERT INTO request_doubts SELECT @Fund, last_no + 1, @Child, (SELECT max(beneficiary_code) FROM beneficiaries WHERE beneficiary_code <> @Child), 0
            FROM number_series WHERE fund_id = @Fund AND series = 'disbursement';
        UPDATE disbursements d SET status = 'returned', approver = u.user_name, approver_person = u.person_id
            FROM users u WHERE d.fund_id = @Fund AND d.disbursement_id = @Waiting AND u.user_name = 'duyet';
        SELECT cite_returned(@Fund, @Waiting);
        INSERT INTO later_doubts SELECT @Fund, @Waiting, @Child, max(beneficiary_code), 0, now(), 'x'
            FROM beneficiaries WHERE beneficiary_code <> @Child;
        SELECT attach_papers(@Fund, array_agg(p), array_agg('application/pdf'::text), @Child, 'k-0123456789abcdef', array_agg(sha256('x')))
        FROM norm_lines, unnest(papers_vi) p WHERE line_code = 'D-07';
        SELECT submit_disbursement(@Fund, gen_random_uuid(), 'surgery', NULL, NULL, 'heart', 3, (SELECT decision_id FROM norm_lines WHERE line_code = 'D-07'),
            @Today, ARRAY[@Child], '{poor}', '{D-07}', '{3000000}', '{NULL}', '{1000000}', '{HS-9}', '{1600000}', '{1600000}', '{x}', '{x}');
        SELECT attach_later_paper(@Fund, @Approved, 101, '', 'application/pdf', beneficiary_code, 'k-0123456789abcdef', sha256('x'))
            FROM disbursement_lines WHERE fund_id = @Fund AND disbursement_id = @Approved;
        SELECT add_goods_item(@Fund, 'Sữa bột', 'hộp');
        SELECT receive_goods(@Fund, gen_random_uuid(), 1, @Today, 'Công ty Sữa', 'organisation', NULL, NULL, NULL, '{1}', '{100}', '{NULL}',
            '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}');
        SELECT value_goods(@Fund, gen_random_uuid(), 1, @Today, 50000, 'quote', 'BG-1', @Today);
        SELECT ask_goods_loss(@Fund, 1, 5, 'spoiled', 'BB-1', @Today, 'Hộp bị rách, ẩm mốc');
        SELECT reserve_goods(@Fund, '{1}', '{1}', '{1}');
        SELECT attach_papers(@Fund, array_agg(p), array_agg('application/pdf'::text), @Child, 'k-0123456789abcdef', array_agg(sha256('x')))
        FROM norm_lines, unnest(papers_vi) p WHERE line_code = 'D-02';
        SELECT submit_disbursement(@Fund, gen_random_uuid(), 'holiday_gift', 'june1', 2021, NULL, 1,
            (SELECT decision_id FROM norm_lines WHERE line_code = 'D-02'), '2021-06-01', ARRAY[@Child], '{poor}', '{D-02}', '{NULL}', '{NULL}',
            '{NULL}', '{NULL}', '{200000}', '{50000}', '{x}', '{x}', NULL, NULL, NULL, NULL, '{50000}');
        SET CONSTRAINTS ALL IMMEDIATE;
        INSERT INTO goods_issues SELECT @Fund, d.disbursement_id, 1, @Today, 'thuquy', u.person_id, d.requester_person, d.approver_person
        FROM disbursements d, users u WHERE d.fund_id = @Fund AND d.status = 'approved' AND u.user_name = 'thuquy';
        SELECT set_coverage_target(@Fund, 2021, NULL, 100, 'Kế hoạch năm 2021');
        SELECT add_institution(@Fund, (SELECT unit_id FROM funds WHERE fund_id = @Fund), 'Trường Mầm non Hoa Ban');
        INSERT INTO payment_orders VALUES (@Fund, 1, 1, 'cash', 'sent', 'cash', NULL, NULL, NULL, NULL, @Today, 300000, 1);
        INSERT INTO payment_order_lines SELECT fund_id, 1, disbursement_id, line_no, amount FROM disbursement_lines
            WHERE fund_id = @Fund AND disbursement_id = 1 AND line_no = 1;
        INSERT INTO payment_order_steps SELECT @Fund, 1, 1, 'prepared', 'thuquy', person_id, now() FROM users WHERE user_name = 'thuquy';
        INSERT INTO payment_prints SELECT @Fund, 1, 1, 'list', NULL, 1, now(), 'thuquy', min(person_id) FROM persons;
        INSERT INTO handouts VALUES (@Fund, 1, now(), 'thuquy');
        INSERT INTO handout_codes (fund_id, order_no, line_no, code) VALUES (@Fund, 1, 1, '12345678');
        INSERT INTO deliveries SELECT @Fund, 1, 1, @Key, 'absent', 0, NULL, NULL, md5('x'), now(), now(), 'x', min(person_id) FROM persons;
        INSERT INTO delivery_conflicts VALUES (@Fund, 1, @Key, 'unknown', '1', NULL, 'paid', md5('x'), now(), now(), 'x');
        SELECT print_vouchers(@Fund, 'vi', 'PT', 2021, '{1}');
        INSERT INTO handout_prints VALUES (@Fund, 1, 1, NULL, false, now(), 'thuquy');
        INSERT INTO signed_lists (fund_id, order_no, scan_no, scan_id, media_type, holder, key_id, content, attached_at, attached_by)
        VALUES (@Fund, 1, 1, @Key, 'image/png', 'LC-Q106-1', 'k-0123456789abcdef', convert_to(repeat('x', 29), 'UTF8'), now(), 'thuquy');
        INSERT INTO handout_reports VALUES (@Fund, 1, md5('x'), 1, 'opened', 0, 0, now(), now(), 'thuquy');
        INSERT INTO approval_delegations SELECT @Fund, 1, 'council_chair', 'duyet', min(person_id), 'duyet2', max(person_id),
            daterange(@Today, @Today, '[]'), 'Đi công tác', now() FROM persons;
        INSERT INTO exception_papers SELECT fund_id, disbursement_id, 'a.pdf', 'application/pdf', '%PDF-' FROM disbursements LIMIT 1;
        INSERT INTO imports VALUES (@Fund, @Key, 'children', 'Danh sách thử', sha256('x'), 1, now(), 'canbo');
        INSERT INTO import_ends VALUES (@Fund, @Key, 'children', sha256('x'), 'cancelled', NULL, 0, 0, 0, 0, 0, now(), 'canbo', 1, 900004,
            sha256('by hand'));
        INSERT INTO check_runs (night, started_by, started_at, finished_at, canary_found) VALUES ('2020-01-01', '(checks)', now(), now(), true);
        INSERT INTO check_results SELECT run_no, 1, 'x', true, NULL FROM check_runs;
        INSERT INTO check_faults SELECT @Fund, run_no, 1, 1, '[]' FROM check_runs;
        SELECT note_export(@Fund, 'cash', 'Quý 1/2021', 'csv', 3, ledger_now());
        INSERT INTO receipt_likenesses SELECT fund_id, 'PT', voucher_year, voucher_no, 'PT-2021-00009', 'Hai người cùng tên', now(), 'ketoan'
        FROM vouchers WHERE fund_id = @Fund AND voucher_type = 'PT' LIMIT 1;
        SELECT freeze_report(@Fund, 'matrix', NULL, business_today(), business_today(), business_today(), 'x');
        SELECT plan_reports(@Fund, extract(year FROM business_today())::int, 7), answer_due(@Fund, 1, NULL, 'Số 3'),
            set_report_frame(@Fund, business_today(), NULL, 'Quỹ', 'BC-Q', 'Tam Đường', '{UBND}', NULL, NULL, 'GIÁM ĐỐC', NULL);
        SELECT propose_year_plan(@Fund, 2021, NULL, '{donation}', '{1000000}', '{}', '{}', '{}');
        SELECT set_config('app.actor', 'duyet', true);
        SELECT decide_year_plan(@Fund, 1, true, NULL);
        SELECT set_config('app.actor', 'kiemtoan', true);
        SELECT attest_statement(@Fund, month, version, from_date, digest, NULL) FROM issued_statements WHERE fund_id = @Fund LIMIT 1;
        SELECT note_look(@Fund, 'vouchers', '/vouchers/Q106/PT-2021-00001');
        SELECT draw_sample(@Fund, 2026, 1, '2021-01-01', '2021-12-31', NULL);
        SELECT record_sample_result(@Fund, 1, 1, 'not_received', NULL, NULL, 'Gia đình chưa nhận được tiền');
        SELECT set_config('app.actor', 'ketoan', true);
        SELECT answer_finding(@Fund, 1, 'Đã chi lại hôm nay', NULL, NULL, NULL)
        """;

    public static TheoryData<string> Tables => new(
        "vouchers", "journal_entries", "postings", "disbursements", "disbursement_lines", "disbursement_events", "refusals",
        "closed_periods", "period_events", "statement_seals", "closing_papers", "issued_statements",
        "attestations", "findings", "finding_steps", "audit_looks", "samples", "sample_lines", "sample_results",
        "pool_transfers", "pool_transfer_events", "year_end_decisions", "year_openings", "norm_usages", "identity_accesses", "role_events", "reference_events",
        "check_runs", "check_results", "check_faults", "checkpoints",
        "approval_ladders", "approval_steps", "approval_step_holders", "approval_delegations", "disbursement_steps",
        "payment_orders", "payment_order_lines", "payment_order_steps", "payment_prints",
        "print_runs", "voucher_prints",
        "handouts", "handout_codes", "deliveries", "delivery_conflicts", "handout_prints", "signed_lists", "handout_reports",
        "norm_decision_events", "exception_papers", "request_papers", "request_terms", "request_cofunders",
        "request_replacements", "request_doubts", "later_doubts", "later_papers",
        "institutions", "coverage_targets", "adjustments", "adjustment_events",
        "notices", "identity_access_events", "child_events", "child_event_seals", "identity_requests", "identity_answers", "imports", "import_ends",
        "goods_items", "goods_papers", "goods_lots", "goods_valuations", "goods_moves", "goods_losses",
        "request_goods", "goods_issues",
        "receipt_likenesses", "list_exports", "report_freezes", "report_dues", "report_answers", "report_frames",
        "year_plans", "year_plan_decisions");

    [Fact]
    public async Task No_table_of_the_books_is_forgotten() =>
        Assert.Equal(Tables.Select(row => row.Data).Order(StringComparer.Ordinal),
            (await books.Ledger.List<string>(TablesSql)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Rows_are_never_changed_deleted_or_emptied(string table)
    {
        var statements = await books.Ledger.List<string>(StatementsSql, new { Table = table });
        Assert.Equal(4, statements.Count);
        // What moves forward has a guard of its own.
        var moves = table is "goods_losses" or "payment_orders" or "payment_order_lines"
            or "disbursements" or "disbursement_steps" or "pool_transfers" or "approval_ladders" or "approval_delegations"
            or "notices" or "request_goods" or "goods_issues";
        foreach (var statement in statements.Where(text => !moves || !text.StartsWith("UPDATE", StringComparison.Ordinal)))
        {
            var refusal = await books.AsOwner(string.Join(";\n", FillSql, statement), new { Child = books.Poor[0] });
            Assert.True(refusal is not null, statement);
            Refused(refusal, Frozen, "append_only");
        }
    }

    [Theory]
    [InlineData("TRUNCATE funds CASCADE")]
    [InlineData("TRUNCATE pools CASCADE")]
    [InlineData("TRUNCATE norm_decisions CASCADE")]
    public async Task What_the_books_stand_on_cannot_be_emptied_from_under_them(string statement) =>
        Refused(await books.AsOwner(statement), Frozen, "append_only");

    [Theory]
    [InlineData("DELETE FROM funds")]
    [InlineData("DELETE FROM pools")]
    [InlineData("DELETE FROM donors")]
    [InlineData("DELETE FROM users")]
    [InlineData("DELETE FROM beneficiaries")]
    [InlineData("DELETE FROM accounts")]
    public async Task What_the_books_name_cannot_be_deleted(string statement) =>
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, (await books.AsOwner(statement))?.SqlState);

    [Fact]
    public async Task The_superuser_meets_the_same_triggers()
    {
        var superuser = books.As(books.Ledger.Database.Administrator, TamDuong.Accountant);
        Refused(await superuser.RefusalAsync("DELETE FROM postings", null), Frozen, "append_only");
    }
}
