using FundLedger.IntegrationTests.Concurrency;
using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>What the norm in force allows, to whom and how often.</summary>
internal static class NormMutants
{
    private static readonly Killer Misfits = Killer.Of<NormInvariantsTests>(nameof(NormInvariantsTests.A_request_is_refused_for));
    private static readonly Killer Above = Killer.Of<NormInvariantsTests>(nameof(NormInvariantsTests.One_dong_above_the_norm_is_refused));

    private static readonly Killer Percentage =
        Killer.Of<NormInvariantsTests>(nameof(NormInvariantsTests.A_percentage_rounds_down_and_one_dong_more_is_refused));

    private static readonly Killer OtherFund =
        Killer.Of<NormInvariantsTests>(nameof(NormInvariantsTests.A_second_gift_from_another_fund_is_refused));

    private static readonly Killer Edited =
        Killer.Of<NormDecisionInvariantsTests>(nameof(NormDecisionInvariantsTests.A_published_decision_is_not_edited));

    private static readonly Killer Completed = Killer.Of<NormKindsTests>(nameof(NormKindsTests.A_total_is_completed_once_by_each_line));
    private static readonly Killer Bounded = Killer.Of<NormKindsTests>(nameof(NormKindsTests.A_request_beyond_the_line_is_refused));

    private static readonly Killer Recipients =
        Killer.Of<OtherRecipientsInvariantsTests>(nameof(OtherRecipientsInvariantsTests.A_line_goes_to_whom_it_is_for_and_is_in_reach_of_the_fund));

    private static readonly Killer Counted =
        Killer.Of<OtherRecipientsInvariantsTests>(nameof(OtherRecipientsInvariantsTests.A_household_counts_the_children_that_are_there));

    private static readonly Killer Share =
        Killer.Of<OtherRecipientsInvariantsTests>(nameof(OtherRecipientsInvariantsTests.The_running_of_the_fund_takes_its_share_of_what_came));

    private static readonly Killer Goods =
        Killer.Of<OtherRecipientsInvariantsTests>(nameof(OtherRecipientsInvariantsTests.Goods_are_given_where_the_line_lets_them_and_within_the_amount));

