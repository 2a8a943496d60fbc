using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Reports;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Reports;

/// <summary>A report as it was sent, its proof, and what came after it.</summary>
internal sealed class FrozenSheetModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    public FrozenReportPage? Shown { get; private set; }

    /// <summary>The period has ended, and nobody made the final one yet, or more has come since.</summary>
    public bool MayFinish => Me.Funds.Any(fund => fund.Code == Fund && fund.Roles.Contains(Role.FundAccountant))
        && Shown is { Frozen: { IsFinal: false } frozen } && frozen.To <= BusinessDate.Of(clock.GetCurrentInstant());

    public async Task<IActionResult> OnGetAsync()
    {
        var report = await Send(new GetFrozenReport(Fund, Number));
        if (report.Error is RoleMissing) return Forbid();
        if (report.Error is not null) return NotFound();
        Shown = report.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostFinishAsync()
    {
        var made = await Send(new FinishReport(Fund, Key, Number));
        if (made.Error is { } error) return await OnGetAsync() is PageResult ? Show(error) : NotFound();
        TempData["Done"] = texts["Đã lập báo cáo chính thức số {0}.", made.Value.Number].Value;
        return Redirect(FormattableString.Invariant($"/reports/frozen/{Fund}/{made.Value.Number}"));
    }

    public string FileUrl(string format) => FormattableString.Invariant(
        $"/reports/frozen/{Fund}/{Number}/file?format={format}&language={LanguageSetup.Current}");
}
