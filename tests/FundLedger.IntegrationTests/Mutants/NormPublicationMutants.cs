using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>How a norm decision comes into force.</summary>
internal static class NormPublicationMutants
{
    private static readonly Killer Two = Killer.Of<NormPublicationTests>(nameof(NormPublicationTests.It_takes_two_persons_to_publish));
    private static readonly Killer Frozen = Killer.Of<NormPublicationTests>(nameof(NormPublicationTests.What_is_proposed_is_not_edited));

    private static readonly Killer Follows =
        Killer.Of<NormPublicationTests>(nameof(NormPublicationTests.A_range_is_closed_only_by_a_decision_that_follows));

    private static readonly Killer Cases =
        Killer.Of<NormCaseInvariantsTests>(nameof(NormCaseInvariantsTests.A_case_gets_the_amount_of_its_variant_and_of_no_other));

    private static readonly Killer Exceptions = Killer.Of<NormCaseInvariantsTests>(
        nameof(NormCaseInvariantsTests.An_exception_needs_a_line_that_knows_one_a_reason_to_be_one_and_its_paper));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("norms published by nobody", Function("norm_moves_forward",
            "PERFORM refuse('norm_published_by_two'", "PERFORM concat('norm_published_by_two'"), Two),
        new("proposed norms are edited", NoTrigger("norm_lines.immutable"), Frozen),
        new("the head of proposed norms is edited", Function("norm_moves_forward",
            "PERFORM refuse('published_norm_immutable', 'What is proposed", "PERFORM concat('published_norm_immutable', 'What is proposed"), Frozen),
        new("scans put to proposed norms", NoTrigger("norm_scans.immutable"), Frozen),
        new("norms published unseen", Function("publish_norm", "IS DISTINCT FROM p_content_hash", "IS NULL"),
            Killer.Of<NormPublicationTests>(nameof(NormPublicationTests.What_was_not_seen_is_not_published))),
        new("norms that end for a draft", NoTrigger("norm_decisions.successor_published"), Follows),
        new("norms back-dated over what was judged", Function("norm_moves_forward", "d.judged_on >= upper(NEW.in_force)", "false"),
            Killer.Of<NormPublicationTests>(nameof(NormPublicationTests.A_decision_is_not_back_dated_over_requests_that_were_judged))),
        new("norms that bind before their day of issue", Function("norm_moves_forward", "lower(NEW.in_force) < NEW.issued_on", "false"),
            Killer.Of<NormPublicationTests>(nameof(NormPublicationTests.A_decision_does_not_bind_before_its_day_of_issue))),
        new("amounts of a variant that is not there", Function("disbursement_line_within_norm",
            "PERFORM refuse('norm_variant'", "PERFORM concat('norm_variant'"), Cases),
        new("exceptions that no line knows", Function("disbursement_line_within_norm", "l.exception_level IS NULL", "false"), Exceptions),
        new("norms born published", Function("norm_moves_forward", "NEW.status <> 'draft' OR", ""),
            Killer.Of<NormPublicationTests>(nameof(NormPublicationTests.A_decision_begins_as_a_draft))),
        new("the decision before stays in force", Function("publish_norm", "d.status = 'published'", "false"),
            Killer.Of<NormPublicationTests>(nameof(NormPublicationTests.The_next_decision_closes_the_range_of_the_one_before))),
    ];
}