    private static readonly Killer Named =
        Killer.Of<OtherRecipientsInvariantsTests>(nameof(OtherRecipientsInvariantsTests.An_institution_is_named_once_and_in_reach));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("support above the norm", Function("disbursement_line_within_norm", "v.allowed > v_allowed OR v.amount > v_allowed", "false"), Above),
        new("limits that the application made up", Function("disbursement_line_within_norm", "v.allowed > v_allowed OR", ""),
            Killer.Of<NormInvariantsTests>(nameof(NormInvariantsTests.A_limit_that_the_application_made_up_is_refused))),
        new("percentages round up", Function("norm_part_limit", "coalesce(p.percent, 100), 100)", "coalesce(p.percent, 100) + 99, 100)"), Percentage),
        new("insurance is not deducted", Function("norm_part_limit", "- coalesce(p_insurance, 0)", ""), Percentage),
        new("a percentage has no ceiling", Function("norm_part_limit", "least(p.ceiling, div(", "least(1000 * p.ceiling, div("), Percentage),
        new("norm lines of other supports", Function("disbursement_line_within_norm", "OR l.occasion_code IS DISTINCT FROM d.occasion_code", ""), Misfits),
        new("norms of other units", Function("disbursement_line_within_norm",
            "OR n.issuing_unit_id <> (SELECT unit_id FROM funds WHERE fund_id = g.fund_id)", ""), Misfits),
        new("norms that are not in force on the day", Function("disbursement_line_within_norm", "OR NOT n.in_force @> d.judged_on", ""), Misfits),
        new("norms that are drafts", Function("disbursement_line_within_norm", "n.status NOT IN ('published', 'superseded') OR", ""),
            Killer.Of<NormDecisionInvariantsTests>(nameof(NormDecisionInvariantsTests.By_a_draft_nothing_is_given))),
        new("groups that the child has not", Function("disbursement_line_within_norm",
            "AND NOT EXISTS (SELECT FROM held c WHERE", "AND false AND NOT EXISTS (SELECT FROM held c WHERE"), Misfits),
        new("sealed groups on a request", Function("disbursement_line_within_norm",
            "PERFORM refuse('sealed_group_only_in_vault'", "PERFORM concat('sealed_group_only_in_vault'"), Misfits),
        new("cases without a name", Function("disbursement_line_within_norm", "l.frequency = 'incident' AND", "false AND"), Misfits),
        new("case names as one likes", NoConstraint("case_reference_canonical"), Misfits),
        new("pools for any purpose", Function("disbursement_pool_allowed", "NEW.support_kind = ANY (p.support_kinds)", "true"), Misfits),
        new("pools for any occasion", Function("disbursement_pool_allowed", "NEW.occasion_code = ANY (p.occasion_codes)", "true"), Misfits),
        new("oftener than the norm says", NoConstraint("norm_frequency"), Misfits),
        new("once oftener than the norm says", Check("norm_frequency", "(used <= allowed)", "(used <= (allowed + 1))"), Misfits),
        new("uses that nobody counts", NoTrigger("norm_usages.counted"), Misfits),
        new("uses counted by fund", Function("norm_usage_keys", "|| l.occasion_code ||", "|| l.occasion_code || l.decision_id ||"), Completed),
        new("completions counted by fund", Function("norm_usage_keys", "p_year, l.line_code)", "p_year, l.line_code, l.decision_id)"), OtherFund),
        new("children of anywhere", Function("submit_disbursement", "OR NOT b.unit_id = ANY ((SELECT units_of_fund(p_fund))::int[])", ""),
            Killer.Of<NormInvariantsTests>(nameof(NormInvariantsTests.A_child_of_another_commune_is_refused))),
        new("anyone asks", Function("submit_disbursement", "PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');", ""),
            Killer.Of<NormInvariantsTests>(nameof(NormInvariantsTests.A_role_elsewhere_asks_nothing_here))),
        new("published decisions can be edited", NoTrigger("norm_lines.immutable"), Edited),
        new("published decisions can be edited by those who ask for drafts", Function("published_norm_immutable",
            "status <> 'draft'", "status = 'draft'"), Edited),
        new("two decisions in force at once", NoConstraint("norm_decisions_do_not_overlap"),
            Killer.Of<NormPublicationTests>(nameof(NormPublicationTests.Two_published_decisions_of_a_unit_do_not_overlap))),
        new("36 months are counted without the child's lock", Function("norm_used_in_36_months",
            "PERFORM pg_advisory_xact_lock(7002, hashtext(v_codes[1]));", ""),
            Killer.Of<MeetingTests>(nameof(MeetingTests.Two_funds_that_give_one_child_a_bicycle_within_36_months_see_each_other))),
        new("36 months allow one more", Function("disbursement_line_within_norm", ">= l.frequency_limit", "> l.frequency_limit"),
            Killer.Of<MeetingTests>(nameof(MeetingTests.Two_funds_that_give_one_child_a_bicycle_within_36_months_see_each_other))),
        new("published amounts can be edited", NoTrigger("norm_parts.immutable"), Edited),
        new("published variants can be edited", NoTrigger("norm_variants.immutable"), Edited),
        new("decisions that nobody can judge by", NoTrigger("norm_decisions.is_sound"),
            Killer.Of<NormDecisionInvariantsTests>(nameof(NormDecisionInvariantsTests.What_makes_no_sense_is_not_published))),
        new("totals that others have filled", Function("norm_part_limit", "p.ceiling - p_already", "p.ceiling"), Completed),
        new("totals that the family has filled", Function("disbursement_line_within_norm", "coalesce(a.other_aid, 0) +", ""), Completed),
        new("a second completion by one line", Function("norm_usage_keys", "l.line_code), l.frequency_limit WHERE",
            "l.line_code), 9::smallint WHERE"), Completed),
        new("a gift beside a completed total", Function("norm_usage_keys", "OR completes_a_total(l)", "OR NOT completes_a_total(l)"), Completed),
        new("lines of households paid to children", Function("require_recipient",
            "(l.payee = 'child') <> (x.beneficiary_code IS NOT NULL)", "false"), Recipients),
        new("households of other communes", Function("unit_of_recipient", "AND h.unit_id = ANY (units_of_fund(p_fund))", ""), Recipients),
        new("institutions of other communes", Function("unit_of_recipient", "AND i.unit_id = ANY (units_of_fund(p_fund))", ""), Recipients),
        new("funds that run others", Function("unit_of_recipient", "AND f.code = p_recipient", ""), Recipients),
        new("more children than the household has", Function("require_recipient",
            "PERFORM refuse('household_has_children'", "PERFORM concat('household_has_children'"), Counted),
        new("children of the household who left", Function("children_of_household", "AND child_absence(b.beneficiary_code, p_on) IS NULL", ""), Counted),
        new("households that lost children are paid for them", Function("line_obstacle", "THEN 'household_without'", "THEN NULL"), Counted),
        new("a share of receipts that never came", Function("require_recipient",
            "PERFORM refuse('free_receipts_received'", "PERFORM concat('free_receipts_received'"), Share),
        new("a share of receipts bound to a purpose", Function("free_receipts_of", "AND p.support_kinds IS NULL", ""), Share),
        new("lines for two, or for nobody", NoConstraint("line_is_for_one"),
            Killer.Of<OtherRecipientsInvariantsTests>(nameof(OtherRecipientsInvariantsTests.A_line_is_for_exactly_one))),
        new("goods for money only", Function("disbursement_line_within_norm", "NOT l.goods_allowed", "false"), Goods),
        new("more goods than the amount", NoConstraint("goods_within_amount"), Goods),
        new("institutions twice under one name", Statement("DROP INDEX institution_once_in_its_unit"), Named),
        new("institutions of other areas", Function("add_institution",
            "PERFORM refuse('institution_in_scope'", "PERFORM concat('institution_in_scope'"), Named),
        new("sources that the norm does not name", Function("disbursement_line_within_norm", "l.source_kinds IS NOT NULL AND", "false AND"), Bounded),
        new("any day for a gift of an occasion", Function("disbursement_line_within_norm", "l.judged_on = 'occasion' AND", "false AND"), Misfits),
        new("more shares than a batch has", Function("disbursement_adds_up", "count(*) > min(l.batch_shares)", "false"), Bounded),
        new("more money than a batch has", Function("disbursement_adds_up", "sum(x.amount) > min(l.batch_ceiling)", "false"), Bounded),
        new("ranges that begin at nothing", Function("disbursement_line_within_norm", "p.rule = 'range'", "p.rule = 'never'"), Bounded),
        new("two first uses at once are one", Function("norm_usage_counted", "DO UPDATE SET used = t.used + EXCLUDED.used, allowed = EXCLUDED.allowed;",
            "DO NOTHING;"), Killer.Of<MeetingTests>(nameof(MeetingTests.Two_funds_that_give_one_child_its_first_gift_count_both))),
    ];
}
