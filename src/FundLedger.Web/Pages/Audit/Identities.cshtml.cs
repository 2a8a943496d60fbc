using FundLedger.Features.Audit;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Audit;

/// <summary>Who opened which child's identity.</summary>
internal sealed class IdentitiesModel(IMediator mediator, CurrentUser me) : AuditPage(mediator, me)
{
    /// <summary>Code of a child to show only its looks.</summary>
    [BindProperty(SupportsGet = true, Name = "child")]
    public string? Child { get; set; }

    public IReadOnlyList<IdentityAccess> Accesses { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(new ListIdentityAccesses(FundCode));
        if (list.Error is { } error) return Show(error);
        Accesses = [.. list.Value.Accesses.Where(access => string.IsNullOrEmpty(Child) || access.Child == Child)];
        return Page();
    }
}
