using FundLedger.Features.Norms;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Norms;

/// <summary>The files of a norm decision: the scanned paper, and the workbook; decision 0 is the empty form.</summary>
internal sealed class NormPaperModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public async Task<IActionResult> OnGetAsync(int decision, string what, string? language)
    {
        if (what == "scan")
        {
            var scan = await Send(new GetNormScan(FundCode, decision));
            return scan.Match(PaperFile.Download, _ => NotFound());
        }

        var workbook = await Send(new ExportNorm(FundCode, decision == 0 ? null : decision, PaperFile.LanguageOf(language)));
        return workbook.Match(PaperFile.Download, _ => NotFound());
    }
}
