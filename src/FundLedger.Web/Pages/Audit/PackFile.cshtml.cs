using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Packs;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace FundLedger.Web.Pages.Audit;

/// <summary>An auditor's pack as an archive. What cannot be made is said on the page of the pack.</summary>
internal sealed class PackFileModel(IMediator mediator, IClock clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string fund, string? from, string? to, string? language)
    {
        var today = BusinessDate.Of(clock.GetCurrentInstant());
        var (first, last) = (DateReader.Read(from, today), DateReader.Read(to, today));
        if (!first.IsOk || !last.IsOk) return RedirectToPage("/Audit/Pack", new { from, to });
        var request = new ExportPack(fund, first.Value, last.Value, PaperFile.LanguageOf(language));
        var file = await PackDownloads.MakeAsync(mediator, request, HttpContext.RequestAborted);
        return file.Match(PaperFile.Download, refusal => refusal is Domain.NotFound
            ? NotFound() : RedirectToPage("/Audit/Pack", new { from, to }));
    }
}
