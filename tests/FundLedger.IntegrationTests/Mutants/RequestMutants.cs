using FundLedger.IntegrationTests.Concurrency;
using FundLedger.IntegrationTests.Database;
using FundLedger.IntegrationTests.Disbursements;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Asked, decided and paid by three persons, in this order, as it was asked.</summary>
internal static class RequestMutants
{
    private static readonly Killer Steps =
        Killer.Of<DisbursementInvariantsTests>(nameof(DisbursementInvariantsTests.The_application_is_refused_too));

    private static readonly Killer Hands =
        Killer.Of<DisbursementInvariantsTests>(nameof(DisbursementInvariantsTests.Who_asked_or_approved_does_not_pay_under_any_account));

    private static readonly Killer Jumps = Killer.Of<DisbursementInvariantsTests>(nameof(DisbursementInvariantsTests.A_request_does_not_jump));

    private static readonly Killer Stays =
        Killer.Of<DisbursementInvariantsTests>(nameof(DisbursementInvariantsTests.What_was_asked_stays_as_asked));

    private static readonly Killer Payment = Killer.Of<PaymentInvariantsTests>(nameof(PaymentInvariantsTests.Of_another_amount_it_is_refused));

    private static readonly Killer Swapped =
        Killer.Of<PaidAsApprovedTests>(nameof(PaidAsApprovedTests.A_request_that_a_superuser_changed_after_its_approval_is_not_paid));

    private static readonly Killer Papers = Killer.Of<PaperInvariantsTests>(
        nameof(PaperInvariantsTests.Without_the_papers_that_the_norm_asks_for_there_is_no_request));

    private static readonly Killer Alone =
        Killer.Of<PaperInvariantsTests>(nameof(PaperInvariantsTests.A_paper_comes_before_its_request_and_never_alone));

    private static readonly Killer Doubted =
        Killer.Of<DoubtTests>(nameof(DoubtTests.Around_the_application_nothing_is_paid_ordered_or_issued_either));

    private static readonly Killer Told =
        Killer.Of<CaseInvariantsTests>(nameof(CaseInvariantsTests.What_the_others_give_is_what_is_deducted));

    private static readonly Killer Said =
        Killer.Of<CaseInvariantsTests>(nameof(CaseInvariantsTests.It_is_said_whole_and_before_the_request));

