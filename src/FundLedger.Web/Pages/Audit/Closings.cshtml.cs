using FundLedger.Features.Audit;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Audit;

/// <summary>The closed months of the chosen fund with the hash at each closing.</summary>
internal sealed class ClosingsModel(IMediator mediator, CurrentUser me) : AuditPage(mediator, me)
{
    public IReadOnlyList<Closing> Closings { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(new ListClosings(FundCode));
        if (list.Error is { } error) return Show(error);
        Closings = list.Value.Closings;
        return Page();
    }
}
