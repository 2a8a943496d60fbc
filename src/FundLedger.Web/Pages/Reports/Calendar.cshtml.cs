using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features.Reports;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Pages.Reports;

/// <summary>Which reports the chosen fund owes in a year, and what was sent for each.</summary>
internal sealed class CalendarModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    /// <summary>Empty for this year.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty]
    public string? TellDays { get; set; } = "7";

    [BindProperty]
    public int Due { get; set; }

    [BindProperty]
    public int? Freeze { get; set; }

    [BindProperty]
    public string? Document { get; set; }

    public ReportCalendar? Shown { get; private set; }

    public bool MayPlan => Me.IsAny(Role.FundAccountant);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(ReportLinks.Readers)) return Forbid();
        var year = Year ?? BusinessDate.Of(clock.GetCurrentInstant()).Year;
        var calendar = await Send(new GetReportCalendar(FundCode, year));
        if (calendar.Error is { } refusal) return Show(refusal);
        Shown = calendar.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostPlanAsync()
    {
        if (await OnGetAsync() is not PageResult) return Forbid();
        var days = int.TryParse(TellDays, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        var planned = await Send(new PlanReports(FundCode, Key, Shown!.Year, days));
        if (planned.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã đưa {0} báo cáo vào lịch.", planned.Value.Count].Value;
        return Redirect(FormattableString.Invariant($"/reports/calendar?year={Shown.Year}"));
    }

    public async Task<IActionResult> OnPostAnswerAsync()
    {
        if (await OnGetAsync() is not PageResult) return Forbid();
        var answered = await Send(new AnswerDue(FundCode, Key, Due) { Freeze = Freeze, Document = Document });
        if (answered.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã ghi báo cáo đã gửi."].Value;
        return Redirect(FormattableString.Invariant($"/reports/calendar?year={Shown!.Year}"));
    }

    /// <summary>The form that freezes it, with its days filled in: to its day, or to today where that is still to come.</summary>
    public string FreezeUrl(ReportDue due)
    {
        var cutOff = LocalDate.Min(LocalDate.Min(due.DueOn, due.To), Shown!.Today);
        return $"/reports/frozen?report={due.Report}&from={Iso(due.From)}&cutoff={Iso(cutOff)}&to={Iso(due.To)}";
    }

    /// <summary>The report itself, so far as its days have come; null where another document answers.</summary>
    public string? ReportUrl(ReportDue due) => due.Report is not { } report || due.From > Shown!.Today ? null
        : ReportLinks.UrlOf(new ReportQuestion(FundCode, report, due.From, LocalDate.Min(due.To, Shown.Today)));

    public static string StateOf(ReportDue due, IStringLocalizer<Texts> texts) => due.State switch
    {
        DueState.Made => texts["Đã gửi"],
        DueState.Overdue => texts["Quá hạn"],
        DueState.Soon => texts["Sắp đến hạn"],
        _ => texts["Chưa đến hạn, nhắc trước {0} ngày", due.TellDays],
    };

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
