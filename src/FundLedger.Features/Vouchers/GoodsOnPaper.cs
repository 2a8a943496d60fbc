using FundLedger.Domain.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Vouchers;

/// <summary>What the forms C30-HD and C31-HD have beside those of money: the goods, line by line, and who handed them over.</summary>
internal static class GoodsOnPaper
{
    public static IEnumerable<Field> Fields(VoucherHead head, PaperLanguage language)
    {
        if (head.Number.Type is not VoucherType.GoodsValuation && head.Counterparty is not null)
        {
            yield return new(head.CounterpartyLabel().In(language), head.CounterpartyName().In(language)) { Strong = true };
            yield return new(language.Of("Địa chỉ", "Address"), head.Address ?? "");
        }

        var reason = head.Number.Type is VoucherType.GoodsIssue ? language.Of("Lý do xuất kho", "Reason") : language.Of("Nội dung", "For");
        yield return new(reason, head.Purpose().In(language));
        yield return new(language.Of("Nguồn quỹ", "Pool"), $"{head.PoolName.In(language)} ({head.Pool})");
        yield return new(language.Of("Tổng giá trị", "Value"), head.Amount.IsPositive ? PaperWords.Dong(head.Amount)
            : language.Of("chưa có giá trị", "not known yet")) { Strong = true };
        if (head.Amount.IsPositive) yield return new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(head.Amount));
        yield return new(language.Of("Số chứng từ gốc kèm theo", "Enclosed"), head.Attachments ?? "");
    }

    /// <summary>The quantity by the papers is left to be filled in by hand: the program knows what was counted.</summary>
    public static IEnumerable<Block> Table(Voucher voucher, PaperLanguage language)
    {
        if (voucher.Goods.Count == 0) yield break;
        yield return new Spacer(3);
        yield return new Table(
            [
                new(language.Of("STT", "No."), 6, Alignment.Center), new(language.Of("Tên, quy cách, phẩm chất", "Goods, quality"), 32),
                new(language.Of("Mã số", "Code"), 7, Alignment.Center), new(language.Of("ĐVT", "Unit"), 8, Alignment.Center),
                new(language.Of("Số lượng theo chứng từ", "By papers"), 10, Alignment.Right),
                new(language.Of("Số lượng thực", "Counted"), 10, Alignment.Right), new(language.Of("Đơn giá", "Unit value"), 12,
                    Alignment.Right),
                new(language.Of("Thành tiền (đồng)", "Value (VND)"), 15, Alignment.Right),
            ],
            [
                .. voucher.Goods.Select((goods, i) => new Row(
                    PaperWords.Count(i + 1), NameOf(goods, language), PaperWords.Count(goods.Item), goods.Unit, "",
                    PaperWords.Count((int)goods.Quantity), goods.UnitValue.IsPositive ? goods.UnitValue.ToString() : "–",
                    goods.UnitValue.IsPositive ? goods.Value.ToString() : "–")),
                new Row(RowStyle.Total, language.Of("Cộng", "Total"), null, null, null, null, null, null, voucher.Head.Amount.ToString()),
            ])
        {
            TextSize = 10,
        };
        yield return new Spacer(3);
    }

    private static string NameOf(VoucherGoods goods, PaperLanguage language)
    {
        var expires = goods.ExpiresOn is { } day ? language.Of($"HSD {PrintedDay(day)}", $"expires {PrintedDay(day)}") : null;
        return string.Join("; ", new[] { goods.Name, goods.Quality, expires }.OfType<string>());
    }

    private static string PrintedDay(NodaTime.LocalDate day) => Domain.Text.PrintedDate.Of(day);

    /// <summary>Who signs beside the head of the unit, the chief accountant and the preparer.</summary>
    public static IEnumerable<string> Hands(VoucherHead head, PaperLanguage language)
    {
        if (head.Number.Type is VoucherType.GoodsReceipt) yield return language.Of("Người giao hàng", "Deliverer");
        if (head.Number.Type is VoucherType.GoodsIssue) yield return language.Of("Người nhận hàng", "Receiver");
        yield return language.Of("Thủ kho", "Storekeeper");
    }
}
