using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>Destroys a draft with its files: it was sent, or is not wanted any more. The books are not touched.</summary>
public sealed record DropDraft(string Fund, Guid Id) : IQuery<DraftDropped>;

/// <param name="Paper">Number of one file to be taken away; the rest stays.</param>
public sealed record RemoveDraftPaper(string Fund, Guid Id, int Paper) : IQuery<RequestDraft>;

/// <summary>A draft became a request: what was typed and its files go, that it was sent stays until it is forgotten.</summary>
/// <param name="SentAs">Number of the request.</param>
public sealed record FinishDraft(string Fund, Guid Id, long SentAs) : IQuery<DraftDropped>;

public sealed record DraftDropped(Guid Id);

internal sealed class DropDraftHandler(DraftShelf shelf) : IRequestHandler<DropDraft, Result<DraftDropped>>
{
    public Task<Result<DraftDropped>> Handle(DropDraft request, CancellationToken cancellationToken)
    {
        if (shelf.Find(request.Fund, request.Id) is null) return Task.FromResult<Result<DraftDropped>>(new DraftNotFound(request.Id));
        shelf.Drop(request.Id);
        return Task.FromResult<Result<DraftDropped>>(new DraftDropped(request.Id));
    }
}

internal sealed class RemoveDraftPaperHandler(DraftShelf shelf) : IRequestHandler<RemoveDraftPaper, Result<RequestDraft>>
{
    public Task<Result<RequestDraft>> Handle(RemoveDraftPaper request, CancellationToken cancellationToken)
    {
        if (shelf.Find(request.Fund, request.Id) is not { } draft)
        {
            return Task.FromResult<Result<RequestDraft>>(new DraftNotFound(request.Id));
        }

        shelf.RemovePaper(request.Id, request.Paper);
        var left = draft with { Papers = [.. draft.Papers.Where(paper => paper.No != request.Paper)] };
        return Task.FromResult<Result<RequestDraft>>(shelf.Keep(left));
    }
}

internal sealed class FinishDraftHandler(DraftShelf shelf) : IRequestHandler<FinishDraft, Result<DraftDropped>>
{
    public Task<Result<DraftDropped>> Handle(FinishDraft request, CancellationToken cancellationToken)
    {
        lock (DraftShelf.Writing)
        {
            if (shelf.Find(request.Fund, request.Id) is { } draft) shelf.Finish(draft, request.SentAs);
        }

        return Task.FromResult<Result<DraftDropped>>(new DraftDropped(request.Id));
    }
}
