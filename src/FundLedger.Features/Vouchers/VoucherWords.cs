using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Vouchers;

/// <summary>What a voucher calls things, by its type; the same words on screen and on paper.</summary>
public static class VoucherWords
{
    public static Wording Erased { get; } = new("(đã xóa thông tin cá nhân)", "(personal data erased)");

    public static Wording Title(this VoucherHead head) => TitleOf(head.Number.Type);

    public static Wording TitleOf(VoucherType type) => type switch
    {
        VoucherType.Receipt => new("Phiếu thu", "Receipt voucher"),
        VoucherType.Payment => new("Phiếu chi", "Payment voucher"),
        VoucherType.Transfer => new("Phiếu điều chuyển nguồn", "Transfer voucher"),
        VoucherType.Lapse => new("Phiếu kết chuyển kinh phí hết hạn", "Lapse voucher"),
        VoucherType.BudgetReturn => new("Giấy nộp trả kinh phí", "Budget return voucher"),
        VoucherType.Adjustment => new("Phiếu kế toán", "Accounting voucher"),
        VoucherType.AdvanceSettlement => new("Giấy thanh toán tạm ứng", "Settlement of an advance"),
        VoucherType.AdvanceReturn => new("Phiếu thu hoàn tạm ứng", "Return of an advance"),
        VoucherType.GoodsReceipt => new("Phiếu nhập kho", "Goods receipt"),
        VoucherType.GoodsIssue => new("Phiếu xuất kho", "Goods issue"),
        VoucherType.GoodsValuation => new("Biên bản định giá hiện vật", "Valuation of goods"),
        _ => new("Phiếu đảo bút toán", "Reversal voucher"),
    };

    /// <summary>Number of the form in the accounting regime; null for a form of our own, as for money that went through the bank.</summary>
    public static string? FormNumber(this VoucherHead head) => head.Number.Type switch
    {
        VoucherType.Receipt or VoucherType.AdvanceReturn or VoucherType.Payment when head.IsBank => null,
        VoucherType.Receipt or VoucherType.AdvanceReturn => "C40-BB",
        VoucherType.Payment => "C41-BB",
        VoucherType.AdvanceSettlement => "C43-BB",
        VoucherType.GoodsReceipt => "C30-HD",
        VoucherType.GoodsIssue => "C31-HD",
        _ => null,
    };

    /// <summary>Label of the other side's name.</summary>
    public static Wording CounterpartyLabel(this VoucherHead head) => head.Number.Type switch
    {
        VoucherType.Receipt or VoucherType.AdvanceReturn => new("Họ và tên người nộp tiền", "Received from"),
        VoucherType.AdvanceSettlement => new("Họ và tên người thanh toán", "Settled by"),
        VoucherType.GoodsReceipt => new("Họ và tên người giao", "Delivered by"),
        VoucherType.GoodsIssue => new("Họ và tên người nhận hàng", "Handed to"),
        _ => new("Họ và tên người nhận tiền", "Paid to"),
    };

    /// <summary>The other side's name, or that it was erased.</summary>
    public static Wording CounterpartyName(this VoucherHead head) => head.Counterparty is { } name ? new(name, name) : Erased;

    /// <summary>What was written about it, else what the books say it was.</summary>
    public static Wording Purpose(this VoucherHead head)
    {
        if (head.Content is { } words) return new(words, words);
        if (head.IsErased) return Erased;
        var occasion = head.Occasion;
        if (head.Number.Type is VoucherType.AdvanceReturn) return new("Hoàn tạm ứng không chi hết", "What was left of an advance");
        return head.Number.Type is VoucherType.Receipt ? new($"Thu: {head.Kind.Vi}", $"Received: {head.Kind.En}")
            : head.Number.Type is VoucherType.GoodsReceipt ? new("Nhận hiện vật ủng hộ", "Goods that were given")
            : new(
                occasion is null ? $"Chi hỗ trợ: {head.Kind.Vi}" : $"Chi hỗ trợ: {head.Kind.Vi} – {occasion.Vi}",
                occasion is null ? $"Support: {head.Kind.En}" : $"Support: {head.Kind.En} – {occasion.En}");
    }

    public static Wording Means(this VoucherHead head) => head.IsGoods ? new("Hiện vật", "Goods")
        : head.Number.Type is VoucherType.AdvanceSettlement
        ? new("Tạm ứng", "Advance")
        : head.IsBank
        ? new(
            head.BankReference is null ? "Chuyển khoản" : $"Chuyển khoản, mã giao dịch {head.BankReference}",
            head.BankReference is null ? "Bank transfer" : $"Bank transfer, reference {head.BankReference}")
        : new("Tiền mặt", "Cash");

    /// <summary>The voucher that a reversal cancels, with its date and its entry if it has one; null for others.</summary>
    public static Wording? Cancels(this VoucherHead head)
    {
        if (head.Reverses is null) return null;
        var day = PrintedDate.Of(head.ReversesDate!.Value);
        return head.ReversesEntry is { } entry
            ? new($"{head.Reverses} ngày {day} (bút toán số {entry})", $"{head.Reverses} of {day} (entry {entry})")
            : new($"{head.Reverses} ngày {day}", $"{head.Reverses} of {day}");
    }
}
