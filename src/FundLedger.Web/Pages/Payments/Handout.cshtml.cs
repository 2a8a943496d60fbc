using FundLedger.Features.Payments;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Payments;

/// <summary>The list to be signed, or the slip of one line, as a PDF.</summary>
internal sealed class HandoutModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public async Task<IActionResult> OnGetAsync(string fund, int order, int? line, string? language)
    {
        if (Me.Funds.FirstOrDefault(one => one.Code == fund) is not { } here) return NotFound();
        if (!here.Roles.Overlaps([Role.FundAccountant, Role.Cashier, Role.Auditor])) return Forbid();
        var file = await Send(new PrintHandout(fund, order, line, PaperFile.LanguageOf(language)));
        return file.Match(PaperFile.Inline, _ => NotFound());
    }
}
