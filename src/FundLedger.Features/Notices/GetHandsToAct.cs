using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Notices;

/// <summary>Who can take the next step of a paper now, by the rule by which they were told; nobody when nothing waits.</summary>
/// <param name="Subject">As in <see cref="Notice.Subject"/>.</param>
public sealed record GetHandsToAct(string Fund, string Subject, long SubjectNo) : IQuery<HandsToAct>;

public sealed record HandsToAct(IReadOnlyList<HandToAct> Who);

public sealed record HandToAct
{
    public string User { get; init; } = "";

    public string Name { get; init; } = "";

    public bool IsMe { get; init; }
}

internal sealed class GetHandsToActHandler(Db db) : IRequestHandler<GetHandsToAct, Result<HandsToAct>>
{
    private const string HandsSql = """
        SELECT h.user_name AS user, h.display_name AS name, h.is_me
        FROM funds f CROSS JOIN LATERAL hands_to_act(f.fund_id, @Subject, @SubjectNo) h WHERE f.code = @Fund
        """;

    public async Task<Result<HandsToAct>> Handle(GetHandsToAct request, CancellationToken cancellationToken) =>
        new HandsToAct(await db.ListAsync<HandToAct>(HandsSql, request, cancellationToken));
}
