using FundLedger.Features.Disbursements;
using FundLedger.Web.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>Papers that come after the approval: the invoice of the hospital, the minutes of a hand-over.</summary>
internal sealed partial class DisbursementModel
{
    private const int MostOfFile = 11 * 1024 * 1024;
    private const string Papers = "Papers";

    /// <summary>Vietnamese name in the norm; empty for any other.</summary>
    [BindProperty]
    public string? PaperName { get; set; }

    [BindProperty]
    public IFormFile? PaperFile { get; set; }

    public string? ProblemOfPaper { get; private set; }

    /// <summary>Those that are expected first.</summary>
    public IEnumerable<SelectListItem> LaterPapers => Sheet.Papers.Where(paper => paper.NameVi.Length > 0)
        .OrderBy(paper => paper.No is not null).DistinctBy(paper => paper.NameVi)
        .Select(paper => new SelectListItem(Bilingual.Of(paper.Name), paper.NameVi)).Append(new SelectListItem(texts["Giấy tờ khác"], ""));

    public async Task<IActionResult> OnPostAttachAsync()
    {
        using var memory = new MemoryStream();
        if (PaperFile is { Length: <= MostOfFile } file) await file.CopyToAsync(memory, HttpContext.RequestAborted);
        var paper = new AttachedPaper(PaperName ?? "", memory.ToArray());
        var attached = await Send(new AttachLaterPaper(Fund, Key, Id, paper));
        if (attached.Error is not { } error) return Done(texts["Đã nộp thêm giấy tờ."]);
        if (error.Field == Papers) ProblemOfPaper = RefusalText.For(error).Sentence;
        return await AgainAsync(error.Field == Papers ? null : error);
    }
}
