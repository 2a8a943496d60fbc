using FundLedger.IntegrationTests.Audit;
using FundLedger.IntegrationTests.Concurrency;
using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Entries, their numbers and their days.</summary>
internal static class JournalMutants
{
    private static readonly Killer Entry = Killer.Of<JournalInvariantsTests>(nameof(JournalInvariantsTests.An_entry_is_refused_when));

    private static readonly Killer Apart =
        Killer.Of<JournalInvariantsTests>(nameof(JournalInvariantsTests.Postings_and_numbers_written_apart_are_refused));

    private static readonly Killer Voucher = Killer.Of<JournalInvariantsTests>(nameof(JournalInvariantsTests.A_voucher_by_hand_is_refused));

    private static readonly Killer Frozen = Killer.Of<AppendOnlyTests>(nameof(AppendOnlyTests.Rows_are_never_changed_deleted_or_emptied));

    private static readonly Killer Correction = Killer.Of<CorrectionInvariantsTests>(nameof(CorrectionInvariantsTests.It_is_refused_that));

    private static readonly Killer Twin = Killer.Of<LikenessInvariantsTests>(nameof(LikenessInvariantsTests.A_twin_without_a_reason_is_refused));

    private static readonly Killer Fresh = Killer.Of<FreshRecordsTests>(nameof(FreshRecordsTests.Records_of_every_kind_are_found_right));

    private static readonly Killer Names = Killer.Of<NamesInvariantsTests>(nameof(NamesInvariantsTests.An_entry_is_refused_that_names));

    private static readonly Killer VoucherNames =
        Killer.Of<NamesInvariantsTests>(nameof(NamesInvariantsTests.A_voucher_names_a_pool_a_giver_and_an_account_of_its_fund));

    private static readonly Killer Keys = Killer.Of<NamesInvariantsTests>(nameof(NamesInvariantsTests.What_the_books_name_keeps_its_key));

