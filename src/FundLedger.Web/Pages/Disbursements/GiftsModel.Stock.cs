using System.Globalization;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>What each gift gets out of the fund's own stock: two kinds of goods at most.</summary>
internal sealed partial class GiftsModel : IStockForm
{
    [BindProperty]
    public string? StockItem { get; set; }

    [BindProperty]
    public string? StockQuantity { get; set; }

    [BindProperty]
    public string? OtherItem { get; set; }

    [BindProperty]
    public string? OtherQuantity { get; set; }

    /// <summary>"true" where no money goes with the goods.</summary>
    [BindProperty]
    public string? StockOnly { get; set; }

    /// <summary>Of the pools that the occasion may use.</summary>
    public IEnumerable<StockChoice> Stock =>
        Choices.Stock.Where(choice => Plan?.Pools.Any(pool => pool.Code == choice.Pool) is true);

    public bool IsForMany => true;

    private List<GoodsWanted> ReadStock() =>
    [
        .. new[] { Wanted(StockItem, nameof(StockQuantity), StockQuantity), Wanted(OtherItem, nameof(OtherQuantity), OtherQuantity) }
            .OfType<GoodsWanted>(),
    ];

    private GoodsWanted? Wanted(string? item, string field, string? typed) =>
        int.TryParse(item, CultureInfo.InvariantCulture, out var number) && Read(field, AmountReader.Read(typed)) is { } quantity
            ? new GoodsWanted(number, quantity.Dong) : null;
}
