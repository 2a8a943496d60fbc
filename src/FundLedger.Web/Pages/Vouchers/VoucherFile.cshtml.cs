using FundLedger.Features.Vouchers;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FundLedger.Web.Pages.Vouchers;

/// <summary>A voucher as a PDF to look at; it says that it is no print.</summary>
internal sealed class VoucherFileModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string fund, string number, string? language)
    {
        var file = await mediator.Send(new PreviewVoucher(fund, number, PaperFile.LanguageOf(language)), HttpContext.RequestAborted);
        return file.Match(PaperFile.Inline, _ => NotFound());
    }
}
