using FundLedger.Testing;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Who may write what, asked of the catalogue: a table or function that is added later is judged by the same rules.</summary>
public sealed class AccessTests(Books books) : IClassFixture<Books>
{
    private const string WritesSql = """
        SELECT concat_ws(' ', r.role, p.privilege, c.relname) FROM pg_class c
        CROSS JOIN unnest(ARRAY['fundledger_app', 'fundledger_auditor']) r(role)
        CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p(privilege)
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
            AND CASE WHEN p.privilege IN ('INSERT', 'UPDATE', 'REFERENCES') THEN has_any_column_privilege(r.role, c.oid, p.privilege)
                     ELSE has_table_privilege(r.role, c.oid, p.privilege) END
        ORDER BY 1
        """;

    private const string WrittenColumnsSql = """
        SELECT a.attname::text FROM pg_attribute a
        WHERE a.attrelid = 'users'::regclass AND a.attnum > 0 AND has_column_privilege('fundledger_app', a.attrelid, a.attnum, 'UPDATE')
        ORDER BY 1
        """;

    private const string TablesSql =
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'schema_versions'";

    private const string StatementsSql = """
        SELECT format(s, c.oid::regclass, a.attname) FROM pg_class c
        JOIN LATERAL (SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND attidentity = ''
                      AND NOT attisdropped ORDER BY attnum LIMIT 1) a ON true
        CROSS JOIN unnest(ARRAY['INSERT INTO %1$s DEFAULT VALUES', 'UPDATE %1$s SET %2$I = %2$I', 'DELETE FROM %1$s', 'TRUNCATE %1$s']) s
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1
        """;

    private const string FunctionsSql = """
        SELECT p.proname::text FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND has_function_privilege(@Role, p.oid, 'EXECUTE')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        ORDER BY 1
        """;

    private const string LooseFunctionsSql = """
        SELECT p.proname::text FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
            AND (p.proowner <> 'fundledger_owner'::regrole OR NOT coalesce(p.proconfig, '{}') @> ARRAY['search_path=public, pg_temp'])
        """;

    private const string OwnedSql = """
        SELECT classid::regclass || ' ' || objid FROM pg_shdepend
        WHERE deptype = 'o' AND refobjid IN ('fundledger_app'::regrole, 'fundledger_auditor'::regrole)
        """;

    private const string PowersSql = """
        SELECT rolname::text FROM pg_roles r WHERE rolname IN ('fundledger_app', 'fundledger_auditor')
            AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication
                 OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid))
        """;

    private const string SequencesSql = """
        SELECT relname::text FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
            AND (has_sequence_privilege('fundledger_app', oid, 'USAGE, UPDATE')
                OR has_sequence_privilege('fundledger_auditor', oid, 'USAGE, UPDATE'))
        """;

    [Fact]
    public async Task The_application_writes_its_key_ring_and_sign_ins_and_no_other_table() => Assert.Equal(
        ["fundledger_app INSERT data_protection_keys", "fundledger_app UPDATE users"], await books.Ledger.List<string>(WritesSql));

    [Fact]
    public async Task Of_a_user_the_application_changes_the_sign_in_only() => Assert.Equal(
        [
            "access_failed_count", "concurrency_stamp", "last_sign_in_at", "lockout_enabled", "lockout_end", "password_hash",
            "security_stamp",
        ],
        await books.Ledger.List<string>(WrittenColumnsSql));

    [Fact]
    public async Task Every_table_refuses_the_application_and_the_auditor()
    {
        var statements = await books.Ledger.List<string>(StatementsSql);
        Assert.InRange(statements.Count, 4 * await books.Ledger.Ask<long>(TablesSql), long.MaxValue);
        var passed = new List<string>();
        foreach (var statement in statements)
        {
            if (!await RefusesAsync(books.Ledger.Database.Application, statement)) passed.Add(statement);
            if (!await RefusesAsync(Writing(books.Ledger.Database.Auditor), statement)) passed.Add(statement);
        }

        Assert.Equal(["INSERT INTO data_protection_keys DEFAULT VALUES"], passed);
    }

