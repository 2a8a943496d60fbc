using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Goods;

/// <summary>Adds something to what the fund keeps in stock. Its name is sealed and never changed.</summary>
/// <param name="Name">2 to 120 characters.</param>
/// <param name="Unit">What it is counted in, e.g. hộp, kg, cái, bộ; 1 to 20 characters.</param>
public sealed record AddGoodsItem(string Fund, Guid Key, string Name, string Unit) : ICommand<GoodsItemAdded>;

public sealed record GoodsItemAdded(int Item);

public sealed record GoodsNameUnusable() : Invalid("The name of goods has 2 to 120 characters.")
{
    public override string Field => "Name";
}

public sealed record GoodsUnitUnusable() : Invalid("A unit of measure has 1 to 20 characters.")
{
    public override string Field => "Unit";
}

public sealed record GoodsItemThere(int Item) : Refused($"Goods number {Item} have this name and unit already.")
{
    public override string Field => "Name";
}

internal sealed class AddGoodsItemHandler(Db db, FundLock fundLock) : IRequestHandler<AddGoodsItem, Result<GoodsItemAdded>>
{
    private const string ThereSql = """
        SELECT item_no FROM goods_items WHERE fund_id = @FundId AND lower(name COLLATE "vi-VN-x-icu") = lower(@Name COLLATE "vi-VN-x-icu")
            AND lower(unit COLLATE "vi-VN-x-icu") = lower(@Unit COLLATE "vi-VN-x-icu")
        """;

    private const string AddSql = "SELECT add_goods_item(@FundId, @Name, @Unit)";

    public async Task<Result<GoodsItemAdded>> Handle(AddGoodsItem request, CancellationToken cancellationToken)
    {
        var (name, unit) = (TypedText.Normalise(request.Name), TypedText.Normalise(request.Unit));
        if (name.Length is < 2 or > 120) return new GoodsNameUnusable();
        if (unit.Length is < 1 or > 20) return new GoodsUnitUnusable();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var asked = new { fund.FundId, Name = name, Unit = unit };
        if (await db.FindAsync<int?>(ThereSql, asked, cancellationToken) is { } there) return new GoodsItemThere(there);
        return new GoodsItemAdded(await db.SingleAsync<int>(AddSql, asked, cancellationToken));
    }
}
