using FundLedger.Testing;
using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>The command line and the database.</summary>
internal static partial class Meetings
{
    private const string Operator = "Work of the operator on the schema, the reference data or the users: writes no entry, voucher or request.";

    private const string Reads = "Only reads the books.";

    private const string Signs = "Signs the heads of the logs as they are; writes nothing into the books.";

    private const string Derived = "Follows from the postings, which are refused; written by hand it is named by the verification.";

    private const string Asked = "The day of a norm or of a decision that is cited, not a day of the books.";

    private static (string Path, Meeting Meeting)[] Verbs { get; } =
    [
        ("verb migrate", Exempt(Operator)),
        ("verb demo", Exempt("Replays the commands above on a ledger that is empty or a demo; each meets its closed months like anybody's.")),
        ("verb setup units", Exempt(Operator)),
        ("verb setup norm", Exempt(Operator)), ("verb setup ladder", Exempt(Operator)),
        ("verb user add", Exempt(Operator)),
        ("verb user revoke", Exempt(Operator)),
        ("verb check", Exempt(Looks)),
        ("job NightlyChecks", Exempt(Looks)),
        ("verb import-receipts", Sending("RecordReceipts")),
        ("verb backup", Exempt(Reads + " Copies the database into a file.")),
        ("verb restore", Exempt("Fills an empty database from a backup; there is no closed month to write into.")),
        ("verb verify-statement", Exempt("Reads files, and no database.")),
        ("job CheckpointWorker", Exempt(Signs)),
        ("verb verify", Exempt(Reads + " Compares, and changes nothing.")),
        ("verb export", Exempt(Reads + " Writes a file.")),
        ("verb statement", Exempt(Reads + " Shows a statement.")),
    ];

    private static (string Path, Meeting Meeting)[] Functions { get; } =
    [
        ("function record_receipt", Run(TamDuong.Accountant, """
            SELECT record_receipt(@Fund, @Key, 1, 1000, @Inside, 'cash', 'x', 'person', NULL, NULL, NULL, NULL)
            """)),
        ("function record_receipts", Run(TamDuong.Accountant, """
            SELECT record_receipts(@Fund, @Key, @Inside, '{CHUNG}', '{1000}', '{cash}', '{x}', '{person}', '{NULL}', '{NULL}', '{NULL}', '{NULL}')
            """)),
        ("function record_receipts_together", Exempt("Leaves what is dated in a closed month to record_receipt, which refuses it.")),
        ("function pay_disbursement", Run(TamDuong.Cashier, """
            SELECT pay_disbursement(@Fund, @Approved, @Key, @Inside, 'cash', 'x', NULL, NULL, NULL)
            """)),
        ("function reverse_entry", Run(TamDuong.Accountant, "SELECT reverse_entry(@Fund, 1, @Key, @Inside, 'cash', 'Ghi nhầm quỹ')")),
        ("function return_budget", Exempt("Asks what is due on that day first; post_entries would refuse the day: ReturnBudget is tried.")),
        ("function submit_disbursement", Exempt(DatedToday)),
        ("function approve_disbursement", Exempt(WritesNoDay)),
        ("function reject_disbursement", Exempt(DatedToday)),
        ("function request_transfer", Exempt(DatedToday)),
        ("function approve_transfer", Exempt(DatedToday)),
        ("function reject_transfer", Exempt(WritesNoDay)),
        ("function decide_year_end", Exempt("Refused unless the December that it is dated in is being closed.")),
        ("function start_closing", Exempt(Months)), ("function take_closing_back", Exempt(Months)),
        ("function accept_open_items", Exempt(Months)), ("function close_period", Exempt(Months)),
        ("function seal_statement", Exempt(Months)), ("function request_reopening", Exempt(Months)),
        ("function keep_closing_papers", Exempt(Months)),
        ("function approve_reopening", Exempt(Months)), ("function reject_reopening", Exempt(Months)),
        ("function open_pool", Exempt(WritesNoDay)), ("function note_export", Exempt(WritesNoDay)), ("function add_institution", Exempt(WritesNoDay)),
        ("function set_coverage_target", Exempt(WritesNoDay)), ("function claim_request", Exempt(WritesNoDay)),
        ("function answer_request", Exempt(WritesNoDay)), ("function record_refusal", Exempt(WritesNoDay)),
        ("function plant_canary", Exempt("Plants a fault that is rolled back before the checks commit; it cannot be kept.")),
        ("function record_check_run", Exempt(Looks)),
        ("function add_checkpoint", Exempt(Signs)), ("function lock_checkpoints", Exempt(Signs)),
        ("function lock_fund", Exempt(WritesNoDay)), ("function norm_used_in_36_months", Exempt(WritesNoDay)),
        ("function register_beneficiary", Exempt(NotInTheBooks)), ("function new_household", Exempt(NotInTheBooks)),
        ("function next_beneficiary_code", Exempt(NotInTheBooks)), ("function open_identity", Exempt(NotInTheBooks)),
    ];

