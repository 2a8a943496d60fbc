using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Reports that are frozen.</summary>
internal static partial class Meetings
{
    private const string Kept = "Keeps the figures that the books give, and adds nothing to them.";

    private static (string Path, Meeting Meeting)[] OfReports { get; } =
    [
        ("command FreezeReport", Exempt(Kept)), ("function freeze_report", Exempt(Kept)),
        ("table report_freezes.from_date", Exempt(Kept)), ("table report_freezes.cut_off", Exempt(Kept)),
        ("table report_freezes.to_date", Exempt(Kept)),
        ("table report_dues.due_on", Exempt(WritesNoDay)), ("table report_dues.from_date", Exempt(WritesNoDay)),
        ("table report_dues.to_date", Exempt(WritesNoDay)),
        ("command ProposeYearPlan", Exempt(WritesNoDay)), ("function propose_year_plan", Exempt(WritesNoDay)),
        ("command DecideYearPlan", Exempt(WritesNoDay)), ("function decide_year_plan", Exempt(WritesNoDay)),
        ("api POST /year-plans/{year}", Sending("ProposeYearPlan")),
        ("api POST /year-plans/proposed/{plan}/decision", Sending("DecideYearPlan")),
        ("page PlanModel.OnPostProposeAsync", Sending("ProposeYearPlan")), ("page PlanModel.OnPostDecideAsync", Sending("DecideYearPlan")),
        ("command PlanReports", Exempt(WritesNoDay)), ("function plan_reports", Exempt(WritesNoDay)),
        ("command AnswerDue", Exempt(WritesNoDay)), ("function answer_due", Exempt(WritesNoDay)),
        ("api POST /report-calendar/{year}", Sending("PlanReports")), ("api POST /report-calendar/dues/{due}/answer", Sending("AnswerDue")),
        ("page CalendarModel.OnPostPlanAsync", Sending("PlanReports")), ("page CalendarModel.OnPostAnswerAsync", Sending("AnswerDue")),
        ("table report_frames.valid_from", Exempt(WritesNoDay)),
        ("command SetReportFrame", Exempt(WritesNoDay)), ("function set_report_frame", Exempt(WritesNoDay)),
        ("api POST /report-frame", Sending("SetReportFrame")), ("page FrameModel.OnPostAsync", Sending("SetReportFrame")),
        ("command FinishReport", Exempt(Kept)), ("function finish_report", Exempt(Kept)),
        ("api POST /frozen-reports", Sending("FreezeReport")), ("api POST /frozen-reports/{number}/final", Sending("FinishReport")),
        ("page FrozenModel.OnPostAsync", Sending("FreezeReport")), ("page FrozenSheetModel.OnPostFinishAsync", Sending("FinishReport")),
    ];
}
