using FundLedger.Domain;
using FundLedger.Domain.Audits;
using FundLedger.Features.Books;
using FundLedger.Features.Findings;
using FundLedger.Features.Goods;
using FundLedger.Features.Plans;
using FundLedger.Features.Receipts;
using FundLedger.Features.Reports;
using FundLedger.Features.Samples;
using FundLedger.Features.Transfers;
using FundLedger.Testing;
using NodaTime;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>What another commune's people and strangers see: nothing, in every table, whatever the query.</summary>
public sealed class ScopeTests(Books books) : IClassFixture<Books>
{
    private const string OfFundsSql = """
        SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'fund_id'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1
        """;

    private const string UnguardedSql = """
        SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            AND a.attname IN ('fund_id', 'beneficiary_code', 'household_code')
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity
            AND has_table_privilege('fundledger_app', c.oid, 'SELECT') ORDER BY 1
        """;

    private const string LeakyViewsSql = """
        SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
            AND NOT coalesce(reloptions, '{}') && ARRAY['security_invoker=true', 'security_invoker=on']
        """;

    private const string SeenSql = """
        SELECT CASE WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = t::regclass AND attname = 'fund_id')
                    THEN format('SELECT count(*) FROM %I WHERE fund_id = %s', t, @Fund) ELSE format('SELECT count(*) FROM %I', t) END
        FROM unnest(@Tables) WITH ORDINALITY u(t, i) ORDER BY i
        """;

    // A year end of years ago, which these books never saw; nothing but its visibility is asked for.
    private const string YearEndSql = """
        SET session_replication_role = replica;
        INSERT INTO year_end_decisions (fund_id, log_no, year, pool_id, outcome, amount, decision_number, decision_date, recorded_at, actor,
            person_id, reason, reason_salt, reason_commitment, hash_version, hash)
        SELECT @Fund, 900001, 2019, 1, 'carried', 1, '1/QĐ', '2019-12-30', now(), 'x', min(person_id), 'x', 'x', 'x', 1, sha256('x') FROM persons;
        INSERT INTO year_openings VALUES (@Fund, 2020, 1, 1, 1, 1, 1, 900002, sha256('x'));
        INSERT INTO approval_delegations SELECT @Fund, 1, 'council_chair', 'duyet', min(person_id), 'duyet2', max(person_id),
            '[2021-01-01,2021-01-02)', 'Đi công tác', now() FROM persons;
        INSERT INTO payment_orders VALUES (@Fund, 1, 1, 'cash', 'sent', 'cash', NULL, NULL, NULL, NULL, '2021-01-04', 1, 1);
        INSERT INTO payment_order_lines VALUES (@Fund, 1, 1, 1, 1);
        INSERT INTO payment_order_steps SELECT @Fund, 1, 1, 'prepared', 'x', min(person_id), now() FROM persons;
        INSERT INTO payment_payees VALUES (@Fund, 1, 1, 'Người nhận', 'Ngân hàng', '12345', substr(sha256('x'), 1, 16));
        INSERT INTO handouts VALUES (@Fund, 1, now(), 'x');
        INSERT INTO handout_codes (fund_id, order_no, line_no, code) VALUES (@Fund, 1, 1, '12345678');
        INSERT INTO deliveries SELECT @Fund, 1, 1, gen_random_uuid(), 'absent', 0, NULL, NULL, md5('x'), now(), now(), 'x', min(person_id) FROM persons;
        INSERT INTO delivery_collectors VALUES (@Fund, 1, 1, 'Người nhận thay', substr(sha256('x'), 1, 16));
        INSERT INTO delivery_conflicts VALUES (@Fund, 1, gen_random_uuid(), 'unknown', '1', NULL, 'paid', md5('x'), now(), now(), 'x');
        INSERT INTO print_runs SELECT @Fund, 1, 'vi', now(), 'x', min(person_id) FROM persons;
        INSERT INTO voucher_prints VALUES (@Fund, 'PT', 2021, 1, 1, 1);
        INSERT INTO payment_prints SELECT @Fund, 1, 1, 'list', NULL, 1, now(), 'x', min(person_id) FROM persons;
        INSERT INTO handout_prints VALUES (@Fund, 1, 1, NULL, false, now(), 'x');
        INSERT INTO signed_lists (fund_id, order_no, scan_no, scan_id, media_type, holder, key_id, content, attached_at, attached_by)
        VALUES (@Fund, 1, 1, gen_random_uuid(), 'image/png', 'LC-Q106-1', 'k-0123456789abcdef', convert_to(repeat('x', 29), 'UTF8'), now(), 'x');
        INSERT INTO handout_reports VALUES (@Fund, 1, md5('x'), 1, 'opened', 0, 0, now(), now(), 'x');
        INSERT INTO exception_papers VALUES (@Fund, 1, 'a.pdf', 'application/pdf', '%PDF-');
        INSERT INTO request_terms VALUES (@Fund, 1, 'guardian');
        INSERT INTO request_cofunders VALUES (@Fund, 1, 1, 'Quỹ khác', 1);
        INSERT INTO later_papers (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, content, attached_at, attached_by)
        VALUES (@Fund, 1, 101, '', 'application/pdf', 'DN-1', 'k-0123456789abcdef', sha256('x'), now(), 'x');
        INSERT INTO request_replacements VALUES (@Fund, 1, 1);
        INSERT INTO request_doubts VALUES (@Fund, 1, 'TE-000001', 'TE-000002', 0);
        INSERT INTO later_doubts VALUES (@Fund, 1, 'TE-000001', 'TE-000002', 0, now(), 'x');
        INSERT INTO institutions SELECT 'CS-0001', fund_id, unit_id, 'Trường Nội trú', now(), 'x' FROM funds WHERE fund_id = @Fund;
        INSERT INTO notice_mails (fund_id, notice_no, queued_at, next_try_at)
        SELECT fund_id, min(notice_no), now(), now() FROM notices WHERE fund_id = @Fund GROUP BY fund_id;
        RESET session_replication_role
        """;

