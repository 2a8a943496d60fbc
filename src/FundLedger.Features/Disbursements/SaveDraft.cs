using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Keeps what is typed in a form, and the files chosen there, in place of what was kept before. A file for a paper of the norm takes the
/// place of the earlier one; an unusable file is named in the answer and changes nothing. What was sent already stays as it is. The books
/// and their database are not touched.
/// </summary>
public sealed record SaveDraft(RequestDraft Draft, IReadOnlyList<SentPaper> Files) : IQuery<DraftSaved>
{
    /// <summary>The form carried a part of a list of gifts: the lines it did not carry stay as they were kept.</summary>
    public bool IsPartOfList { get; init; }
}

/// <param name="Problem">Why a file was not taken; null when all were.</param>
public sealed record DraftSaved(RequestDraft Draft, Error? Problem);

internal sealed class SaveDraftHandler(Db db, DraftShelf shelf) : IRequestHandler<SaveDraft, Result<DraftSaved>>
{
    private const int LongestName = 120;

    private const string MayAskSql = """
        SELECT EXISTS (SELECT FROM funds WHERE code = @Fund AND actor_has_role(fund_id, 'fund_accountant', 'commune_officer'))
        """;

    public async Task<Result<DraftSaved>> Handle(SaveDraft request, CancellationToken cancellationToken)
    {
        var fund = request.Draft.Fund;
        if (!await db.SingleAsync<bool>(MayAskSql, new { Fund = fund }, cancellationToken)) return new FundNotFound(fund);
        lock (DraftShelf.Writing) return Keep(request);
    }

    private Result<DraftSaved> Keep(SaveDraft request)
    {
        var (asked, files) = (request.Draft, request.Files);
        var earlier = shelf.Find(asked.Fund, asked.Id);
        if (earlier?.SentAs is not null) return new DraftSaved(earlier, null);
        if (request.IsPartOfList && earlier is null) return new DraftNotFound(asked.Id);
        if (request.IsPartOfList) asked = asked with { Fields = GiftFields.Over(asked.Fields, earlier!.Fields) };
        if (earlier is null && shelf.Count >= DraftShelf.Most) return new TooManyDrafts(DraftShelf.Most);
        var papers = (earlier?.Papers ?? []).ToList();
        var saved = shelf.Keep(asked with { Papers = papers, Returned = earlier?.Returned });
        Error? problem = null;
        foreach (var file in files)
        {
            if (new AttachedPaper(file.Paper, file.Content).Kept() is not { } kept) problem ??= new PaperUnusable(file.Paper);
            else if (papers.Count(paper => file.Paper.Length == 0 || paper.Paper != file.Paper) >= AttachedPaper.Most)
            {
                problem ??= new TooManyPapers(AttachedPaper.Most);
            }
            else Put(asked.Id, papers, file, kept.Content);
        }

        return new DraftSaved(files.Count == 0 ? saved : shelf.Keep(saved with { Papers = papers }), problem);
    }

    private void Put(Guid draft, List<DraftPaper> papers, SentPaper file, byte[] content)
    {
        var no = papers.Count == 0 ? 1 : papers.Max(paper => paper.No) + 1;
        shelf.PutPaper(draft, no, content);
        foreach (var replaced in papers.Where(paper => paper.Paper == file.Paper && file.Paper.Length > 0).ToList())
        {
            shelf.RemovePaper(draft, replaced.No);
            papers.Remove(replaced);
        }

        var name = new ScannedPaper(file.FileName, []).SafeName;
        papers.Add(new DraftPaper(no, file.Paper, name[..Math.Min(name.Length, LongestName)], content.Length));
    }
}
