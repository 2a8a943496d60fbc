using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Reports that were sent.</summary>
internal static class ReportMutants
{
    private static readonly Killer Frozen = Killer.Of<ReportInvariantsTests>(nameof(ReportInvariantsTests.A_frozen_report_is_refused_when));

    private static readonly Killer Hands =
        Killer.Of<ReportInvariantsTests>(nameof(ReportInvariantsTests.Only_an_accountant_of_the_fund_freezes_and_finishes));

    private static readonly Killer Follows =
        Killer.Of<ReportInvariantsTests>(nameof(ReportInvariantsTests.A_final_report_follows_one_that_is_there_and_is_none_itself));

    private static readonly Killer Calendar = Killer.Of<CalendarInvariantsTests>(nameof(CalendarInvariantsTests.It_is_refused_that));

    private static readonly Killer Planners =
        Killer.Of<CalendarInvariantsTests>(nameof(CalendarInvariantsTests.Only_an_accountant_of_the_fund_plans_and_answers));

    private static readonly Killer Frames = Killer.Of<ReportInvariantsTests>(nameof(ReportInvariantsTests.A_frame_is_refused_when));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("reports of days in no order", NoConstraint("freeze_days_in_order"), Frozen),
        new("reports of days to come", NoConstraint("freeze_day_has_come"), Frozen),
        new("final reports of half a period", NoConstraint("final_report_is_whole"), Frozen),
        new("half a year published", NoConstraint("publication_is_whole"), Frozen),
        new("open months published", NoTrigger("report_freezes.published_when_closed"), Frozen),
        new("thematic reports of nothing", NoConstraint("thematic_report_has_occasion"), Frozen),
        new("digests of other figures", NoConstraint("freeze_digest_of_its_figures"), Frozen),
        new("reports frozen by nobody", NoConstraint("freeze_actor_present"), Frozen),
        new("reports of books as they were once", Function("report_freeze_stands", "AND h.log_no = NEW.log_no AND h.log_hash = NEW.log_hash", ""), Frozen),
        new("reports with numbers left out", Function("report_freeze_stands", "NEW.freeze_no <> 1 +", "NEW.freeze_no < 1 +"), Frozen),
        new("final reports of other days", Function("report_freeze_stands",
            "(f.report, f.from_date, f.to_date) = (NEW.report, NEW.from_date, NEW.to_date)", "true"), Frozen),
        new("final reports of final ones", Function("report_freeze_stands", "AND f.follows IS NULL AND", "AND"), Follows),
        new("final reports of none", Function("finish_report", "IF NOT FOUND THEN", "IF false THEN"), Follows),
        new("reports that nobody looks at", NoTrigger("report_freezes.stands"), Frozen),
        new("reports unsealed", NoTrigger("report_freezes.sealed"),
            Killer.Of<ReportInvariantsTests>(nameof(ReportInvariantsTests.A_frozen_report_is_sealed_with_what_it_says))),
        new("reports frozen by anybody", Function("freeze_report", "PERFORM require_role(p_fund, 'fund_accountant');", ""), Hands),
        new("reports finished by anybody", Function("finish_report", "PERFORM require_role(p_fund, 'fund_accountant');", ""), Hands),
        new("frames for nobody", NoConstraint("frame_recipients_few"), Frames),
        new("frames by nobody", NoConstraint("frame_setter_present"), Frames),
        new("frames by anybody", Function("set_report_frame", "PERFORM require_role(p_fund, 'fund_accountant');", ""),
            Killer.Of<ReportInvariantsTests>(nameof(ReportInvariantsTests.Only_an_accountant_of_the_fund_sets_a_frame))),
        new("answers that say nothing", NoConstraint("due_answer_says_what"), Calendar),
        new("answers by nobody", NoConstraint("due_answerer_present"), Calendar),
        new("answers by any document", NoTrigger("report_answers.fits"), Calendar),
        new("reminders of long before", NoConstraint("due_told_in_time"), Calendar),
        new("calendars by nobody", NoConstraint("due_planner_present"), Calendar),
        new("due twice a year", NoConstraint("due_once_a_year"),
            Killer.Of<CalendarInvariantsTests>(nameof(CalendarInvariantsTests.A_report_is_due_once_a_year))),
        new("calendars by anybody", Function("plan_reports", "PERFORM require_role(p_fund, 'fund_accountant');", ""), Planners),
        new("answers by anybody", Function("answer_due", "PERFORM require_role(p_fund, 'fund_accountant');", ""), Planners),
    ];
}
