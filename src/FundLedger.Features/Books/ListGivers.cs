using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Books;

/// <summary>The givers of a fund, for choosing one; by number to whoever may not know them by name.</summary>
public sealed record ListGivers(string Fund) : IQuery<GiverList>;

public sealed record GiverList(IReadOnlyList<Giver> Givers);

public sealed record Giver
{
    public long DonorId { get; init; }

    /// <summary>Null where the reader may not know it.</summary>
    public string? Name { get; init; }
}

internal sealed class ListGiversHandler(Db db) : IRequestHandler<ListGivers, Result<GiverList>>
{
    // As many as a list to choose from can be.
    private const string GiversSql = """
        SELECT d.donor_id, CASE WHEN EXISTS (SELECT FROM user_roles r WHERE r.fund_id = f.fund_id AND r.user_name = acting_user()
            AND r.role IN ('fund_accountant', 'cashier', 'auditor')) THEN d.name END AS name
        FROM donors d JOIN funds f USING (fund_id) WHERE f.code = @Fund ORDER BY 2 NULLS LAST, d.donor_id LIMIT 1000
        """;

    public async Task<Result<GiverList>> Handle(ListGivers request, CancellationToken cancellationToken) =>
        new GiverList(await db.ListAsync<Giver>(GiversSql, request, cancellationToken));
}
