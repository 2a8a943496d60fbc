using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>Decides that two children are two: twins, or others who are alike. Not asked again until an identity changes.</summary>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record TellApart(string Fund, Guid Key, string Code, string Other, string Reason) : ICommand<PairDecided>;

/// <param name="Code">Of a merge: the code that stands for the child no more.</param>
/// <param name="Other">Of a merge: the code that the child goes on under.</param>
public sealed record PairDecided(string Code, string Other)
{
    /// <summary>Two households claimed the child; which one it lives in is to be settled.</summary>
    public bool HouseholdsDiffer { get; init; }

    /// <summary>Requests that wait for the merged code, or for more than one child gets: to be rejected or withdrawn.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];
}

/// <summary>Of a child of a sealed group it is not written down whom it resembles.</summary>
public sealed record SealedPairNotTold(string One, string Other)
    : Refused($"{One} and {Other}: a sealed case is not told apart in writing.");

internal sealed class TellApartHandler(OwnChildren own, LikeChildren likes, Db db, FundLock fundLock)
    : IRequestHandler<TellApart, Result<PairDecided>>
{
    private const string SealedSql = "SELECT is_sealed_case(@Code) OR is_sealed_case(@Other)";

    public async Task<Result<PairDecided>> Handle(TellApart request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new Domain.Ledger.ReasonMissing();
        await fundLock.TakeAsync(request.Fund, cancellationToken);
        var pair = (await own.ReadAsync(
            request.Fund, OwnChildren.Sealed.WhileOpen, cancellationToken, codes: [request.Code, request.Other]))
            .ToDictionary(child => child.Code);
        if (pair.Count != 2) return new PairNotFound(request.Code, request.Other);
        if (await db.SingleAsync<bool>(SealedSql, request, cancellationToken)) return new SealedPairNotTold(request.Code, request.Other);
        await likes.TellApartAsync(pair[request.Code], pair[request.Other], request.Reason, cancellationToken);
        return new PairDecided(request.Code, request.Other);
    }
}
