using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Plans of a year.</summary>
internal static class PlanMutants
{
    private static readonly Killer Plan = Killer.Of<PlanInvariantsTests>(nameof(PlanInvariantsTests.A_plan_is_refused_when));

    private static readonly Killer Decision = Killer.Of<PlanInvariantsTests>(nameof(PlanInvariantsTests.A_decision_is_refused_when));

    private static readonly Killer Hands = Killer.Of<PlanInvariantsTests>(nameof(PlanInvariantsTests.Accountants_propose_and_approvers_decide));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("year plan: codes without money", NoConstraint("plan_lines_together"), Plan),
        new("year plan: of nothing", NoConstraint("plan_says_something"), Plan),
        new("year plan: of no money", NoConstraint("plan_amounts_positive"), Plan),
        new("year plan: by nobody", NoConstraint("plan_proposer_present"), Plan),
        new("year plan: of unknown kinds", Function("year_plan_stands", "'plan_of_known_kinds'", "'x'"), Plan),
        new("year plan: nobody looks at it", NoTrigger("year_plans.stands"), Plan),
        new("year plan: changed without a word", NoConstraint("plan_version_has_reason"),
            Killer.Of<PlanInvariantsTests>(nameof(PlanInvariantsTests.A_new_version_says_why))),
        new("year plan: rejected without a word", NoConstraint("plan_rejection_says_why"), Decision),
        new("year plan: decided by nobody", NoConstraint("plan_decider_present"), Decision),
        new("year plan: decided by its proposer", NoTrigger("year_plan_decisions.by_another"), Decision),
        new("year plan: proposed by anybody", Function("propose_year_plan", "PERFORM require_role(p_fund, 'fund_accountant');", ""), Hands),
        new("year plan: decided by anybody", Function("decide_year_plan", "PERFORM require_role(p_fund, 'approver');", ""), Hands),
        new("year plan: unsealed", NoTrigger("year_plans.sealed"),
            Killer.Of<PlanInvariantsTests>(nameof(PlanInvariantsTests.A_plan_and_its_decision_are_sealed))),
        new("year plan: decision unsealed", NoTrigger("year_plan_decisions.sealed"),
            Killer.Of<PlanInvariantsTests>(nameof(PlanInvariantsTests.A_plan_and_its_decision_are_sealed))),
    ];
}
