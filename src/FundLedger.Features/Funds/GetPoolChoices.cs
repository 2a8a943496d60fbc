using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Funds;

/// <summary>What a new pool can be restricted to, and where its money can come from.</summary>
public sealed record GetPoolChoices : IQuery<PoolChoices>;

public sealed record PoolChoices(
    IReadOnlyList<NamedCode> Sources, IReadOnlyList<NamedCode> SupportKinds, IReadOnlyList<NamedCode> Occasions);

/// <summary>A code of the reference data with its names.</summary>
public sealed record NamedCode
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";
}

internal sealed class GetPoolChoicesHandler(Db db) : IRequestHandler<GetPoolChoices, Result<PoolChoices>>
{
    private const string SourcesSql = """
        SELECT source_kind AS code, name_vi, name_en FROM source_kinds WHERE source_kind <> 'internal' ORDER BY is_budget, source_kind
        """;

    private const string SupportKindsSql = "SELECT support_kind AS code, name_vi, name_en FROM support_kinds ORDER BY support_kind";

    private const string OccasionsSql = "SELECT occasion_code AS code, name_vi, name_en FROM occasions ORDER BY occasion_code";

    public async Task<Result<PoolChoices>> Handle(GetPoolChoices request, CancellationToken cancellationToken) => new PoolChoices(
        await db.ListAsync<NamedCode>(SourcesSql, null, cancellationToken),
        await db.ListAsync<NamedCode>(SupportKindsSql, null, cancellationToken),
        await db.ListAsync<NamedCode>(OccasionsSql, null, cancellationToken));
}
