using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Funds;

/// <summary>Whether the fund has the people for a request: one asks, others approve, another one pays.</summary>
public sealed record GetFundHands(string Fund) : IQuery<FundHands>;

public sealed record FundHands
{
    /// <summary>Persons, not accounts.</summary>
    public int Askers { get; init; }

    public int Approvers { get; init; }

    public int Payers { get; init; }

    /// <summary>Three different persons could ask, approve and pay.</summary>
    public bool IsEnough { get; init; }

    /// <summary>Staff of the unit above who could be given a role; asked for when there are too few.</summary>
    public IReadOnlyList<StaffAbove> Above { get; init; } = [];
}

public sealed record StaffAbove
{
    public string Unit { get; init; } = "";

    public string Fund { get; init; } = "";

    public string UserName { get; init; } = "";

    public string DisplayName { get; init; } = "";
}

internal sealed class GetFundHandsHandler(Db db) : IRequestHandler<GetFundHands, Result<FundHands>>
{
    private const string HandsSql = """
        SELECT h.askers, h.approvers, h.payers, h.is_enough FROM funds f CROSS JOIN LATERAL fund_hands(f.fund_id) h WHERE f.code = @Fund
        """;

    private const string AboveSql = "SELECT s.* FROM funds f CROSS JOIN LATERAL staff_above(f.fund_id) s WHERE f.code = @Fund";

    public async Task<Result<FundHands>> Handle(GetFundHands request, CancellationToken cancellationToken)
    {
        var hands = await db.FindAsync<FundHands>(HandsSql, request, cancellationToken);
        if (hands is null) return new FundNotFound(request.Fund);
        return hands.IsEnough ? hands : hands with { Above = await db.ListAsync<StaffAbove>(AboveSql, request, cancellationToken) };
    }
}
