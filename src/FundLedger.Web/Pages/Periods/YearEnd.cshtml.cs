using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Periods;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Periods;

/// <summary>The end of a year: an approver decides what becomes of budget money, the cashier returns what lapsed.</summary>
internal sealed class YearEndModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    /// <summary>The year; empty for the one whose December is now, or was last.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty]
    public string? Pool { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? DecisionNumber { get; set; }

    [BindProperty]
    public string? DecisionDate { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? Payee { get; set; }

    public YearEnd? End { get; private set; }

    public int Ended => Year ?? Today.PlusMonths(1).Year - 1;

    public bool MayDecide => Me.IsAny(Role.Approver);

    public bool MayReturn => Me.IsAny(Role.Cashier);

    public IEnumerable<SelectListItem> Undecided => Choice(pool => pool.IsBudget && pool.Left.IsPositive);

    public IEnumerable<SelectListItem> Due => Choice(pool => pool.Due.IsPositive);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor)) return Forbid();
        var found = await Send(new GetYearEnd(FundCode, Ended));
        if (found.Error is { } error) return Show(error);
        End = found.Value;
        Date ??= Screen.Show(Today);
        return Page();
    }

    public Task<IActionResult> OnPostCarryAsync() => DecideAsync(YearEndOutcome.Carried);

    public Task<IActionResult> OnPostLapseAsync() => DecideAsync(YearEndOutcome.Lapsed);

    public async Task<IActionResult> OnPostReturnAsync()
    {
        if (await OnGetAsync() is not PageResult) return Forbid();
        var amount = Read(nameof(Amount), AmountReader.Read(Amount));
        var date = Read(nameof(Date), DateReader.Read(Date, Today));
        if (amount is null || date is null) return Page();
        var returned = await Send(new ReturnBudget(FundCode, Key, Pool ?? "", amount.Value, date.Value, "bank", Payee ?? ""));
        if (returned.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã nộp trả theo chứng từ {0}.", returned.Value.Voucher].Value;
        return Redirect($"/periods/year-end?Year={Ended}");
    }

    private async Task<IActionResult> DecideAsync(YearEndOutcome outcome)
    {
        if (await OnGetAsync() is not PageResult) return Forbid();
        var date = string.IsNullOrWhiteSpace(DecisionDate) ? null : Read(nameof(DecisionDate), DateReader.Read(DecisionDate, Today));
        if (!ModelState.IsValid) return Page();
        var decided = await Send(new DecideYearEnd(FundCode, Key, Ended, Pool ?? "", outcome, Reason ?? "")
        {
            DecisionNumber = string.IsNullOrWhiteSpace(DecisionNumber) ? null : DecisionNumber.Trim(), DecisionDate = date,
        });
        if (decided.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã quyết định nguồn {0}: {1}.", decided.Value.Pool, Screen.Show(decided.Value.Amount)].Value;
        return Redirect($"/periods/year-end?Year={Ended}");
    }

    private IEnumerable<SelectListItem> Choice(Func<YearEndPool, bool> isMeant) =>
        End!.Pools.Where(isMeant).Select(pool => new SelectListItem(Bilingual.Of(pool.NameVi, pool.NameEn), pool.Pool, pool.Pool == Pool));

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());
}
