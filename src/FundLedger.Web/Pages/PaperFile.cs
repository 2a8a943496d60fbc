using FundLedger.Features.Papers;
using FundLedger.Web.Localisation;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages;

/// <summary>How a file of the books leaves: as a download, in the language asked for.</summary>
internal static class PaperFile
{
    public static PaperLanguage LanguageOf(string? asked) =>
        (asked ?? LanguageSetup.Current) == LanguageSetup.English ? PaperLanguage.English : PaperLanguage.Vietnamese;

    public static IActionResult Download(ExportedFile file) =>
        new FileStreamResult(file.Content, file.ContentType) { FileDownloadName = file.Name };

    /// <summary>Shown in the browser's own viewer, from where it is printed.</summary>
    public static IActionResult Inline(ExportedFile file) => new FileStreamResult(file.Content, file.ContentType);
}
