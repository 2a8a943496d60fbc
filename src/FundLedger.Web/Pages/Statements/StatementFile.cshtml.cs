using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Statements;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace FundLedger.Web.Pages.Statements;

/// <summary>The files of a statement. What cannot be stated is said on the page of the statement.</summary>
internal sealed class StatementFileModel(IMediator mediator, IClock clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string fund, string? from, string? to, string? format, string? language, int? version)
    {
        var today = BusinessDate.Of(clock.GetCurrentInstant());
        var (first, last) = (DateReader.Read(from, today), DateReader.Read(to, today));
        if (!Enum.TryParse<ExportFormat>(format, ignoreCase: true, out var known) || !Enum.IsDefined(known)) return NotFound();
        if (!first.IsOk || !last.IsOk) return OnPage(from, to);
        var export = new ExportFund(fund, first.Value, last.Value, known, PaperFile.LanguageOf(language)) { Version = version };
        var file = await mediator.Send(export, HttpContext.RequestAborted);
        return file.Match(PaperFile.Download, refusal => refusal is NotFound ? NotFound() : OnPage(from, to));
    }

    private RedirectToPageResult OnPage(string? from, string? to) => RedirectToPage("/Statements/Statement", new { from, to });
}
