using FundLedger.Features.Disbursements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The institutions that the fund may support, and the form that adds one.</summary>
internal sealed class InstitutionsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    internal static readonly Role[] Readers =
        [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer];

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Unit { get; set; }

    public InstitutionList List { get; private set; } = new([], []);

    public bool MayAdd => Me.IsAny(Role.FundAccountant, Role.CommuneOfficer);

    public IEnumerable<SelectListItem> Units => List.Units.Select(unit => new SelectListItem(unit.Name, unit.Code));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Readers)) return Forbid();
        List = (await Send(new ListInstitutions(FundCode))).Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MayAdd) return Forbid();
        await OnGetAsync();
        var added = await Send(new AddInstitution(FundCode, Key, Unit ?? "", Name ?? ""));
        if (added.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã ghi cơ sở {0}.", added.Value.Institution].Value;
        return RedirectToPage();
    }
}
