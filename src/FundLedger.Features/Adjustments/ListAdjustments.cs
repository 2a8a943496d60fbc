using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Adjustments;

/// <summary>The adjustments of a fund, the waiting ones first, and what a new one can name.</summary>
public sealed record ListAdjustments(string Fund) : IQuery<AdjustmentList>;

public sealed record AdjustmentList(
    IReadOnlyList<Adjustment> Adjustments, IReadOnlyList<AdjustableAccount> Accounts, IReadOnlyList<Pool> Pools);

/// <summary>An account, and why it may or may not be written to by hand.</summary>
public sealed record AdjustableAccount
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public bool IsAllowed { get; init; }

    public string ReasonVi { get; init; } = "";

    public string ReasonEn { get; init; } = "";
}

internal sealed class ListAdjustmentsHandler(Db db, AdjustmentReader adjustments, Pools pools)
    : IRequestHandler<ListAdjustments, Result<AdjustmentList>>
{
    private const string FundSql = "SELECT fund_id FROM funds WHERE code = @Fund";

    private const string AccountsSql = """
        SELECT a.account_code AS code, a.name_vi, a.name_en, j.is_allowed, j.reason_vi, j.reason_en
        FROM adjustable_accounts j JOIN accounts a USING (account_code) ORDER BY j.is_allowed DESC, a.account_code COLLATE "C"
        """;

    public async Task<Result<AdjustmentList>> Handle(ListAdjustments request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<int?>(FundSql, request, cancellationToken) is null) return new FundNotFound(request.Fund);
        return new AdjustmentList(
            await adjustments.ListAsync(request.Fund, cancellationToken),
            await db.ListAsync<AdjustableAccount>(AccountsSql, null, cancellationToken),
            await pools.ListAsync(request.Fund, cancellationToken));
    }
}
