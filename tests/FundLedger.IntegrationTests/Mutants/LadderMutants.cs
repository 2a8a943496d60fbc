using FundLedger.IntegrationTests.Approvals;
using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Requests climb the ladder that they were asked with, each step another person.</summary>
internal static class LadderMutants
{
    private static readonly Killer Order = Of(nameof(LadderInvariantsTests.A_step_is_taken_in_order_and_neither_by_nor_for_who_asks));

    private static readonly Killer Twice = Of(nameof(LadderInvariantsTests.Nobody_takes_two_steps_in_whatever_name));

    private static readonly Killer Once = Of(nameof(LadderInvariantsTests.A_step_is_taken_once_and_never_given_back));

    private static readonly Killer Asks = Of(nameof(LadderInvariantsTests.The_function_asks_who_it_is_and_whether_related));

    private static readonly Killer Whole = Of(nameof(LadderInvariantsTests.A_ladder_that_is_not_whole_is_not_adopted));

    private static readonly Killer Adopted = Of(nameof(LadderInvariantsTests.A_ladder_is_adopted_by_another_and_never_changed));

    private static readonly Killer Lent = Of(nameof(LadderInvariantsTests.A_delegation_is_of_the_holder_to_another_approver_for_its_days));

    private static readonly Killer Days =
        Killer.Of<LadderDecisionTests>(nameof(LadderDecisionTests.A_delegate_acts_in_the_name_of_the_holder_from_the_first_day_to_the_last));

    private static readonly Killer Gone =
        Killer.Of<LadderDecisionTests>(nameof(LadderDecisionTests.What_was_lent_ends_when_its_holder_approves_no_longer));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("higher steps first", Function("step_moves_forward", "AND s.step < NEW.step AND s.decided_by IS NULL", "AND false"), Order),
        new("requesters take steps", NoConstraint("step_taker_is_not_requester"), Order),
        new("requesters lend their power", NoConstraint("delegate_of_another_than_requester"), Order),
        new("one person takes two steps", NoConstraint("one_step_per_person"), Twice),
        new("one power takes two steps", NoConstraint("one_step_in_a_name"), Twice),
        new("steps are taken again", Function("step_moves_forward", "OLD.decided_by IS NOT NULL\n", "false\n"), Once),
        new("steps change", Function("step_moves_forward", "<> to_jsonb(NEW) -", "<> to_jsonb(OLD) -"), Once),
        new("steps are added later", Function("step_moves_forward",
            "NEW.decided_by IS NOT NULL OR EXISTS (SELECT FROM disbursement_events e", "EXISTS (SELECT FROM disbursement_events e WHERE false AND"
            + " e.fund_id = 0) OR EXISTS (SELECT FROM (SELECT * FROM disbursement_events LIMIT 0) e"), Once),
        new("approved before the last step", NoTrigger("disbursements.steps_taken"),
            Of(nameof(LadderInvariantsTests.Nothing_is_approved_before_its_last_step))),
        new("who took a step pays", Function("disbursement_climbs", "AND s.decided_person = NEW.payer_person", "AND false"),
            Of(nameof(LadderInvariantsTests.Who_took_a_lower_step_does_not_pay))),
        new("requests without steps", NoTrigger("disbursements.has_steps"),
            Of(nameof(LadderInvariantsTests.A_request_has_the_steps_that_its_ladder_asks_for))),
        new("steps of others", Function("step_to_take", "s.step IS NOT NULL AND s.decided_by IS NULL", "false"), Asks),
        new("related approvers", Function("approve_disbursement", "NOT coalesce(p_unrelated, false)", "false"), Asks),
        new("ladders change", Function("ladder_moves_forward", "OLD.status <> 'proposed' OR NEW.status = 'proposed'", "false"), Adopted),
        new("holders are added later", NoTrigger("approval_step_holders.still_proposed"), Adopted),
        new("proposers adopt", NoConstraint("ladder_in_two_hands"), Adopted),
        new("ladders are born adopted", NoTrigger("approval_ladders.starts_proposed"), Adopted),
        new("steps with nobody on them", Function("ladder_moves_forward",
            "OR NOT EXISTS (SELECT FROM approval_step_holders h", "OR false AND NOT EXISTS (SELECT FROM approval_step_holders h"), Whole),
        new("one level on two steps", Function("ladder_moves_forward",
            "(p.norm_levels || p.level_code) && (s.norm_levels || s.level_code)", "p.norm_levels && s.norm_levels"), Whole),
        new("who approves no longer lends", Function("approval_hands_of", "JOIN approvers a USING (user_name)) SELECT",
            "JOIN users a USING (user_name)) SELECT"), Gone),
        new("limits that do not rise", Function("ladder_moves_forward", "p.above_total >= s.above_total OR", ""), Whole),
        new("anybody stands on a ladder", Function("propose_ladder", "AND r.role = 'approver'", ""),
            Of(nameof(LadderInvariantsTests.Who_stands_on_a_ladder_approves))),
        new("what was lent is lent on", Function("delegate_approval", "AND h.user_name = acting_user() AND h.in_name_of = acting_user()", ""), Lent),
        new("anybody is asked to act", Function("delegate_approval", "AND r.role = 'approver' AND u.disabled_at IS NULL", ""), Lent),
        new("delegations from the past", Function("delegate_approval", "p_from < business_today()", "false"), Lent),
        new("delegations for years", NoConstraint("delegation_has_its_days"), Lent),
        new("delegated to oneself", NoConstraint("delegate_is_another"), Lent),
        new("delegations before their days", Function("approval_hands_of", "AND d.days @> business_today()", ""), Days),
        new("ended delegations", Function("approval_hands_of", "AND d.ended_at IS NULL", ""), Days),
        new("nobody left to pay", Function("freeze_steps", "NOT request_has_hands(p_fund, v_levels, acting_person())", "false"),
            Of(nameof(LadderInvariantsTests.What_nobody_could_pay_is_not_asked_for))),
        new("receivers took part", NoTrigger("voucher_details.of_another"),
            Killer.Of<PaymentInvariantsTests>(nameof(PaymentInvariantsTests.Who_asked_approved_or_pays_does_not_take_the_money))),
        new("split sums", Function("steps_by_ladder", "UNION ALL TABLE recent", ""),
            Killer.Of<LadderTests>(nameof(LadderTests.A_sum_split_in_two_climbs_as_high_as_the_whole_and_both_are_shown))),
    ];

    private static Killer Of(string test) => Killer.Of<LadderInvariantsTests>(test);
}
