using FundLedger.Features.Disbursements;
using FundLedger.Web.Pages.Audit;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Norms;

/// <summary>What a decision would have cost on the supports of a past year.</summary>
internal sealed class SimulateModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true, Name = "decision")]
    public int Decision { get; set; }

    [BindProperty(SupportsGet = true, Name = "year")]
    public int? Year { get; set; }

    public SimulatedNorm? Simulated { get; private set; }

    public string ReasonOf(string code) => RuleWords.RuleOf(code, texts);

    public async Task<IActionResult> OnGetAsync()
    {
        var simulated = await Send(new SimulateNorm(FundCode, Decision, Year));
        if (simulated.Error is { } error) return Show(error);
        Simulated = simulated.Value;
        return Page();
    }
}
