using FundLedger.Features.Payments;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Payments;

/// <summary>What goes to the bank or the Treasury, once it was taken.</summary>
internal sealed class PaymentFileModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public async Task<IActionResult> OnGetAsync(string fund, int order, string? language)
    {
        if (Me.Funds.FirstOrDefault(one => one.Code == fund) is not { } here) return NotFound();
        if (!here.Roles.Overlaps([Role.FundAccountant, Role.Cashier, Role.Auditor])) return Forbid();
        var file = await Send(new GetPaymentFile(fund, order, PaperFile.LanguageOf(language)));
        return file.Match(PaperFile.Download, _ => NotFound());
    }
}
