using FundLedger.Domain;
using FundLedger.Features.Periods;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;
using Period = FundLedger.Features.Periods.Period;

namespace FundLedger.Web.Pages.Periods;

/// <summary>The months of the chosen fund; the accountant closes the next one that has ended.</summary>
internal sealed class IndexModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    private static readonly LocalDatePattern MonthPattern = LocalDatePattern.CreateWithInvariantCulture("MM'/'uuuu");

    /// <summary>The first day of the month to close, as ISO 8601.</summary>
    [BindProperty]
    public string? Month { get; set; }

    public IReadOnlyList<Period> Periods { get; private set; } = [];

    public bool MayClose => Me.IsAny(Role.FundAccountant);

    public static string NameOf(LocalDate month) => MonthPattern.Format(month);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Auditor)) return Forbid();
        var periods = await Send(new ListPeriods(FundCode));
        if (periods.Error is { } error) return Show(error);
        Periods = periods.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MayClose) return Forbid();
        if (LocalDatePattern.Iso.Parse(Month ?? "") is not { Success: true } month) return BadRequest();
        var closed = await Send(new ClosePeriod(FundCode, Key, month.Value));
        if (closed.Error is not { } error)
        {
            TempData["Done"] = texts["Đã khóa sổ tháng {0}. Số dư cuối tháng đã được niêm phong.", NameOf(closed.Value.Month)].Value;
            return Redirect("/periods");
        }

        await OnGetAsync();
        return Show(error);
    }
}
