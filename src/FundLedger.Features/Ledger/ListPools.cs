using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Ledger;

/// <summary>The pools of a fund with what they hold, in the order in which they were opened.</summary>
public sealed record ListPools(string Fund) : IQuery<PoolList>;

public sealed record PoolList(IReadOnlyList<Pool> Pools);

internal sealed class ListPoolsHandler(Pools pools) : IRequestHandler<ListPools, Result<PoolList>>
{
    public async Task<Result<PoolList>> Handle(ListPools request, CancellationToken cancellationToken) =>
        new PoolList(await pools.ListAsync(request.Fund, cancellationToken));
}
