using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Reports;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace FundLedger.Web.Pages.Reports;

/// <summary>A report as a file. What cannot be made is said on the page of the report.</summary>
internal sealed class ReportFileModel(IMediator mediator, IClock clock) : PageModel
{
    /// <summary>The choices of the page, as its address has them.</summary>
    public sealed record Asked(string? From, string? To, string? Occasion, bool Units, bool Shared)
    {
        public string? Format { get; init; }

        public string? Language { get; init; }
    }

    public async Task<IActionResult> OnGetAsync(string fund, string report, [FromQuery] Asked asked)
    {
        var today = BusinessDate.Of(clock.GetCurrentInstant());
        var (from, to) = (DateReader.Read(asked.From, today), DateReader.Read(asked.To, today));
        if (!from.IsOk || !to.IsOk) return RedirectToPage("/Reports/Reports", new { report, asked.From, asked.To });
        var question = new ReportQuestion(fund, report, from.Value, to.Value)
        {
            Occasion = asked.Occasion, WithUnits = asked.Units, IsShared = asked.Shared,
        };
        var request = new ExportReport(question, asked.Format ?? "", PaperFile.LanguageOf(asked.Language));
        var file = await ReportDownloads.MakeAsync(mediator, request, HttpContext.RequestAborted);
        return file.Match(PaperFile.Download, refusal => refusal switch
        {
            Domain.NotFound or BookFormatUnknown => NotFound(),
            Features.Pipeline.RoleMissing => Forbid(),
            _ => Redirect(ReportLinks.UrlOf(question)),
        });
    }
}
