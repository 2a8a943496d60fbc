using FundLedger.Features.Findings;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Audit;

/// <summary>What auditors opened of the chosen fund's papers.</summary>
internal sealed class LooksModel(IMediator mediator, CurrentUser me) : AuditPage(mediator, me)
{
    [BindProperty(SupportsGet = true, Name = "by")]
    public string? By { get; set; }

    public IReadOnlyList<AuditLook> Looks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(new ListAuditLooks(FundCode, string.IsNullOrWhiteSpace(By) ? null : By.Trim()));
        if (list.Error is { } error) return Show(error);
        Looks = list.Value.Looks;
        return Page();
    }
}