    private const string AuditSql = """
        SET session_replication_role = replica;
        INSERT INTO attestations SELECT fund_id, 1, month, version, from_date, digest, NULL, now(), 'kiemtoan', 1 FROM issued_statements
        WHERE fund_id = @Fund LIMIT 1;
        INSERT INTO audit_looks (fund_id, subject, reference, looked_at, looked_by) VALUES (@Fund, 'vouchers', '/vouchers/1', now(), 'x');
        RESET session_replication_role
        """;

    /// <summary>Read at sign-in, before anybody acts: who has which role where is no secret of a fund.</summary>
    private const string Roles = "user_roles";

    private static readonly string[] OfChildren = ["beneficiaries", "households", "beneficiary_classes", "norm_usage_totals", "child_events"];

    [Fact]
    public async Task Every_table_of_funds_or_children_that_the_application_reads_has_row_level_security() =>
        Assert.Equal([Roles], await books.Ledger.List<string>(UnguardedSql));

    [Fact]
    public async Task Every_view_asks_with_the_rights_of_its_reader() => Assert.Empty(await books.Ledger.List<string>(LeakyViewsSql));

    [Fact]
    public async Task The_districts_books_are_invisible_to_a_communes_officer_and_to_nobody_at_all()
    {
        await books.Ledger.Checks.OnDemandAsync(Guid.NewGuid(), TamDuong.Auditor, Ledger.Token);
        await books.Ledger.Done(TamDuong.Accountant, Adjustments.AdjustmentTests.Deposit(50_000, books.Ledger.Clock.Today));
        await books.Ledger.Done(TamDuong.Accountant, new RequestTransfer(
            Given.Fund, Guid.NewGuid(), "CHUNG", "TET", new Money(1_000), "cash", "Bổ sung tiền quà Tết cho trẻ em"));
        var milk = await Goods.Stock.Item(books.Ledger);
        await Goods.Stock.Received(books.Ledger, milk, 10, null);
        await books.Ledger.Done(TamDuong.Accountant, new ValueGoods(
            Given.Fund, Guid.NewGuid(), 1, books.Ledger.Clock.Today, Goods.Stock.Worth(50_000, books.Ledger)));
        await books.Ledger.Done(TamDuong.Accountant, Goods.Stock.Loss(books.Ledger, 1, 1));
        var child = await books.Ledger.Given.Children(1);
        var gift = await books.Ledger.Done(TamDuong.Accountant, Goods.Stock.Gifts(milk, 1, true, child));
        await Goods.Stock.Approved(books.Ledger, gift.Id);
        await books.Ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), gift.Id, "Cán bộ xã"));
        await books.Ledger.Done(TamDuong.Accountant, new NoteExport(
            Given.Fund, Guid.NewGuid(), "cash", "Quý 1/2021", "csv", 3, books.Ledger.Clock.GetCurrentInstant()));
        var today = books.Ledger.Clock.Today;
        await books.Ledger.Given.Receipt("CHUNG", 123_000);
        await books.Ledger.Done(TamDuong.Accountant, new RecordReceipt(
            Given.Fund, Guid.NewGuid(), "CHUNG", new Money(123_000), today, "cash", "Công ty Chè Tam Đường") { DespiteLikeness = "Ủng hộ lần thứ hai" });
        await ReportAsync(today);
        await books.Ledger.Done(TamDuong.Auditor, new DrawSample(
            Given.Fund, Guid.NewGuid(), 2026, 1, new LocalDate(2021, 1, 1), books.Ledger.Clock.Today, null));
        await books.Ledger.Done(TamDuong.Auditor, new RecordSampleResult(
            Given.Fund, Guid.NewGuid(), 1, 1, SampleResult.NotReceived, null, null));
        await books.Ledger.Done(TamDuong.Accountant, new AnswerFinding(Given.Fund, Guid.NewGuid(), 1, "Đã chi lại hôm nay", null));
        await OwnerSql.ExecuteAsync(books.Ledger.Database.Administrator, AuditSql, new { books.Fund }, Ledger.Token);
        await OwnerSql.ExecuteAsync(books.Ledger.Database.Administrator, YearEndSql, new { books.Fund }, Ledger.Token);
        var tables = (await books.Ledger.List<string>(OfFundsSql)).Except([Roles, "request_keys"]).ToArray();
        var seen = await SeenAsync(TamDuong.Accountant, tables);
        // Each table has rows, or the test would prove nothing about it; these have none, since nothing was refused and nobody looked.
        Assert.Equal(["child_event_seals", "identity_access_events", "import_ends", "imports", "refusals"], tables.Where(table => seen[table] == 0));
        Assert.All(await SeenAsync(TamDuong.Officer, tables), table => Assert.Equal((table.Key, 0), (table.Key, table.Value)));
        Assert.All(await SeenAsync("", tables), table => Assert.Equal((table.Key, 0), (table.Key, table.Value)));
        Assert.All(await SeenAsync("nguoila", tables), table => Assert.Equal((table.Key, 0), (table.Key, table.Value)));
    }

    private async Task ReportAsync(LocalDate today)
    {
        await books.Ledger.Done(TamDuong.Accountant, new FreezeReport(Given.Fund, Guid.NewGuid(), "matrix", today, today, today));
        await books.Ledger.Done(TamDuong.Accountant, new PlanReports(Given.Fund, Guid.NewGuid(), today.Year, 7));
        await books.Ledger.Done(TamDuong.Accountant, new AnswerDue(Given.Fund, Guid.NewGuid(), 1) { Document = "Số 3/KH-UBND" });
        await books.Ledger.Done(TamDuong.Accountant, new SetReportFrame(Given.Fund, Guid.NewGuid(), Reports.FrozenReportTests.Frame));
        var plan = await books.Ledger.Done(TamDuong.Accountant, new ProposeYearPlan(
            Given.Fund, Guid.NewGuid(), today.Year, null, [new PlannedReceipt("donation", new Money(1_000_000))], []));
        await books.Ledger.Done(TamDuong.Approver, new DecideYearPlan(Given.Fund, Guid.NewGuid(), plan.Plan, true, null));
    }

    [Fact]
    public async Task The_children_of_one_commune_are_invisible_to_the_officer_of_another()
    {
        Assert.All(await SeenAsync(TamDuong.Officer, OfChildren), table => Assert.NotEqual((table.Key, 0), (table.Key, table.Value)));
        Assert.All(await SeenAsync(TamDuong.OtherOfficer, OfChildren), table => Assert.Equal((table.Key, 0), (table.Key, table.Value)));
        Assert.All(await SeenAsync("", OfChildren), table => Assert.Equal((table.Key, 0), (table.Key, table.Value)));
    }

    [Fact]
    public async Task A_user_who_was_disabled_sees_nothing_and_does_nothing()
    {
        const string DisabledSql = "UPDATE users SET disabled_at = now() WHERE user_name = 'duyet2'";
        await OwnerSql.ExecuteAsync(books.Ledger.Database.Owner, DisabledSql, null, Ledger.Token);
        Assert.Equal(0, (await SeenAsync(TamDuong.SecondApprover, ["disbursements"]))["disbursements"]);
        const string ApproveSql = "SELECT approve_disbursement(@Fund, @Waiting, 'x', true)";
        Refused(await books.AsApplication(TamDuong.SecondApprover, ApproveSql), BrokenCheck, "actor_has_role");
    }

    private async Task<Dictionary<string, long>> SeenAsync(string actor, string[] tables)
    {
        var counts = await books.Ledger.List<string>(SeenSql, new { Tables = tables, books.Fund });
        var seen = new Dictionary<string, long>();
        foreach (var (table, count) in tables.Zip(counts))
        {
            seen[table] = await books.As(books.Ledger.Database.Application, actor).AskAsync<long>(count);
        }

        return seen;
    }
}
