using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>
/// Decides that two codes are one child, which goes on under one of them. Lines keep their code; norms count both from now on; what
/// waits is judged again. Undone by <see cref="SplitChildren"/>.
/// </summary>
/// <param name="Code">Gets no support any more.</param>
/// <param name="Kept">Stands for the child from now on.</param>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record MergeChildren(string Fund, Guid Key, string Code, string Kept, string Reason) : ICommand<PairDecided>;

/// <summary>Only children who are there are merged, and none that stands for others already.</summary>
public sealed record MergeImpossible(string Child) : Refused($"{Child} cannot be merged: it stands for other codes, or is not there.");

/// <summary>A suspension is not undone by a merge.</summary>
public sealed record SuspensionOutlastsMerge(string Child)
    : Refused($"{Child} is suspended: it is the code to go on, or is resumed first.");

public sealed record SealedCodeGoesOn(string Child) : Refused($"{Child} is a sealed case: it is the code to go on.");

internal sealed class MergeChildrenHandler(Db db, OwnChildren own, FundLock fundLock) : IRequestHandler<MergeChildren, Result<PairDecided>>
{
    private const string StateSql = """
        SELECT cardinality(codes_of_child(@Code)) > 1 AS stands_for_others, is_sealed_case(@Code) AND NOT is_sealed_case(@Kept) AS is_sealed
        """;

    private const string MergeSql = "SELECT merge_children(@Code, @Kept, @Reason)";

    private const string BlockedSql = """
        SELECT DISTINCT f.code || '/' || d.disbursement_id FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
        JOIN funds f USING (fund_id) CROSS JOIN LATERAL disbursement_obstacles(d.fund_id, d.disbursement_id) o
        WHERE l.beneficiary_code IN (@Code, @Kept) AND d.status IN ('requested', 'approved') AND o.line_no = l.line_no
            AND o.obstacle IN ('merged', 'used_together') ORDER BY 1
        """;

    public async Task<Result<PairDecided>> Handle(MergeChildren request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new Domain.Ledger.ReasonMissing();
        await fundLock.TakeAsync(request.Fund, cancellationToken);
        var pair = (await own.ReadAsync(request.Fund, OwnChildren.Sealed.WhileOpen, cancellationToken, codes: [request.Code, request.Kept]))
            .ToDictionary(child => child.Code);
        if (pair.Count != 2) return new PairNotFound(request.Code, request.Kept);
        if (await RefusalAsync(request, pair, cancellationToken) is { } refusal) return refusal;
        await db.ExecuteAsync(MergeSql, request with { Reason = request.Reason.Trim() }, cancellationToken);
        return new PairDecided(request.Code, request.Kept)
        {
            HouseholdsDiffer = pair[request.Code].Household != pair[request.Kept].Household,
            Blocked = await db.ListAsync<string>(BlockedSql, request, cancellationToken),
        };
    }

    private async Task<Refused?> RefusalAsync(MergeChildren request, Dictionary<string, OwnChild> pair, CancellationToken token)
    {
        if (pair.Values.FirstOrDefault(child => !child.IsThere) is { } gone) return new MergeImpossible(gone.Code);
        var state = await db.SingleAsync<MergeState>(StateSql, request, token);
        if (state.StandsForOthers) return new MergeImpossible(request.Code);
        if (state.IsSealed) return new SealedCodeGoesOn(request.Code);
        return pair[request.Code].State == "suspended" && pair[request.Kept].State == "active"
            ? new SuspensionOutlastsMerge(request.Code) : null;
    }

    private sealed record MergeState
    {
        public bool StandsForOthers { get; init; }

        public bool IsSealed { get; init; }
    }
}
