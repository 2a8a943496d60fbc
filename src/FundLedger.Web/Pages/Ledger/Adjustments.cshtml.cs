using FundLedger.Features.Adjustments;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>Who reads adjusting entries: those who write, post and audit them.</summary>
internal static class AdjustmentReaders
{
    public static readonly Role[] All = [Role.FundAccountant, Role.Approver, Role.Auditor];
}

/// <summary>The adjusting entries of the chosen fund, the waiting ones first.</summary>
internal sealed class AdjustmentsModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public IReadOnlyList<Adjustment> Adjustments { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(AdjustmentReaders.All)) return Forbid();
        var list = await Send(new ListAdjustments(FundCode));
        if (list.Error is { } error) return Show(error);
        Adjustments = list.Value.Adjustments;
        return Page();
    }
}
