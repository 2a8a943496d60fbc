using FundLedger.Features.Audit;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Audit;

/// <summary>What the rules refused in the chosen fund.</summary>
internal sealed class RefusalsModel(IMediator mediator, CurrentUser me) : AuditPage(mediator, me)
{
    public IReadOnlyList<ListedRefusal> Refusals { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(new ListRefusals(FundCode));
        if (list.Error is { } error) return Show(error);
        Refusals = list.Value.Refusals;
        return Page();
    }
}
