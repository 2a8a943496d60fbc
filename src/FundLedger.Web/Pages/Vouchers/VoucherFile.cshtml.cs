using FundLedger.Features.Vouchers;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FundLedger.Web.Pages.Vouchers;

/// <summary>A voucher as a PDF.</summary>
internal sealed class VoucherFileModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string fund, string number, string? language)
    {
        var file = await mediator.Send(new PrintVoucher(fund, number, PaperFile.LanguageOf(language)), HttpContext.RequestAborted);
        return file.Match(PaperFile.Inline, _ => NotFound());
    }
}