    private static readonly Killer Freed = Killer.Of<PaidAsApprovedTests>(nameof(PaidAsApprovedTests.What_is_rejected_or_paid_reserves_nothing));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("requesters approve", Function("step_to_take", "s.requester_person = acting_person()", "false"), Steps),
        new("requesters pay", NoConstraint("payer_is_not_requester"), Hands),
        new("hands are accounts, not persons", Function("acting_person", "SELECT person_id FROM", "SELECT 1000 + hashtext(user_name)::bigint FROM"),
            Steps, Hands),
        new("decided by nobody", NoConstraint("decided_before_paid"), Stays),
        new("approved unseen", Function("approve_disbursement", "AND requested_content_hash(p_fund, p_id) = p_content_hash", ""), Steps),
        new("rejected after it was decided", Function("end_disbursement", "AND disbursement_id = p_id AND status = 'requested'",
            "AND disbursement_id = p_id"), Steps),
        new("rejected without a reason", Function("end_disbursement", "< 5 THEN", "< 1 THEN"), Steps),
        new("paid again", Function("pay_disbursement", "AND disbursement_id = p_id AND status = 'approved'", "AND disbursement_id = p_id"), Steps),
        new("paid on a day before the approval", Function("pay_disbursement", "AND p_date >= (SELECT", "AND p_date + 1 >= (SELECT"), Steps),
        new("paid from an account that is no money", Function("require_physical", "AND is_physical", ""), Steps),
        new("paid though it was changed", Function("pay_disbursement",
            "IF requested_content_hash(p_fund, p_id) <> disbursement_content_hash(p_fund, p_id) THEN", "IF false THEN"), Swapped),
        new("what is rejected stays reserved", Function("end_disbursement", "PERFORM release_commitment(p_fund, p_id, p_key);", ""), Freed),
        new("what is paid stays reserved", Function("pay_disbursement", "PERFORM post_journal(",
            "v_lines[1].amount := 1; v_lines[2].amount := 1; PERFORM post_journal("), Freed),
        new("what is rejected stays used of the norm", Function("end_disbursement", "PERFORM give_norm_back(p_fund, p_id);", ""), Freed),
        new("what is taken back stays used of the norm", Function("reverse_entry", "IF o.disbursement_line IS NOT NULL THEN", "IF false THEN"),
            Killer.Of<CorrectionInvariantsTests>(nameof(CorrectionInvariantsTests.What_is_taken_back_from_a_child_may_be_given_again))),
        new("requests jump", NoTrigger("disbursements.moves_forward"), Jumps),
        new("a rejected request is paid", Function("disbursement_moves_forward", "('approved', 'paid')", "('approved', 'paid'), ('rejected', 'paid')"), Jumps),
        new("requests change their amount", Function("disbursement_moves_forward", "<> to_jsonb(NEW) -",
            "<> to_jsonb(NEW) || jsonb_build_object('total', OLD.total) -"), Stays),
        new("approvers are replaced", Function("disbursement_moves_forward", "OLD.approver_person IS NOT NULL", "false"), Stays),
        new("requests without their papers", NoTrigger("disbursements.has_its_papers"), Papers),
        new("papers under another child's key", Function("request_has_its_papers", "r.holder <> coalesce(v_child, r.holder)", "false"),
            Killer.Of<PaperInvariantsTests>(nameof(PaperInvariantsTests.The_papers_of_a_child_lie_under_the_key_of_that_child))),
        new("papers are added later", NoTrigger("request_papers.comes_first"), Alone),
        new("papers without a request", NoConstraint("request_papers_request"), Alone),
        new("papers without end", NoConstraint("request_paper_count"), Alone),
        new("anyone attaches papers", Function("attach_papers", "PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');", ""), Alone),
        new("the papers of a sealed case lie open", Function("open_paper",
            "IF NOT case_is_open(v_code) AND NOT coalesce(may_decide(p_fund, p_id), false) THEN", "IF false THEN"),
            Killer.Of<RequestPapersTests>(nameof(RequestPapersTests.The_papers_of_a_sealed_case_stay_shut))),
        new("papers are looked at unseen", Function("open_paper", "PERFORM write_identity_step(v_code, p_reason, 'opened');", ""),
            Killer.Of<RequestPapersTests>(nameof(RequestPapersTests.A_paper_lies_encrypted_and_each_look_at_it_is_written_down))),
        new("cases say what they like", NoTrigger("disbursements.told_right"), Told,
            Killer.Of<CaseInvariantsTests>(nameof(CaseInvariantsTests.An_institution_elsewhere_is_not_paid))),
        new("terms are added later", NoTrigger("request_terms.comes_first"), Said),
        new("givers are added later", NoTrigger("request_cofunders.comes_first"), Said),
        new("undecided pairs stop nothing", NoTrigger("disbursement_steps.waits_for_pairs"),
            Killer.Of<DoubtTests>(nameof(DoubtTests.Around_the_application_no_step_is_taken_either))),
        new("undecided pairs are ordered", NoTrigger("payment_order_lines.waits_for_pairs"), Doubted),
        new("undecided pairs are paid", NoTrigger("disbursements.waits_for_pairs"), Doubted),
        new("undecided pairs get goods", NoTrigger("goods_issues.waits_for_pairs"), Doubted),
        new("papers of the erased are kept", NoTrigger("later_papers.not_of_erased"),
            Killer.Of<LaterPapersTests>(nameof(LaterPapersTests.Nothing_is_kept_of_a_child_whose_identity_is_erased))),
        new("papers are attached to what waits", NoTrigger("later_papers.of_request"), Killer.Of<LaterPapersTests>(
            nameof(LaterPapersTests.Nothing_is_attached_to_what_waits_nor_by_an_approver_nor_under_another_name))),
        new("later papers are not sealed", NoTrigger("later_papers.sealed"), Killer.Of<LaterPapersTests>(
            nameof(LaterPapersTests.A_signed_list_is_attached_after_the_payment_and_what_was_approved_stays_as_it_was))),
        new("anything is mended", NoTrigger("request_replacements.of_returned"),
            Killer.Of<RefillTests>(nameof(RefillTests.Only_what_was_returned_is_cited_and_once))),
        new("an institution without a name is paid", NoConstraint("payee_institution_named"), Said),
        new("urgent without a reason", NoConstraint("urgent_with_its_reason"), Said),
        new("lines are added later", Function("disbursement_line_within_norm",
            "IF EXISTS (SELECT FROM disbursement_events WHERE fund_id = g.fund_id AND disbursement_id = g.disbursement_id) THEN",
            "IF false THEN"), Stays),
        new("heads say other totals than their lines", NoTrigger("disbursements.adds_up"), Stays),
        new("decided twice", Statement("DROP INDEX disbursement_decided_once"), Stays),
        new("steps by nobody", NoConstraint("event_actor_present"), Stays),
        new("payments of other amounts", Function("payment_matches_line", "coalesce(o.paid, l.amount) IS DISTINCT FROM a.amount OR", ""), Payment),
        new("payments to other children", Function("payment_matches_line", "OR l.beneficiary_code IS DISTINCT FROM a.beneficiary_code", ""),
            Killer.Of<PaymentInvariantsTests>(nameof(PaymentInvariantsTests.To_another_child_it_is_refused))),
        new("payments from other pools", Function("payment_matches_line", "OR d.pool_id IS DISTINCT FROM a.pool_id", ""),
            Killer.Of<PaymentInvariantsTests>(nameof(PaymentInvariantsTests.From_another_pool_it_is_refused))),
        new("payments of what is not approved", Function("payment_matches_line", "OR d.status NOT IN ('approved', 'paid')", ""),
            Killer.Of<PaymentInvariantsTests>(nameof(PaymentInvariantsTests.Without_approval_it_is_refused))),
        new("payments that nobody compares", NoTrigger("postings.matches_line"), Payment),
        new("one line paid twice", Statement("DROP INDEX disbursement_line_paid_once"),
            Killer.Of<PaymentInvariantsTests>(nameof(PaymentInvariantsTests.Twice_in_two_entries_it_is_refused))),
        new("anyone approves", Function("approve_disbursement", "PERFORM require_role(p_fund, 'approver');", ""), Steps),
        new("anyone rejects", Function("end_disbursement", "PERFORM require_role(p_fund, 'approver');", ""), Steps),
        new("anyone pays", Function("pay_disbursement", "PERFORM require_role(p_fund, 'cashier');", ""), Steps),
        new("an approval does not ask whether it was decided meanwhile", Function("approve_disbursement",
            "AND d.disbursement_id = p_id AND d.status = 'requested'", "AND d.disbursement_id = p_id"),
            Killer.Of<MeetingTests>(nameof(MeetingTests.Of_two_approvals_the_second_finds_it_decided))),
        new("what is asked for a dead child is approved", NoTrigger("disbursements.children_still_there"),
            Killer.Of<ChildEventInvariantsTests>(
                nameof(ChildEventInvariantsTests.A_request_for_a_child_that_is_gone_is_not_approved_on_any_way))),
        new("children that are gone are not looked at", Function("lines_in_doubt",
            "OR a.beneficiary_code IN (SELECT m.beneficiary_code FROM marked_children() m)", ""), Killer.Of<ChildEventInvariantsTests>(
                nameof(ChildEventInvariantsTests.A_request_for_a_child_that_is_gone_is_not_approved_on_any_way))),
        new("children that live elsewhere are not looked at", Function("lines_in_doubt", "WHERE NOT b.unit_id", "WHERE false AND NOT b.unit_id"),
            Killer.Of<ChildEventInvariantsTests>(nameof(ChildEventInvariantsTests.Nor_for_one_that_lives_elsewhere_or_left_its_group))),
        new("children that left their group are not looked at", Function("lines_in_doubt", "<> 'any_child' AND NOT", "= 'any_child' AND NOT"),
            Killer.Of<ChildEventInvariantsTests>(nameof(ChildEventInvariantsTests.Nor_for_one_that_lives_elsewhere_or_left_its_group))),
        new("a suspended child is asked for", NoTrigger("disbursement_lines.child_is_there"),
            Killer.Of<ChildEventInvariantsTests>(nameof(ChildEventInvariantsTests.A_child_that_is_suspended_is_on_no_new_line))),
        new("any event follows on any state", Function("add_child_event", "PERFORM require_child_event_possible(e);", ""),
            Killer.Of<ChildEventInvariantsTests>(nameof(ChildEventInvariantsTests.Nothing_follows_on_death))),
        new("events of children are not sealed", NoTrigger("child_events.sealed"),
            Killer.Of<ChildEventInvariantsTests>(
                nameof(ChildEventInvariantsTests.Each_event_is_a_link_of_the_log_and_tells_it_neither_child_nor_reason))),
        new("events name sealed groups", NoConstraint("sealed_group_not_in_events"),
            Killer.Of<ChildEventInvariantsTests>(nameof(ChildEventInvariantsTests.An_event_is_complete_and_tells_no_sealed_group))),
        new("events of another commune's children", Function("add_child_event",
            "PERFORM require_role_for_unit(v_unit, 'commune_officer', 'fund_accountant');", ""),
            Killer.Of<ChildEventInvariantsTests>(nameof(ChildEventInvariantsTests.An_event_is_written_down_for_the_own_commune_only))),
    ];
}
