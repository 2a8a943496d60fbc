using FundLedger.IntegrationTests.Concurrency;
using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Months that close and reopen.</summary>
internal static class PeriodMutants
{
    private static readonly Killer Steps =
        Killer.Of<PeriodInvariantsTests>(nameof(PeriodInvariantsTests.What_the_months_do_not_allow_is_refused_by_the_functions));

    private static readonly Killer State =
        Killer.Of<PeriodInvariantsTests>(nameof(PeriodInvariantsTests.The_state_of_the_months_cannot_contradict_itself));

    private static readonly Killer Blockers =
        Killer.Of<PeriodInvariantsTests>(nameof(PeriodInvariantsTests.A_month_with_unsettled_items_is_not_closed_by_the_function_either));

    private static readonly Killer Papers = Killer.Of<PeriodInvariantsTests>(
        nameof(PeriodInvariantsTests.What_papers_are_made_with_is_kept_when_a_month_is_closed_by_who_closes_it));

    private static readonly Killer Kept =
        Killer.Of<PeriodInvariantsTests>(nameof(PeriodInvariantsTests.What_is_kept_of_a_closing_makes_sense));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("the other person is made up", NoTrigger("period_events.answers_its_question"),
            Killer.Of<PeriodInvariantsTests>(nameof(PeriodInvariantsTests.The_other_person_cannot_be_made_up))),
        new("closed in spite of what is open", Function("close_period", "IF v_blockers IS NOT NULL THEN", "IF false THEN"), Blockers),
        new("a gap is accepted like an open item", Function("close_period", "f.severity = 'blocker' OR", "false OR"),
            Killer.Of<PeriodInvariantsTests>(nameof(PeriodInvariantsTests.A_gap_in_the_numbers_cannot_be_accepted))),
        new("reopened without a reason", Function("require_long_reason", "< 10 THEN", "< 1 THEN"), Steps),
        new("any month reopens", Function("require_reopenable", "closed_through = month_end(p_month) AND", "true OR"), Steps),
        new("a reopening waits for nobody", Function("approve_reopening", "PERFORM lock_fund(p_fund);", ""),
            Killer.Of<DecisionMeetingTests>(nameof(DecisionMeetingTests.What_is_dated_in_a_month_waits_for_its_reopening_and_is_recorded))),
        new("asked to reopen twice", Function("request_reopening", "PERFORM refuse('reopening_asked_once'", "PERFORM concat('reopening_asked_once'"), Steps),
        new("a statement is sealed at any time", Function("seal_statement", "AND h.log_no = c.log_no", ""), Steps),
        new("closings without papers", NoTrigger("statement_seals.has_papers"),
            Killer.Of<PeriodInvariantsTests>(nameof(PeriodInvariantsTests.A_closing_without_what_its_papers_are_made_with_is_not_kept))),
        new("papers of another month", Function("keep_closing_papers", "v_sealed.version IS NULL OR", "false AND"), Papers),
        new("issued otherwise than sealed", Function("keep_closing_papers", "AND i.digest = v_sealed.digest", ""), Papers),
        new("papers kept by anybody", Function("keep_closing_papers", "PERFORM require_role(p_fund, 'fund_accountant');", ""), Papers),
        new("papers with any address", NoConstraint("closing_address_plain"), Kept),
        new("papers with any fonts", NoConstraint("closing_fonts_digest"), Kept),
        new("papers kept by nobody", NoConstraint("closing_papers_actor_present"), Kept),
        new("issued without a digest", NoConstraint("issued_statement_digest"), Kept),
        new("issued from after its end", NoConstraint("issued_statement_starts_before_its_end"), Kept),
        new("closed through the middle of a month", NoConstraint("closed_through_ends_a_month"), State),
        new("closing a month that is not the next", NoConstraint("closing_month_is_the_next"), State),
        new("closing by nobody", NoConstraint("closing_has_its_person"), State),
    ];
}
