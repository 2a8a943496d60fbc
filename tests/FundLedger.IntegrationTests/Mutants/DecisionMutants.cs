using FundLedger.Features.Periods;
using FundLedger.IntegrationTests.Adjustments;
using FundLedger.IntegrationTests.Checkpoints;
using FundLedger.IntegrationTests.Checks;
using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>
/// Transfers between pools, the end of a year, entries by hand, checks of a closing and of the night, checkpoints, receipts that share a
/// commit.
/// </summary>
internal static class DecisionMutants
{
    private const string BlindSql = """
        CREATE OR REPLACE FUNCTION check_{Check}(p_fund int, p_month date)
        RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS
        'SELECT NULL::text, NULL::text, NULL::text, NULL::date, NULL::bigint WHERE false'
        """;

    private static readonly Killer Hands =
        Killer.Of<TransferInvariantsTests>(nameof(TransferInvariantsTests.Three_persons_not_three_accounts));

    private static readonly Killer Transfers =
        Killer.Of<TransferInvariantsTests>(nameof(TransferInvariantsTests.What_a_transfer_may_not_be_is_refused_by_the_database));

    private static readonly Killer YearEnd = Killer.Of<TransferInvariantsTests>(
        nameof(TransferInvariantsTests.Only_a_budget_is_decided_on_and_carried_over_only_by_a_decision));

    private static readonly Killer ByHand = Killer.Of<BadInputTests>(
        nameof(BadInputTests.It_is_refused_by_name_and_recorded_and_the_database_refuses_it_by_its_own));

    private static readonly Killer Checks =
        Killer.Of<CloseCheckInvariantsTests>(nameof(CloseCheckInvariantsTests.It_finds_what_it_looks_for));

    private static readonly Killer Together =
        Killer.Of<TogetherInvariantsTests>(nameof(TogetherInvariantsTests.Only_what_is_plainly_right_is_recorded_together));

    private static readonly Killer Opening = Killer.Of<TransferInvariantsTests>(
        nameof(TransferInvariantsTests.A_closed_december_opens_the_year_with_what_each_pool_holds));

    private static readonly Killer Poster =
        Killer.Of<AdjustmentInvariantsTests>(nameof(AdjustmentInvariantsTests.A_second_person_posts_what_was_seen_and_once));

