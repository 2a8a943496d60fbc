using FundLedger.Features.Disbursements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The days of the occasions, year by year, lunar ones as Vietnam counts them.</summary>
internal sealed class OccasionsModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public OccasionCalendar Calendar { get; private set; } = new([], []);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer)) return Forbid();
        Calendar = (await Send(new ListOccasions(FundCode))).Value;
        return Page();
    }
}