    [Fact]
    public async Task The_application_runs_the_use_cases_and_no_other_function() => Assert.Equal(
        [
            "accept_open_items", "acting_user", "actor_has_role", "add_checkpoint", "add_goods_item", "add_institution", "adopt_ladder",
            "advance_officers", "alike_receipts", "answer_due", "answer_finding", "answer_identity", "answer_request", "approval_hands",
            "approve_adjustment",
            "approve_disbursement", "approve_goods_loss", "approve_reopening", "approve_transfer", "ask_goods_loss", "ask_identity",
            "attach_later_paper", "attach_norm_scan", "attach_papers", "attach_signed_list", "attach_terms", "attest_statement",
            "bank_reference_holder", "begin_import", "budget_due_back", "business_today", "cancel_payment_order", "case_is_open", "change_carer",
            "change_payee", "checkpoints_from", "child_absence", "child_event_holds", "child_state_on", "children_awaiting_support",
            "children_to_compare", "choose_mails", "cite_returned", "claim_request", "close_findings", "close_period", "codes_of_child",
            "completes_a_total", "decide_year_end", "decide_year_plan", "delegate_approval", "disbursement_obstacles", "discard_norm",
            "doubt_children", "doubt_later",
            "draft_norm", "draw_sample", "end_delegation", "end_import", "end_mail", "finding_state", "finish_report", "format_voucher",
            "free_receipts", "freeze_report", "fund_hands", "fund_of_unit", "handout_amounts", "handout_conflicts", "handout_devices",
            "handout_lines", "handout_names", "hands_to_act", "heads_to_sign", "identities_for_judging", "identity_erased", "is_sealed_case",
            "issue_goods", "issued_statement", "issued_statement_attested", "judge_answer", "keep_closing_papers", "ledger_now", "lock_checkpoints",
            "lock_fund", "look_at_identities", "mark_order_not_sent", "mark_order_sent", "may_decide", "may_import", "may_read_signed",
            "members_of_fund", "merge_children", "merged_into", "month_end", "move_child", "my_handouts", "new_household", "next_beneficiary_code",
            "next_carer_no", "next_later_paper", "norm_already_given", "norm_content_hash", "norm_highest", "norm_usage_keys",
            "norm_used_in_36_months", "norm_uses_of", "note_export", "note_look", "often_collectors", "open_carers", "open_finding", "open_handout",
            "open_identity", "open_items_hash", "open_paper", "open_pool", "open_signed_list", "paid_lines", "pairs_to_decide",
            "paper_follows_payment", "pay_disbursement", "plan_reports", "plant_canary", "pool_liquid_on", "posting_signed", "prepare_payment_order",
            "print_handout", "print_payment", "print_vouchers", "propose_ladder", "propose_norm", "propose_year_plan",
            "publish_norm", "read_notices", "readable_funds",
            "readable_units", "receive_goods", "recent_support", "record_adjustment", "record_check_run", "record_child_event", "record_deliveries",
            "record_payment_results", "record_receipt", "record_receipts", "record_receipts_together", "record_refusal", "record_sample_result",
            "refuse_ladder", "register_beneficiary", "register_counts", "register_imported", "reject_adjustment", "reject_disbursement",
            "reject_goods_loss", "reject_reopening", "reject_transfer", "release_goods", "release_payment_lines", "report_frame_on", "report_handout",
            "report_moves", "request_reopening", "request_transfer", "reseal_identity", "reserve_goods", "return_budget", "return_disbursement",
            "return_norm", "reverse_entry", "reverse_goods", "reverse_unvalued_goods", "seal_statement", "set_coverage_target", "set_report_frame",
            "settle_goods", "signed_lists_of", "signed_papers", "split_children", "staff_above", "start_closing", "submit_disbursement",
            "support_received", "take_closing_back", "take_mails", "take_order_file", "take_up_returned", "tell_apart", "transfer_needs_decision",
            "unanswered_requests", "unit_on", "units_of_fund", "value_goods", "who_decides_pairs", "withdraw_disbursement",
        ],
        await books.Ledger.List<string>(FunctionsSql, new { Role = "fundledger_app" }));

    [Fact]
    public async Task The_auditor_runs_functions_that_only_read() => Assert.Equal(
        [
            "business_today", "child_absence", "child_event_holds", "child_state_on", "codes_of_child", "completes_a_total", "format_voucher",
            "fund_of_unit", "ledger_now", "merged_into", "norm_usage_keys", "paid_lines", "paper_follows_payment", "posting_signed", "readable_funds",
            "readable_units", "report_frame_on", "report_moves",
        ],
        await books.Ledger.List<string>(FunctionsSql, new { Role = "fundledger_auditor" }));

    [Theory]
    [InlineData("SELECT post_entries(NULL, NULL)")]
    [InlineData("SELECT write_voucher(NULL, NULL, NULL, NULL, NULL)")]
    [InlineData("SELECT seal(1, 'x')")]
    [InlineData("SELECT give_norm_back(1, 1)")]
    [InlineData("SELECT release_commitment(1, 1, @Key)")]
    [InlineData("SELECT next_number(1, 'financial')")]
    [InlineData("SELECT open_fund(1, 'QX', 'x', 'x', @Today, 'x')")]
    [InlineData("SELECT * FROM identity_vault")]
    [InlineData("SELECT * FROM request_keys")]
    [InlineData("SET ROLE fundledger_owner")]
    [InlineData("ALTER TABLE postings DISABLE TRIGGER ALL", "42501")]
    public async Task The_inner_doors_are_shut_to_the_application(string sql, string state = NoRight) =>
        Assert.Equal(state, (await books.AsApplication(TamDuong.Accountant, sql))?.SqlState);

    [Fact]
    public async Task What_runs_with_the_owners_rights_looks_for_names_in_one_place() =>
        Assert.Empty(await books.Ledger.List<string>(LooseFunctionsSql));

    [Fact]
    public async Task Application_and_auditor_own_nothing_and_have_no_powers()
    {
        Assert.Empty(await books.Ledger.List<string>(OwnedSql));
        Assert.Empty(await books.Ledger.List<string>(PowersSql));
        Assert.Empty(await books.Ledger.List<string>(SequencesSql));
    }

    private async Task<bool> RefusesAsync(string connection, string statement) =>
        (await books.As(connection, TamDuong.Accountant).RefusalAsync(statement, null))?.SqlState == NoRight;

    private static string Writing(string auditor) =>
        new NpgsqlConnectionStringBuilder(auditor) { Options = "-c default_transaction_read_only=off" }.ConnectionString;
}
