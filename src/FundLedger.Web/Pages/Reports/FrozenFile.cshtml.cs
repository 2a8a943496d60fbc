using FundLedger.Features.Pipeline;
using FundLedger.Features.Reports;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FundLedger.Web.Pages.Reports;

/// <summary>A frozen report as a file: the same bytes each time.</summary>
internal sealed class FrozenFileModel(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string fund, int number, string? format, string? language)
    {
        var request = new ExportFrozenReport(fund, number, format ?? "", PaperFile.LanguageOf(language));
        var file = await ReportDownloads.MakeAsync(mediator, request, HttpContext.RequestAborted);
        return file.Match(PaperFile.Download, refusal => refusal is RoleMissing ? Forbid() : NotFound());
    }
}
