using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Traces;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace FundLedger.Web.Pages.Reports;

/// <summary>A statement to a donor as a file. What cannot be made is said on the page of the statement.</summary>
internal sealed class DonorFileModel(IMediator mediator, IClock clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(
        string fund, long donor, string? from, string? to, bool shared, string? format, string? language)
    {
        var today = BusinessDate.Of(clock.GetCurrentInstant());
        var (first, last) = (DateReader.Read(from, today), DateReader.Read(to, today));
        if (!first.IsOk || !last.IsOk) return RedirectToPage("/Reports/Donors", new { donor, from, to });
        var question = new DonorQuestion(fund, donor, first.Value, last.Value) { IsShared = shared };
        var request = new ExportDonorStatement(question, format ?? "", PaperFile.LanguageOf(language));
        var file = await ReportDownloads.MakeAsync(mediator, request, HttpContext.RequestAborted);
        return file.Match(PaperFile.Download, refusal => refusal switch
        {
            Domain.NotFound or BookFormatUnknown => NotFound(),
            Features.Pipeline.RoleMissing => Forbid(),
            _ => RedirectToPage("/Reports/Donors", new { donor, from, to, shared }),
        });
    }
}
