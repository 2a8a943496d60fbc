using System.Globalization;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>What the case gets out of the fund's own stock, where its norm line lets goods be given.</summary>
internal sealed partial class SupportModel : IStockForm
{
    [BindProperty]
    public string? StockItem { get; set; }

    [BindProperty]
    public string? StockQuantity { get; set; }

    [BindProperty]
    public string? OtherItem { get; set; }

    [BindProperty]
    public string? OtherQuantity { get; set; }

    [BindProperty]
    public string? StockOnly { get; set; }

    public bool IsForMany => false;

    /// <summary>Of the pools that the norm line may use.</summary>
    public IEnumerable<StockChoice> Stock => Choices.Stock.Where(choice => PoolsAllowed.Any(pool => pool.Code == choice.Pool));

    private List<GoodsWanted> ReadStock() => Norm?.GoodsAllowed != true ? [] :
    [
        .. new[] { Wanted(StockItem, nameof(StockQuantity), StockQuantity), Wanted(OtherItem, nameof(OtherQuantity), OtherQuantity) }
            .OfType<GoodsWanted>(),
    ];

    private GoodsWanted? Wanted(string? item, string field, string? typed) =>
        int.TryParse(item, CultureInfo.InvariantCulture, out var number) && Read(field, AmountReader.Read(typed)) is { } quantity
            ? new GoodsWanted(number, quantity.Dong) : null;
}