    private static readonly Killer Checker =
        Killer.Of<CheckRunTests>(nameof(CheckRunTests.The_name_of_the_checks_reads_every_fund_and_can_do_nothing_else));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("a transfer is approved by its requester", NoConstraint("transfer_approver_is_not_requester"), Hands),
        new("a transfer is posted by its requester", NoConstraint("transfer_poster_is_not_requester"), Hands),
        new("one person approves a transfer twice", NoConstraint("transfer_approved_by_two"), Hands),
        new("a pool's restriction is left without a decision", NoTrigger("pool_transfers.transfer_allowed"), Transfers),
        new("a wider purpose needs no decision", Function("transfer_needs_decision", "t.support_kinds IS NULL", "false"), Transfers),
        new("a transfer changes after it was asked for", NoTrigger("pool_transfers.moves_forward"), Transfers),
        new("a transfer is approved by nobody", NoConstraint("transfer_hands_of_its_status"), Transfers),
        new("a transfer from a pool to itself", NoConstraint("transfer_between_two_pools"), Transfers),
        new("a transfer of nothing", NoConstraint("transfer_amount_positive"), Transfers),
        new("a transfer cites half a decision", NoConstraint("transfer_decision_complete"), Transfers),
        new("a year ends at any time", Function("decide_year_end", "closing_month = make_date(p_year, 12, 1)", "true"),
            Killer.Of<TransferInvariantsTests>(nameof(TransferInvariantsTests.The_end_of_a_year_is_decided_in_its_december))),
        new("money of donors lapses", Function("decide_year_end", "pool_id = p_pool AND is_budget", "pool_id = p_pool"), YearEnd),
        new("carried over by nobody's decision", NoConstraint("carried_by_a_decision"), YearEnd),
        new("more is returned than is due", Function("return_budget", "PERFORM refuse('returned_within", "PERFORM concat('returned_within"),
            Killer.Of<TransferInvariantsTests>(nameof(TransferInvariantsTests.Nothing_is_returned_that_is_not_due))),
        new("the same is returned twice under two days", Function("budget_due_back", "min(r.running)", "max(r.running)"),
            Killer.Of<TransferInvariantsTests>(
                nameof(TransferInvariantsTests.What_is_returned_on_a_later_day_is_not_returned_again_under_an_earlier_one))),
        new("anything is written by hand", NoTrigger("adjustments.possible"), ByHand),
        new("every account is open by hand", Function("adjustment_possible", "a.is_allowed IS NOT TRUE", "false"), ByHand),
        new("by hand money leaves its pool", Function("adjustment_possible", "GROUP BY pool HAVING sum(posting_signed(s, a)) <> 0",
            "GROUP BY pool HAVING false"), ByHand),
        new("by hand the givers' balance changes", Function("adjustment_possible", "l.source_kind <> 'interest'", "false"), ByHand),
        new("a negative line by hand", Function("adjustment_possible", "a IS NULL OR a <= 0", "a IS NULL"), ByHand),
        new("an adjusting entry without an adjustment", NoTrigger("journal_entries.as_decided"),
            Killer.Of<BadInputTests>(nameof(BadInputTests.An_entry_written_by_hand_without_an_adjustment_is_refused))),
        new("an amount beyond what sums can hold", NoConstraint("posting_amount_in_range"),
            Killer.Of<BadInputTests>(nameof(BadInputTests.No_posting_is_beyond_what_sums_can_hold))),
        new("an adjustment is changed after it was asked for", NoTrigger("adjustments.append_only"),
            Killer.Of<BadInputTests>(nameof(BadInputTests.What_was_asked_for_stays_as_asked))),
        new("an adjustment is turned down by its requester", NoConstraint("adjustment_rejecter_is_not_requester"), Poster),
        new("an adjustment is posted by its requester", NoConstraint("adjustment_approver_is_not_requester"), Poster),
        new("anyone posts an adjustment", Function("approve_adjustment", "PERFORM require_role(p_fund, 'approver');", ""), Poster),
        new("anyone rejects an adjustment", Function("reject_adjustment", "PERFORM require_role(p_fund, 'approver');", ""), Poster),
        new("an adjustment is posted unseen", Function("approve_adjustment", "AND t.content_hash = p_content_hash", ""), Poster),
        new("an adjustment that was rejected is posted", Function("approve_adjustment", "e.event <> 'requested'", "false"), Poster),
        new("an adjustment that was posted is rejected", Function("reject_adjustment", "e.event <> 'requested'", "false"), Poster),
        new("December opens no year", NoTrigger("statement_seals.opens_the_year"), Opening),
        new("December opens its own year", Function("december_opens_the_year", "extract(year FROM NEW.month) + 1", "extract(year FROM NEW.month)"), Opening),
        new("the year opens with every account of a pool", Function("december_opens_the_year", "FILTER (WHERE a.is_liquid)", ""), Opening),
        new("the year opens with the debits of the balance", Function("december_opens_the_year", "coalesce(-sum(", "coalesce(sum("), Opening),
        new("the checks act", Function("acting_user", "IF v_actor = '(checks)' THEN", "IF false THEN"), Checker),
        new("the checks see no fund", Function("is_checking", "= '(checks)'", "= '(nobody)'"),
            Killer.Of<CheckRunTests>(nameof(CheckRunTests.The_name_of_the_checks_reads_every_fund))),
        new("a planted fault stays", NoTrigger("check_canaries.never_kept"),
            Killer.Of<CheckRunTests>(nameof(CheckRunTests.A_planted_fault_cannot_be_committed))),
        new("anyone keeps a run of the checks", Function("record_check_run", "PERFORM require_checking();", ""),
            Killer.Of<CheckRunTests>(nameof(CheckRunTests.A_user_does_not_write_down_a_run))),
        new("what a check found is taken back", NoTrigger("check_faults.append_only"),
            Killer.Of<CheckRunTests>(nameof(CheckRunTests.What_was_found_stays_found))),
        .. CloseChecks.All.Select(check => new SqlMutant($"the check {check.Code} finds nothing",
            Statement(BlindSql.Replace("{Check}", check.Code, StringComparison.Ordinal)), Checks)),
        new("a head is signed that the log never had", Function("add_checkpoint", "PERFORM refuse(", "PERFORM concat("),
            Killer.Of<CheckpointRoundTests>(nameof(CheckpointRoundTests.A_head_that_the_log_never_had_is_not_signed_into_the_database))),
        new("together anybody records", Function("record_receipts_together", "AND w.role = 'fund_accountant'", ""), Together),
        new("together the future is recorded", Function("record_receipts_together", "u.day BETWEEN f.opened_on AND v_today", "true"), Together),
        new("together a key counts twice", Function("record_receipts_together", "WHERE r.nth_of_key = 1 AND", "WHERE"), Together),
        new("together a bank reference counts twice", Function("record_receipts_together", "OR r.nth_of_reference = 1", "OR true"), Together),
        new("together twins need no reason", Function("record_receipts_together", "AND (r.nth_alike = 1 OR coalesce(btrim(r.reference), '') <> '')", ""),
            Together),
        new("together money lies anywhere", Function("record_receipts_together", "AND a.is_physical", ""), Together),
    ];
}
