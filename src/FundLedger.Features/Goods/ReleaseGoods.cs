using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Goods;

/// <summary>
/// Takes the goods of some lines out of an approved request before they are issued: the child died or left, or the lot expired.
/// </summary>
/// <param name="Note">Why, at least 10 characters; no name of a child.</param>
public sealed record ReleaseGoods(string Fund, Guid Key, long Id, IReadOnlyList<int> Lines, string Note) : ICommand<GoodsReleased>;

public sealed record GoodsReleased(int Lines);

internal sealed class ReleaseGoodsHandler(Db db, GoodsHandOver goods) : IRequestHandler<ReleaseGoods, Result<GoodsReleased>>
{
    private const string ReleaseSql = "SELECT release_goods(@FundId, @Id, @Lines, @Note)";

    public async Task<Result<GoodsReleased>> Handle(ReleaseGoods request, CancellationToken cancellationToken)
    {
        var lines = request.Lines.Distinct().ToArray();
        if (LongReasonMissing.In(request.Note) is { } curt) return curt;
        var (fund, found) = await goods.LockAsync(request.Fund, request.Id, cancellationToken);
        if (found is null) return new GoodsRequestNotFound(request.Id);
        if (found.RefusalToRelease(fund.Person, lines) is { } refusal) return refusal;
        await db.ExecuteAsync(ReleaseSql, new { fund.FundId, request.Id, Lines = lines, request.Note }, cancellationToken);
        return new GoodsReleased(lines.Length);
    }
}
