using FundLedger.Domain;
using FundLedger.Features.Periods;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;
using Period = FundLedger.Features.Periods.Period;

namespace FundLedger.Web.Pages.Periods;

/// <summary>
/// The months of the chosen fund: the accountant closes them, an approver accepts what stays open and decides on reopening.
/// </summary>
internal sealed class IndexModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    private static readonly LocalDatePattern MonthPattern = LocalDatePattern.CreateWithInvariantCulture("MM'/'uuuu");

    /// <summary>The first day of the month that is meant, as ISO 8601.</summary>
    [BindProperty]
    public string? Month { get; set; }

    /// <summary>The open items as they were shown.</summary>
    [BindProperty]
    public string? ItemsHash { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Number of the request for a reopening.</summary>
    [BindProperty]
    public long Asked { get; set; }

    public IReadOnlyList<Period> Periods { get; private set; } = [];

    public IReadOnlyList<PeriodEvent> Events { get; private set; } = [];

    /// <summary>Of the month to close next, once it has ended.</summary>
    public PeriodChecklist? Checklist { get; private set; }

    /// <summary>Who closes the next month.</summary>
    public NextStep? Step { get; private set; }

    /// <summary>Who decides on the reopening that waits.</summary>
    public NextStep? ReopeningStep { get; private set; }

    public bool MayClose => Me.IsAny(Role.FundAccountant);

    public bool ReadsBooks => Ledger.LedgerReaders.Includes(Me);

    public bool MayDecide => Me.IsAny(Role.Approver);

    public Period? Next => Periods.FirstOrDefault(period => period.State is PeriodState.Next or PeriodState.Closing);

    public Period? Reopenable => Periods.LastOrDefault(period => period.MayReopen);

    public PeriodEvent? Waiting => Events.FirstOrDefault(step => step.IsWaiting && step.Month == Reopenable?.Month);

    public static string NameOf(LocalDate month) => MonthPattern.Format(month);

    public static string Iso(LocalDate month) => LocalDatePattern.Iso.Format(month);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRead) return Forbid();
        var periods = await Send(new ListPeriods(FundCode));
        if (periods.Error is { } error) return Show(error);
        Periods = periods.Value;
        Events = (await Send(new ListPeriodEvents(FundCode))).Value;
        if (Next is { } open) Step = await NextAsync(FundCode, "period", NumberOf(open.Month), StateOf(open));
        if (Waiting is { } asked) ReopeningStep = await NextAsync(FundCode, "period", NumberOf(asked.Month), "reopening");
        if (Next is { HasEnded: true } next) Checklist = (await Send(new GetChecklist(FundCode, next.Month))).Value;
        return Page();
    }

    /// <summary>Who began, accepted, closed and opened again, as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!MayRead) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var events = await Send(new ListPeriodEvents(FundCode));
            return events.Error is { } error ? error : Shown(events.Value);
        });
    }

    public Task<IActionResult> OnPostStartAsync() => DoAsync(
        month => new StartClosing(FundCode, Key, month), started => texts["Đang khóa sổ tháng {0}.", NameOf(started.Month)]);

    public Task<IActionResult> OnPostTakeBackAsync() => DoAsync(
        month => new TakeClosingBack(FundCode, Key, month), back => texts["Tháng {0} mở lại để sửa.", NameOf(back.Month)]);

    public Task<IActionResult> OnPostAcceptAsync() => DoAsync(
        month => new AcceptOpenItems(FundCode, Key, month, ItemsHash ?? "", Reason ?? ""),
        accepted => texts["Đã chấp nhận các khoản còn treo của tháng {0}.", NameOf(accepted.Month)]);

    public Task<IActionResult> OnPostAsync() => DoAsync(
        month => new ClosePeriod(FundCode, Key, month),
        closed => texts["Đã khóa sổ tháng {0}, sao kê phiên bản {1} đã được niêm phong.", NameOf(closed.Month), closed.Version]);

    public Task<IActionResult> OnPostReopenAsync() => DoAsync(
        month => new RequestReopening(FundCode, Key, month, Reason ?? ""),
        asked => texts["Đã đề nghị mở lại tháng {0}; người duyệt sẽ quyết định.", NameOf(asked.Month)]);

    public Task<IActionResult> OnPostApproveAsync() => DoAsync(
        _ => new ApproveReopening(FundCode, Key, Asked), reopened => texts["Đã mở lại tháng {0}.", NameOf(reopened.Month)]);

    public Task<IActionResult> OnPostRejectAsync() => DoAsync(
        _ => new RejectReopening(FundCode, Key, Asked, Reason ?? ""),
        rejected => texts["Tháng {0} vẫn khóa.", NameOf(rejected.Month)]);

    private bool MayRead => Me.IsAny(Role.FundAccountant, Role.Approver, Role.Auditor);

    private ShownList Shown(IReadOnlyList<PeriodEvent> events) => new(
        "period-events", texts["Nhật ký khóa sổ"],
        [
            texts["Tháng"], texts["Việc"], texts["Lúc"], texts["Người làm"], texts["Lý do"], texts["Bản ghi số"],
            texts["SHA-256 của số liệu"],
        ],
        [
            .. events.Select(step => (object?[])
            [
                NameOf(step.Month), FindingWords.StepOf(step, texts), Screen.Show(step.RecordedAt), step.By, step.Reason, step.LogNo,
                step.Digest,
            ]),
        ]);

    private static long NumberOf(LocalDate month) => (month.Year * 100) + month.Month;

    private static string StateOf(Period period) =>
        !period.HasEnded ? "open" : period.State == PeriodState.Closing ? "closing" : "ended";

    private async Task<IActionResult> DoAsync<T>(Func<LocalDate, IRequest<Result<T>>> command, Func<T, LocalizedString> done)
    {
        if (!MayClose && !MayDecide) return Forbid();
        if (LocalDatePattern.Iso.Parse(Month ?? "") is not { Success: true } month) return BadRequest();
        var answer = await Send(command(month.Value));
        if (answer.Error is { } error)
        {
            await OnGetAsync();
            return Show(error);
        }

        TempData["Done"] = done(answer.Value).Value;
        return Redirect("/periods");
    }
}
