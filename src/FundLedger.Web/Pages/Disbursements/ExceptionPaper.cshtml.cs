using FundLedger.Features.Disbursements;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The attached decision by which a request is above the norm.</summary>
internal sealed class ExceptionPaperModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string fund, long id)
    {
        var paper = await mediator.Send(new GetExceptionPaper(fund, id), HttpContext.RequestAborted);
        return paper.Match(PaperFile.Download, _ => NotFound());
    }
}
