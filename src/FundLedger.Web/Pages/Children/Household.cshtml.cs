using FundLedger.Features.Children;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Children;

/// <summary>One household by its code.</summary>
internal sealed class HouseholdModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public Household? Household { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(IndexModel.Readers)) return Forbid();
        var found = await Send(new GetHousehold(FundCode, Code));
        if (found.Error is { } error) return Show(error);
        Household = found.Value;
        return Page();
    }
}
