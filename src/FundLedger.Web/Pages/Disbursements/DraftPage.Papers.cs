using FundLedger.Features.Disbursements;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The files that are sent with a form, each for the paper of its field.</summary>
internal abstract partial class DraftPage
{
    private async Task<IEnumerable<SentPaper>> ReadAsync(IFormFile file)
    {
        using var memory = new MemoryStream();
        // A file that is too large need not be read to its end to be refused.
        if (file.Length <= MostOfFile) await file.CopyToAsync(memory, HttpContext.RequestAborted);
        var content = memory.ToArray();
        return (await PapersOfAsync(file.Name[PaperField.Length..])).Select(paper => new SentPaper(paper, file.FileName, content));
    }

    // A scan of the whole dossier stands for each paper that is missing.
    private async Task<IReadOnlyList<string>> PapersOfAsync(string place)
    {
        if (place != "whole") return [int.TryParse(place, out var no) && no >= 0 && no < AskedPapers.Count ? AskedPapers[no].Vi : ""];
        var before = await Send(new GetDraft(FundCode, Draft));
        var there = before.IsOk ? before.Value.Papers.Select(paper => paper.Paper).ToHashSet() : [];
        return [.. AskedPapers.Where(paper => IsNeeded(paper) && !there.Contains(paper.Vi)).Select(paper => paper.Vi)];
    }
}