    private static (string Path, Meeting Meeting)[] Tables { get; } =
    [
        ("table journal_entries.entry_date", Written("""
            UPDATE number_series SET last_no = last_no + 1 WHERE fund_id = @Fund AND series = 'financial';
            INSERT INTO journal_entries (fund_id, book, entry_no, entry_date, recorded_at, recorded_by, kind, request_key, request_line,
                line_count, hash_version, log_no, hash)
            SELECT @Fund, 'financial', last_no, @Inside, now(), 'ketoan', 'advance', @Key, 1, 2, 1, 900000, sha256('by hand')
            FROM number_series WHERE fund_id = @Fund AND series = 'financial'
            """)),
        ("table vouchers.voucher_date", Written("""
            UPDATE number_series SET last_no = last_no + 1 WHERE fund_id = @Fund AND series = 'PT/2021';
            INSERT INTO vouchers SELECT (jsonb_populate_record(v, jsonb_build_object('voucher_no', 2, 'voucher_date', @Inside))).*
            FROM vouchers v WHERE v.fund_id = @Fund AND v.voucher_type = 'PT' AND v.voucher_no = 1
            """)),
        ("table disbursements.requested_on", Written("""
            INSERT INTO disbursements
            SELECT (jsonb_populate_record(d, jsonb_build_object('disbursement_id', 99, 'requested_on', @Inside, 'status', 'requested',
                'approver', NULL, 'approver_person', NULL))).*
            FROM disbursements d WHERE d.fund_id = @Fund AND d.disbursement_id = @Approved
            """)),
        ("table pool_transfers.requested_on", Written("""
            INSERT INTO pool_transfers (fund_id, transfer_id, from_pool, to_pool, amount, money_account, reason, requested_on, status, requester,
                requester_person)
            SELECT @Fund, 99, 1, 2, 1, 'cash', 'Bổ sung quà Tết', @Inside, 'requested', 'ketoan', min(person_id) FROM persons
            """)),
        ("table postings.entry_date", Exempt("A posting has its entry's date, and no line is added to an entry that stands.")),
        ("table monthly_turnovers.month", Exempt(Derived)), ("table pool_days.day", Exempt(Derived)), ("table money_days.day", Exempt(Derived)),
        ("table disbursements.judged_on", Exempt(Asked)), ("table norm_usages.used_on", Exempt(Asked)),
        ("table pool_transfers.decision_date", Exempt(Asked)), ("table year_end_decisions.decision_date", Exempt(Asked)),
        ("table closed_periods.month", Exempt(Months)), ("table period_events.month", Exempt(Months)),
        ("table attestations.month", Exempt(Months)), ("table attestations.from_date", Exempt(Months)),
        ("table samples.from_date", Exempt(Asked)), ("table samples.to_date", Exempt(Asked)),
        ("table closing_papers.month", Exempt(Months)), ("table issued_statements.month", Exempt(Months)),
        ("table issued_statements.from_date", Exempt(Months)),
        ("table statement_seals.month", Exempt(Months)), ("table period_states.closed_through", Exempt(Months)),
        ("table period_states.closing_month", Exempt(Months)),
        ("table funds.opened_on", Exempt("The day before which there are no books at all.")),
    ];

    private static Meeting Run(string user, string sql) => Tried(month => month.Sql(month.Ledger.Database.Application, user, sql));

    private static Meeting Written(string sql) => Tried(month => month.Sql(month.Ledger.Database.Owner, TamDuong.Accountant, sql));
}
