using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>
/// Undoes a merge: they are two children after all. Another person says so than who merged them. Every counter is what it was.
/// </summary>
/// <param name="Code">The merged code.</param>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record SplitChildren(string Fund, Guid Key, string Code, string Reason) : ICommand<PairDecided>;

public sealed record NotMerged(string Child) : Refused($"{Child} is not merged.");

public sealed record SplitterIsMerger(string Child) : Refused($"The merge of {Child} is undone by another person than who decided it.");

internal sealed class SplitChildrenHandler(Db db, FundLock fundLock) : IRequestHandler<SplitChildren, Result<PairDecided>>
{
    private const string MergeSql = """
        SELECT e.other_code AS kept, (SELECT person_id FROM users WHERE user_name = e.recorded_by)
            = (SELECT person_id FROM users WHERE user_name = acting_user()) AS is_own
        FROM beneficiaries b LEFT JOIN child_events e ON e.beneficiary_code = b.beneficiary_code AND e.event = 'merged'
            AND child_event_holds(e.event_no)
        WHERE b.beneficiary_code = @Code
        """;

    private const string SplitSql = "SELECT split_children(@Code, @Reason)";

    public async Task<Result<PairDecided>> Handle(SplitChildren request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new Domain.Ledger.ReasonMissing();
        await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await db.FindAsync<MergeRow>(MergeSql, request, cancellationToken) is not { } merge) return new ChildNotFound(request.Code);
        if (merge.Kept is null) return new NotMerged(request.Code);
        if (merge.IsOwn == true) return new SplitterIsMerger(request.Code);
        await db.ExecuteAsync(SplitSql, request with { Reason = request.Reason.Trim() }, cancellationToken);
        return new PairDecided(request.Code, merge.Kept);
    }

    private sealed record MergeRow
    {
        public string? Kept { get; init; }

        public bool? IsOwn { get; init; }
    }
}
