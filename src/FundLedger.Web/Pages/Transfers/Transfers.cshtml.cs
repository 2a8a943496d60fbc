using FundLedger.Features.Transfers;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Transfers;

/// <summary>The transfers between the pools of the chosen fund.</summary>
internal sealed class TransfersModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public IReadOnlyList<ListedTransfer> Transfers { get; private set; } = [];

    public bool MayRequest => Me.IsAny(Role.FundAccountant);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Approver, Role.Auditor)) return Forbid();
        var found = await Send(new ListTransfers(FundCode));
        if (found.Error is { } error) return Show(error);
        Transfers = found.Value;
        return Page();
    }
}
