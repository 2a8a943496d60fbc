using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Receipts;

/// <summary>What a receipt can name: pools with what they hold, cash and bank, and who gave before.</summary>
public sealed record GetReceiptChoices(string Fund) : IQuery<ReceiptChoices>;

public sealed record ReceiptChoices(
    IReadOnlyList<Pool> Pools,
    IReadOnlyList<ReceiptSource> Sources,
    IReadOnlyList<ReceiptAccount> Accounts,
    IReadOnlyList<KnownDonor> Donors)
{
    public ReceiptSource SourceOf(Pool pool) => Sources.Single(source => source.Code == pool.SourceKind);
}

public sealed record ReceiptSource
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";
}

public sealed record ReceiptAccount
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";
}

public sealed record KnownDonor
{
    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? Address { get; init; }
}

internal sealed class GetReceiptChoicesHandler(Db db, Pools pools) : IRequestHandler<GetReceiptChoices, Result<ReceiptChoices>>
{
    private const string SourcesSql = "SELECT source_kind AS code, name_vi, name_en FROM source_kinds ORDER BY is_budget, source_kind";

    private const string AccountsSql = """
        SELECT account_code AS code, name_vi, name_en FROM accounts WHERE is_physical ORDER BY account_code DESC
        """;

    private const string DonorsSql = """
        SELECT d.name, d.kind, d.address FROM donors d JOIN funds f USING (fund_id) WHERE f.code = @Fund ORDER BY d.donor_id DESC LIMIT 500
        """;

    public async Task<Result<ReceiptChoices>> Handle(GetReceiptChoices request, CancellationToken cancellationToken) => new ReceiptChoices(
        await pools.ListAsync(request.Fund, cancellationToken),
        await db.ListAsync<ReceiptSource>(SourcesSql, null, cancellationToken),
        await db.ListAsync<ReceiptAccount>(AccountsSql, null, cancellationToken),
        await db.ListAsync<KnownDonor>(DonorsSql, request, cancellationToken));
}
