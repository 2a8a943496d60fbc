using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Goods;

/// <summary>Takes goods that were given into stock: a phiếu nhập kho, one lot a line.</summary>
/// <param name="Pool">What the goods may be used for is what its money may be used for.</param>
public sealed record ReceiveGoods(
    string Fund, Guid Key, string Pool, LocalDate ReceivedOn, string DonorName, IReadOnlyList<GoodsLine> Lines) : ICommand<GoodsReceived>
{
    /// <summary>The longest list that one receipt has.</summary>
    public const int MostLines = 50;

    /// <summary><c>person</c> or <c>organisation</c>.</summary>
    public string DonorKind { get; init; } = "person";

    public string? DonorAddress { get; init; }

    public string? Content { get; init; }

    /// <summary>The papers that come with the voucher, e.g. "01 biên bản giao nhận".</summary>
    public string? Attachments { get; init; }

    internal Error? Flaw =>
        Lines.Count is 0 or > MostLines ? new GoodsLinesMissing(MostLines)
        : string.IsNullOrWhiteSpace(DonorName) || DonorName.Trim().Length > 200 ? new GoodsDonorMissing()
        : Lines.Select(line => line.FlawOn(ReceivedOn)).FirstOrDefault(flaw => flaw is not null);
}

/// <param name="Item">Number of what it is, see the list of goods.</param>
public sealed record GoodsLine(int Item, long Quantity)
{
    /// <summary>Null while nobody knows: the goods are counted, and valued later.</summary>
    public GoodsValue? Value { get; init; }

    public LocalDate? ExpiresOn { get; init; }

    /// <summary>What was seen of their state when they came, at most 300 characters.</summary>
    public string? Quality { get; init; }

    internal Error? FlawOn(LocalDate day) =>
        Quantity is < 1 or > 1_000_000 ? new GoodsQuantityOutside(Quantity)
        : ExpiresOn < day ? new GoodsExpiredBefore(ExpiresOn.Value)
        : Quality?.Trim().Length > 300 ? new GoodsQualityTooLong()
        : Value?.FlawOn(day);
}

public sealed record GoodsReceived(string Voucher);

public sealed record GoodsLinesMissing(int Most) : Invalid($"A goods receipt has 1 to {Most} lines.")
{
    public override string Field => "Lines";
}

public sealed record GoodsDonorMissing() : Invalid("The giver's name is needed, at most 200 characters.")
{
    public override string Field => "DonorName";
}

public sealed record GoodsQualityTooLong() : Invalid("A note on quality has at most 300 characters.")
{
    public override string Field => "Quality";
}

internal sealed class ReceiveGoodsHandler(Db db, FundLock fundLock, Pools pools) : IRequestHandler<ReceiveGoods, Result<GoodsReceived>>
{
    private const string MissingSql = """
        SELECT min(n) FROM unnest(@Items) n WHERE NOT EXISTS (SELECT FROM goods_items i WHERE i.fund_id = @FundId AND i.item_no = n)
        """;

    private const string ReceiveSql = """
        SELECT voucher_year, voucher_no FROM receive_goods(@FundId, @Key, @PoolId, @ReceivedOn, @DonorName, @DonorKind, @DonorAddress,
            @Content, @Attachments, @Items, @Quantities, @Values, @Bases, @Numbers, @Dates, @Expiries, @Qualities)
        """;

    public async Task<Result<GoodsReceived>> Handle(ReceiveGoods request, CancellationToken cancellationToken)
    {
        if (request.Flaw is { } flaw) return flaw;
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (fund.Dates.RefusalFor(request.ReceivedOn) is { } badDate) return badDate;
        if (await pools.FindAsync(request.Fund, request.Pool, cancellationToken) is not { } pool) return new PoolNotFound(request.Pool);
        var items = request.Lines.Select(line => line.Item).ToArray();
        var missing = await db.SingleAsync<int?>(MissingSql, new { fund.FundId, Items = items }, cancellationToken);
        if (missing is { } unknown) return new GoodsItemNotFound(unknown);
        var given = await db.SingleAsync<GoodsVoucher>(ReceiveSql, Parameters(fund, pool, request), cancellationToken);
        return new GoodsReceived(given.As(VoucherType.GoodsReceipt));
    }

    private static object Parameters(LockedFund fund, Pool pool, ReceiveGoods request) => new
    {
        fund.FundId, request.Key, pool.PoolId, request.ReceivedOn, DonorName = request.DonorName.Trim(), request.DonorKind,
        request.DonorAddress, request.Content, request.Attachments,
        Items = request.Lines.Select(line => line.Item).ToArray(),
        Quantities = request.Lines.Select(line => line.Quantity).ToArray(),
        Values = request.Lines.Select(line => line.Value?.Unit.Dong).ToArray(),
        Bases = request.Lines.Select(line => line.Value is { } value ? GoodsStore.WordOf(value.Basis) : null).ToArray(),
        Numbers = request.Lines.Select(line => line.Value?.Number.Trim()).ToArray(),
        Dates = request.Lines.Select(line => line.Value?.Date).ToArray(),
        Expiries = request.Lines.Select(line => line.ExpiresOn).ToArray(),
        Qualities = request.Lines.Select(line => line.Quality?.Trim()).ToArray(),
    };
}
