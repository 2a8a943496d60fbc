using FundLedger.Domain.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Vouchers;

/// <summary>Who signs each form.</summary>
internal static class VoucherSigners
{
    public static SignatureBlock Block(Voucher voucher, PaperLanguage language)
    {
        var head = voucher.Head;
        var sign = language.Of("(Ký, họ tên)", "(Signature, name)");
        var seal = language.Of("(Ký, họ tên, đóng dấu)", "(Signature, name, seal)");
        List<Signature> all =
        [
            new(language.Of("Thủ trưởng đơn vị", "Head of the unit"), Hint: seal),
            new(language.Of("Kế toán trưởng", "Chief accountant"), Hint: sign),
            new(language.Of("Người lập", "Prepared by"), Hint: sign),
        ];
        if (head.Number.Type is VoucherType.AdvanceSettlement) all.Add(new(language.Of("Người thanh toán", "Settled by"), Hint: sign));
        // What went through the bank was handed over by nobody.
        var paysIn = !head.IsBank && head.Number.Type is (VoucherType.Receipt or VoucherType.AdvanceReturn);
        if (paysIn) all.Add(new(language.Of("Người nộp", "Payer"), Hint: sign));
        var paysOut = !head.IsBank && head.Number.Type is (VoucherType.Payment or VoucherType.BudgetReturn);
        if (paysOut) all.Add(new(language.Of("Người nhận tiền", "Payee"), Hint: sign));
        if (paysOut || paysIn) all.Add(new(language.Of("Thủ quỹ", "Cashier"), Hint: sign));
        if (head.IsGoods) all.AddRange(GoodsOnPaper.Hands(head, language).Select(hand => new Signature(hand, Hint: sign)));
        return new SignatureBlock(null, all) { SpaceMm = voucher.IsBatch ? 22 : 15 };
    }
}
