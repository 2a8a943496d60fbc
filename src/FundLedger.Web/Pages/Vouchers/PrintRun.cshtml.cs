using FundLedger.Features.Vouchers;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FundLedger.Web.Pages.Vouchers;

/// <summary>What was printed together, for who printed it.</summary>
internal sealed class PrintRunModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string fund, int run)
    {
        var file = await mediator.Send(new GetPrintRun(fund, run), HttpContext.RequestAborted);
        return file.Match(PaperFile.Inline, _ => NotFound());
    }
}
