using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Fills a draft with all that a returned request says, its papers too, to be corrected and sent as a new one that cites it. Asked again it
/// is the same draft, as far as it was corrected. Each paper taken out is a look at its child, and written down.
/// </summary>
public sealed record RefillRequest(string Fund, Guid Key, long Id) : ICommand<RequestRefilled>;

/// <param name="Draft">Of the person who asked for it.</param>
/// <param name="PapersLeft">Papers that could not be taken along: of a sealed case that is shut, or erased.</param>
public sealed record RequestRefilled(Guid Draft, string Form, string Place, int PapersLeft);

internal sealed class RefillRequestHandler(Db db, DraftShelf shelf, IdentityVault vault, FundLock fundLock)
    : IRequestHandler<RefillRequest, Result<RequestRefilled>>
{
    private const string ReturnedSql = """
        SELECT (SELECT r.disbursement_id FROM request_replacements r
            WHERE r.fund_id = e.fund_id AND r.replaces_id = e.disbursement_id) AS replaced_by
        FROM disbursement_events e WHERE e.fund_id = @FundId AND e.disbursement_id = @Id AND e.event = 'returned'
        """;

    private const string TakeUpSql = "SELECT take_up_returned(@FundId, @Id)";

    private const string PapersSql = """
        SELECT p.paper_no, p.name_vi, p.holder, is_sealed_case(p.holder) AND NOT case_is_open(p.holder) AS is_shut
        FROM request_papers p WHERE p.fund_id = @FundId AND p.disbursement_id = @Id ORDER BY p.paper_no
        """;

    private const string OpenSql = "SELECT media_type, key_id, content FROM open_paper(@FundId, @Id, @No, @Reason)";

    public async Task<Result<RequestRefilled>> Handle(RefillRequest request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var asked = new { fund.FundId, request.Id };
        if (await db.FindAsync<AskedBefore>(AskedBefore.Sql, asked, cancellationToken) is not { } before)
        {
            return new DisbursementNotFound(request.Fund, request.Id);
        }

        var found = await db.FindAsync<Returned>(ReturnedSql, asked, cancellationToken);
        if (found is not { } returned) return new RequestNotReturned(request.Id);
        if (returned.ReplacedBy is { } already) return new RequestReplacedAlready(request.Id, already);
        var reason = await db.SingleAsync<string>(TakeUpSql, asked, cancellationToken);
        if (shelf.All(request.Fund).FirstOrDefault(draft => draft.Returned?.Id == request.Id) is { } begun)
        {
            return new RequestRefilled(begun.Id, begun.Form, begun.Place, 0);
        }

        if (shelf.Count >= DraftShelf.Most) return new TooManyDrafts(DraftShelf.Most);
        var lines = await db.ListAsync<LineAsked>(LineAsked.Sql, asked, cancellationToken);
        var given = await db.ListAsync<GivenToo>(GivenToo.Sql, asked, cancellationToken);
        var draft = new RequestDraft(Guid.NewGuid(), request.Fund, before.Form, before.PlaceOf(lines))
        {
            Key = Guid.NewGuid(), Fields = before.FieldsOf(lines, given), Returned = new ReturnedRequest(request.Id, reason),
        };
        return await KeepAsync(draft, request, fund.FundId, cancellationToken);
    }

    private async Task<RequestRefilled> KeepAsync(RequestDraft draft, RefillRequest request, int fundId, CancellationToken token)
    {
        var papers = await db.ListAsync<Paper>(PapersSql, new { FundId = fundId, request.Id }, token);
        var kept = new List<(DraftPaper Paper, byte[] Content)>();
        foreach (var paper in papers.Where(paper => !paper.IsShut))
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"Sửa đề nghị bị trả lại {request.Fund}/{request.Id}");
            var row = await db.SingleAsync<Row>(OpenSql, new { fundId, request.Id, No = paper.PaperNo, reason }, token);
            if (vault.OpenPaper(paper.Holder, paper.PaperNo, row.KeyId, row.Content) is not { } content) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"{request.Id}-{paper.PaperNo}.{row.Ending}");
            kept.Add((new DraftPaper(paper.PaperNo, paper.NameVi, name, content.Length), content));
        }

        lock (DraftShelf.Writing)
        {
            shelf.Keep(draft);
            foreach (var (paper, content) in kept) shelf.PutPaper(draft.Id, paper.No, content);
            shelf.Keep(draft with { Papers = [.. kept.Select(one => one.Paper)] });
        }

        return new RequestRefilled(draft.Id, draft.Form, draft.Place, papers.Count - kept.Count);
    }

    private sealed record Returned
    {
        public long? ReplacedBy { get; init; }
    }

    private sealed record Paper
    {
        public int PaperNo { get; init; }

        public string NameVi { get; init; } = "";

        public string Holder { get; init; } = "";

        public bool IsShut { get; init; }
    }

    private sealed record Row
    {
        public string MediaType { get; init; } = "";

        public string KeyId { get; init; } = "";

        public byte[] Content { get; init; } = [];

        public string Ending => MediaType switch { "application/pdf" => "pdf", "image/png" => "png", _ => "jpg" };
    }
}
