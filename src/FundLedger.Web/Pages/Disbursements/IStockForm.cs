using System.Globalization;
using FundLedger.Features.Disbursements;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>What a form asks of goods out of the fund's own stock: two kinds at most, for each line alike.</summary>
internal interface IStockForm
{
    string? StockItem { get; }

    string? StockQuantity { get; }

    string? OtherItem { get; }

    string? OtherQuantity { get; }

    /// <summary>"true" where no money goes with the goods.</summary>
    string? StockOnly { get; }

    /// <summary>What is there to choose from.</summary>
    IEnumerable<StockChoice> Stock { get; }

    /// <summary>For many at once, each of whom gets the quantity.</summary>
    bool IsForMany { get; }

    static bool IsItem(string? chosen, int item) => chosen == item.ToString(CultureInfo.InvariantCulture);
}
