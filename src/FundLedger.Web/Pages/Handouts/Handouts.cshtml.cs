using FundLedger.Features.Payments;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Handouts;

/// <summary>What the person has to hand out, of whatever fund.</summary>
internal sealed class HandoutsModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public IReadOnlyList<ListedHandout> Handouts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.CommuneOfficer, Role.Cashier)) return Forbid();
        Handouts = (await Send(new ListHandouts())).Value;
        return Page();
    }
}
