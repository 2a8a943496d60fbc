using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>What auditors write, and who answers them.</summary>
internal static class AuditMutants
{
    private static readonly Killer Refused = Killer.Of<AuditInvariantsTests>(nameof(AuditInvariantsTests.It_is_refused_that));

    private static readonly Killer Owner = Killer.Of<AuditInvariantsTests>(nameof(AuditInvariantsTests.Nor_with_the_rights_of_the_owner));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("attested with another digest", NoConstraint("attests_what_was_issued"), Refused),
        new("attested twice", NoConstraint("attested_once_by_a_person"), Refused),
        new("attested by anybody", Function("attest_statement", "PERFORM require_role(p_fund, 'auditor');", ""), Refused),
        new("attested by who took part", NoTrigger("attestations.had_no_part"), Owner),
        new("findings by anybody", Function("open_finding", "PERFORM require_role(p_fund, 'auditor');", ""), Refused),
        new("findings that say nothing", NoConstraint("finding_says_what"), Refused),
        new("findings about nothing", NoConstraint("finding_names_its_paper"), Refused),
        new("answered by the auditor", Function("answer_finding", "PERFORM require_role(p_fund, 'fund_accountant', 'approver');", ""), Refused),
        new("answered by who found it", Function("finding_step_follows",
            "PERFORM refuse('answerer_is_not_finder'", "PERFORM concat('answerer_is_not_finder'"), Owner),
        new("judged by who answered", Function("finding_step_follows",
            "PERFORM refuse('judge_is_not_answerer'", "PERFORM concat('judge_is_not_answerer'"), Owner),
        new("judged by the fund", Function("judge_answer", "PERFORM require_role(p_fund, 'auditor');", ""), Refused),
        new("findings in any state", Function("finding_step_follows",
            "PERFORM refuse('finding_in_its_state'", "PERFORM concat('finding_in_its_state'"), Refused),
        new("steps without a reason", NoConstraint("finding_step_says_why"), Refused),
        new("samples by anybody", Function("draw_sample", "PERFORM require_role(p_fund, 'auditor');", ""), Refused),
        new("samples of more than there is", NoConstraint("sample_within_population"), Refused),
        new("samples of any seed", NoConstraint("sample_seed"), Refused),
        new("results by anybody", Function("record_sample_result", "PERFORM require_role(p_fund, 'auditor');", ""), Refused),
        new("short by more than all", Function("record_sample_result",
            "PERFORM refuse('short_by_less_than_all'", "PERFORM concat('short_by_less_than_all'"), Refused),
        new("short by nobody knows what", NoConstraint("short_says_how_much"), Refused),
        new("amiss and not found", NoConstraint("what_is_amiss_is_found"), Owner),
        new("results of nobody", NoConstraint("sample_result_actor_present"), Owner),
        new("looks noted by anybody", Function("note_look", "PERFORM require_role(p_fund, 'auditor');", ""), Refused),
    ];
}
