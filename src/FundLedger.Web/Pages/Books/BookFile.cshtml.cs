using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace FundLedger.Web.Pages.Books;

/// <summary>A book as a file. What cannot be made is said on the page of the book.</summary>
internal sealed class BookFileModel(IMediator mediator, IClock clock) : PageModel
{
    /// <summary>The choices of the page, as its address has them.</summary>
    public sealed record Asked(string? From, string? To, string? Account, string? Pool, long? Donor, bool Units)
    {
        public string? Format { get; init; }

        public string? Language { get; init; }
    }

    public async Task<IActionResult> OnGetAsync(string fund, string book, [FromQuery] Asked asked)
    {
        var today = BusinessDate.Of(clock.GetCurrentInstant());
        var (from, to) = (DateReader.Read(asked.From, today), DateReader.Read(asked.To, today));
        if (!from.IsOk || !to.IsOk) return RedirectToPage("/Books/Books", new { book, asked.From, asked.To });
        var question = new BookQuestion(fund, book, from.Value, to.Value)
        {
            Account = asked.Account, Pool = asked.Pool, Donor = asked.Donor, WithUnits = asked.Units,
        };
        var file = await BookFiles.MakeAsync(
            mediator, new ExportBook(question, asked.Format ?? "", PaperFile.LanguageOf(asked.Language)), HttpContext.RequestAborted);
        return file.Match(PaperFile.Download, refusal => refusal switch
        {
            Domain.NotFound or BookFormatUnknown => NotFound(),
            Features.Pipeline.RoleMissing => Forbid(),
            _ => RedirectToPage("/Books/Books", new { book, asked.From, asked.To }),
        });
    }
}
