using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>A draft of the user who asks, with what was typed.</summary>
public sealed record GetDraft(string Fund, Guid Id) : IQuery<RequestDraft>;

/// <summary>The drafts of the user who asks, newest first.</summary>
public sealed record ListDrafts(string Fund) : IQuery<IReadOnlyList<RequestDraft>>;

/// <summary>The files of a draft, as they would go with its request.</summary>
public sealed record GetDraftPapers(string Fund, Guid Id) : IQuery<IReadOnlyList<AttachedPaper>>;

internal sealed class GetDraftHandler(DraftShelf shelf) : IRequestHandler<GetDraft, Result<RequestDraft>>
{
    public Task<Result<RequestDraft>> Handle(GetDraft request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<RequestDraft>>(
            shelf.Find(request.Fund, request.Id) is { } draft ? draft : new DraftNotFound(request.Id));
}

internal sealed class ListDraftsHandler(DraftShelf shelf) : IRequestHandler<ListDrafts, Result<IReadOnlyList<RequestDraft>>>
{
    public Task<Result<IReadOnlyList<RequestDraft>>> Handle(ListDrafts request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<IReadOnlyList<RequestDraft>>>(shelf.All(request.Fund).ToList());
}

internal sealed class GetDraftPapersHandler(DraftShelf shelf) : IRequestHandler<GetDraftPapers, Result<IReadOnlyList<AttachedPaper>>>
{
    public Task<Result<IReadOnlyList<AttachedPaper>>> Handle(GetDraftPapers request, CancellationToken cancellationToken)
    {
        var papers = from paper in shelf.Find(request.Fund, request.Id)?.Papers ?? []
                     let content = shelf.Paper(request.Id, paper.No)
                     where content is not null
                     select new AttachedPaper(paper.Paper, content);
        return Task.FromResult<Result<IReadOnlyList<AttachedPaper>>>(papers.ToList());
    }
}
