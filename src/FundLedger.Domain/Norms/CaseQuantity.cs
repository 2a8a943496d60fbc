using FundLedger.Domain.Text;

namespace FundLedger.Domain.Norms;

/// <summary>What is counted or spent in a case beside its cost, where a norm asks for it.</summary>
public enum CaseQuantity
{
    /// <summary>Days of treatment.</summary>
    Day,

    /// <summary>Children of the household.</summary>
    Child,

    /// <summary>Fares by public transport of the child and one carer, in đồng.</summary>
    Fare,

    /// <summary>Receipts of the year that no giver bound to a purpose, in đồng.</summary>
    FreeReceipts,
}

/// <summary>How the quantities are called.</summary>
public static class CaseQuantities
{
    /// <summary>It is an amount in đồng and no count.</summary>
    public static bool IsMoney(CaseQuantity quantity) => quantity is CaseQuantity.Fare or CaseQuantity.FreeReceipts;

    public static Wording Name(CaseQuantity quantity) => quantity switch
    {
        CaseQuantity.Day => new("ngày", "days"),
        CaseQuantity.Child => new("trẻ", "children"),
        CaseQuantity.Fare => new("tiền vé phương tiện công cộng", "public fares"),
        CaseQuantity.FreeReceipts => new("số thu không chỉ định mục đích trong năm", "receipts of the year without a purpose"),
        _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "Not a quantity."),
    };
}
