using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>Two children beside each other before a name is opened: what the books know of each, and which fields agree.</summary>
public sealed record GetPair(string Fund, string One, string Other) : IQuery<PairSheet>;

public sealed record PairSheet(PairSide One, PairSide Other, ChildLikeness Likeness);

public sealed record PairSide
{
    public string Code { get; init; } = "";

    public string Household { get; init; } = "";

    public string Unit { get; init; } = "";

    public string State { get; init; } = "";

    public Instant RegisteredAt { get; init; }

    public string[] ClassesVi { get; init; } = [];

    public string[] ClassesEn { get; init; } = [];

    /// <summary>From all funds, reversals taken off.</summary>
    public Money Received { get; init; }

    /// <summary>Lines asked for and not paid yet.</summary>
    public int Waiting { get; init; }

    public bool IsSealedCase { get; init; }
}

/// <summary>Not two children whose names the reader may open, or one of them is there no more.</summary>
public sealed record PairNotFound(string One, string Other) : NotFound($"{One} and {Other} are no pair that this user compares.");

internal sealed class GetPairHandler(Db db, OwnChildren own) : IRequestHandler<GetPair, Result<PairSheet>>
{
    private const string SideSql = """
        SELECT b.beneficiary_code AS code, b.household_code AS household, u.name AS unit, b.registered_at,
            child_state_on(b.beneficiary_code, business_today()) AS state, is_sealed_case(b.beneficiary_code) AS is_sealed_case,
            ARRAY(SELECT k.name_vi FROM beneficiary_classes c JOIN child_classes k USING (class_code)
                  WHERE c.beneficiary_code = b.beneficiary_code AND c.valid_to IS NULL ORDER BY k.sort_order) AS classes_vi,
            ARRAY(SELECT k.name_en FROM beneficiary_classes c JOIN child_classes k USING (class_code)
                  WHERE c.beneficiary_code = b.beneficiary_code AND c.valid_to IS NULL ORDER BY k.sort_order) AS classes_en,
            coalesce((SELECT sum(r.amount) FROM support_received(codes_of_child(b.beneficiary_code)) r), 0)::bigint AS received,
            (SELECT count(*) FROM disbursement_lines l JOIN disbursements d USING (fund_id, disbursement_id)
             WHERE l.beneficiary_code = b.beneficiary_code AND d.status IN ('requested', 'approved'))::int AS waiting
        FROM beneficiaries b JOIN units u USING (unit_id) WHERE b.beneficiary_code = @Code
        """;

    public async Task<Result<PairSheet>> Handle(GetPair request, CancellationToken cancellationToken)
    {
        var children = (await own.ReadAsync(
                request.Fund, OwnChildren.Sealed.WhileOpen, cancellationToken, codes: [request.One, request.Other]))
            .Where(child => child.IsThere).ToDictionary(child => child.Code);
        if (children.Count != 2) return new PairNotFound(request.One, request.Other);
        return new PairSheet(
            await SideAsync(request.One, cancellationToken), await SideAsync(request.Other, cancellationToken),
            ChildMatcher.Compare(children[request.One].Traits, children[request.Other].Traits));
    }

    private Task<PairSide> SideAsync(string code, CancellationToken token) => db.SingleAsync<PairSide>(SideSql, new { Code = code }, token);
}
