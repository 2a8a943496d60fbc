using FundLedger.Features.Norms;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Norms;

/// <summary>The norm decision by which the chosen fund pays, and the others that were published.</summary>
internal sealed class IndexModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true, Name = "decision")]
    public int? Decision { get; set; }

    [BindProperty(SupportsGet = true, Name = "support")]
    public string? Support { get; set; }

    public NormsOfFund Norms { get; private set; } = new([], null, [], [], []);

    public async Task<IActionResult> OnGetAsync()
    {
        var norms = await Send(new GetNorms(FundCode, Decision, string.IsNullOrEmpty(Support) ? null : Support));
        if (norms.Error is { } error) return Show(error);
        Norms = norms.Value;
        return Page();
    }
}