    private static readonly Killer Export = Killer.Of<ExportInvariantsTests>(nameof(ExportInvariantsTests.A_note_is_refused_when));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("exports of less than no rows", NoConstraint("export_counts_its_rows"), Export),
        new("exports of a later moment", NoConstraint("export_read_before_it_left"), Export),
        new("exports by nobody", NoConstraint("export_actor_present"), Export),
        new("exports noted by anybody", Function("note_export",
            "PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'cashier', 'auditor', 'commune_officer', 'administrator');", ""),
            Killer.Of<ExportInvariantsTests>(nameof(ExportInvariantsTests.Who_has_no_role_in_the_fund_notes_nothing))),
        new("exports unsealed", NoTrigger("list_exports.sealed"),
            Killer.Of<ExportInvariantsTests>(nameof(ExportInvariantsTests.A_note_is_sealed_with_what_it_says))),
        new("entries balance in total, not in each pool", Function("postings_balanced", "p.entry_no, p.pool_id HAVING", "p.entry_no HAVING"), Entry),
        new("credits may exceed debits", Function("postings_balanced", "sum(posting_signed(p.side, p.amount)) <> 0",
            "sum(posting_signed(p.side, p.amount)) > 0"), Entry),
        new("debits may exceed credits", Function("postings_balanced", "sum(posting_signed(p.side, p.amount)) <> 0",
            "sum(posting_signed(p.side, p.amount)) < 0"), Entry),
        new("nothing asks whether entries balance", NoTrigger("postings.balanced"), Entry),
        new("more postings than an entry says", Function("postings_balanced", "e.line_count <> a.lines OR", ""), Entry),
        new("postings may be negative", Function("postings_balanced", "(a.least < 0 AND e.kind <> 'reversal') OR", ""), Entry),
        new("postings may have another day than their entry", Function("postings_balanced",
            "OR a.first_date <> e.entry_date OR a.last_date <> e.entry_date", ""), Entry),
        new("one posting is an entry", Check("journal_entry_two_postings", ">= 2", ">= 1"), Entry),
        new("postings of nothing", NoConstraint("posting_amount_not_zero"), Entry),
        new("entries without postings", NoTrigger("journal_entries.has_postings"), Entry),
        new("entry numbers with gaps", Function("journal_entry_gapless", "max(a.entry_no) IS DISTINCT FROM s.last_no OR", ""), Entry),
        new("entry numbers that nobody checks", NoTrigger("journal_entries.gapless"), Entry),
        new("a closed month takes entries", Function("refuse_unless_open", "'The month of %s is closed.', p_date));",
            "'The month of %s is closed.', p_date)) WHERE false;"), Entry),
        new("nothing asks whether the month is open", NoTrigger("journal_entries.period_open"), Entry),
        new("entries of tomorrow", Function("journal_entry_period_open", "a.entry_date > v_today", "a.entry_date > v_today + 1"), Entry),
        new("entries of before the fund", Function("journal_entry_period_open", "a.entry_date < f.opened_on", "a.entry_date + 1 < f.opened_on"), Entry),
        new("entries by nobody", NoConstraint("entry_actor_present"), Entry),
        new("financial entries without a voucher", NoConstraint("financial_entry_has_voucher"), Entry),
        new("reversals that name no entry", NoConstraint("reversal_names_its_entry"), Entry),
        new("reversals of other amounts", Function("reversal_mirrors_entry",
            "(a.pool_id, a.side, -a.amount) IS DISTINCT FROM (o.pool_id, o.side, o.amount)",
            "(a.pool_id, a.side) IS DISTINCT FROM (o.pool_id, o.side)"), Entry),
        new("reversals over any account", Function("reversal_mirrors_entry", "m.is_physical AND w.is_liquid", "w.is_liquid"), Entry),
        new("reversals that nobody compares", NoTrigger("postings.mirrors_entry"), Entry),
        new("accounts of another book", Function("postings_name_what_is_there", "IF r.no_account THEN", "IF false THEN"),
            Killer.Of<JournalInvariantsTests>(nameof(JournalInvariantsTests.An_account_stands_in_its_own_book_only))),
        new("pools that are not there", Function("postings_name_what_is_there", "IF r.no_pool OR", "IF"), Names),
        new("entries of a request that begin with the second", Function("entries_stand_together",
            "min(request_line) <> 1 OR max(request_line) <> count(*) OR", ""), Names),
        new("reversals of entries that are not there", Function("entries_stand_together", "e.reverses_entry_no IS NOT NULL AND", "false AND"), Names),
        new("vouchers of pools that are not there", Function("vouchers_name_what_is_there", "p.pool_id IS NULL OR", ""), VoucherNames),
        new("vouchers of givers who are not there", Function("vouchers_name_what_is_there", "v.donor_id IS NOT NULL AND", "false AND"), VoucherNames),
        new("pools lose their key", NoTrigger("pools.keeps_its_key"), Keys),
        new("accounts lose their key", NoTrigger("accounts.keeps_its_key"), Keys),
        new("one request, two entries", NoConstraint("entry_once_per_request"), Apart),
        new("two entries in one place of the log", NoConstraint("entry_sealed_once"),
            Killer.Of<JournalInvariantsTests>(nameof(JournalInvariantsTests.Two_entries_do_not_share_a_place_in_the_log))),
        new("reversed twice", Statement("DROP INDEX entry_reversed_once"), Correction),
        new("reversals of reversals", Function("reverse_entry", "o.kind NOT IN ('receipt', 'disbursement') OR", ""), Correction),
        new("reversed before it was posted", Function("reverse_entry", "OR p_date < o.entry_date", ""), Correction),
        new("reversed without a reason", Function("reverse_entry", "< 5 THEN", "< 2 THEN"), Correction),
        new("voucher numbers with gaps", NoTrigger("vouchers.gapless"), Voucher),
        new("vouchers of nothing", Check("voucher_amount_positive", "> 0", ">= 0"), Voucher),
        new("vouchers by nobody", NoConstraint("voucher_actor_present"), Voucher),
        new("numbers that start one too low", Function("next_number", "last_no - p_count + 1", "last_no - p_count"), Fresh),
        new("entry numbers that start one too low", Function("post_journal", "s.last_no - count(*) OVER", "s.last_no - 1 - count(*) OVER"), Fresh),
        new("twins need no reason", Function("keep_likenesses", "IF v_row.reason IS NULL THEN", "CONTINUE WHEN v_row.reason IS NULL; IF false THEN"),
            Twin),
        new("any reason will do", NoConstraint("likeness_has_its_reason"), Twin),
        new("reasons of nobody", NoConstraint("likeness_actor_present"),
            Killer.Of<LikenessInvariantsTests>(nameof(LikenessInvariantsTests.A_reason_of_nobody_is_refused))),
        new("one bank reference, two receipts", NoTrigger("vouchers.bank_reference_once"), Correction),
        new("a bank reference is used up by a reversed receipt", Function("bank_reference_holder", "r.reverses_entry_no = e.entry_no", "false"),
            Killer.Of<CorrectionTests>(nameof(CorrectionTests.A_transfer_in_the_wrong_pool_is_reversed_and_recorded_again_under_its_reference))),
        new("postings can be edited", NoTrigger("postings.append_only"), Frozen),
        new("postings can be emptied", NoTrigger("postings.append_only_whole"), Frozen),
        new("what is append-only lets changes pass", Statement("""
            CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN coalesce(NEW, OLD); END $$
            """), Frozen),
        new("this month closes before its end", Function("require_next_month", "> business_today() THEN", "> business_today() + 60 THEN"), Correction),
        new("months close in any order", Function("require_next_month", "IF p_month <> (SELECT", "IF p_month < (SELECT"), Correction,
            Killer.Of<CorrectionInvariantsTests>(nameof(CorrectionInvariantsTests.A_month_is_not_skipped))),
        new("writers of one fund do not wait for each other", Function("lock_fund", "pg_advisory_xact_lock(7001, p_fund)",
            "set_config('app.nolock', p_fund::text, true)"),
            Killer.Of<MeetingTests>(nameof(MeetingTests.Two_receipts_of_one_new_donor_are_recorded_under_one_donor))),
        new("a receipt is recorded without the fund's lock", Function("record_receipt", "PERFORM lock_fund(p_fund);", ""),
            Killer.Of<MeetingTests>(nameof(MeetingTests.Two_receipts_of_one_new_donor_are_recorded_under_one_donor))),
        new("one person reopens a month with two accounts", NoConstraint("two_persons_reopen"),
            Killer.Of<PeriodInvariantsTests>(nameof(PeriodInvariantsTests.One_person_does_not_reopen_a_month_with_two_accounts))),
        new("a pool is opened without the fund's lock", Function("open_pool", "PERFORM lock_fund(p_fund);", ""),
            Killer.Of<MeetingTests>(nameof(MeetingTests.Two_pools_opened_at_once_are_two))),
    ];
}
