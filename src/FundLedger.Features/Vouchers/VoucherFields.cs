using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Vouchers;

/// <summary>What stands on the dotted lines of each form.</summary>
internal sealed class VoucherFields(Voucher voucher, PaperLanguage language)
{
    private VoucherHead Head => voucher.Head;

    public IEnumerable<Field> All() => Head.Number.Type switch
    {
        VoucherType.Reversal => ReversalFields(),
        VoucherType.Adjustment => AdjustmentFields(),
        VoucherType.GoodsReceipt or VoucherType.GoodsIssue or VoucherType.GoodsValuation => GoodsOnPaper.Fields(Head, language),
        VoucherType.Transfer or VoucherType.Lapse => PoolFields(),
        VoucherType.AdvanceSettlement when voucher.Advance is { } advance => AdvanceFields(advance),
        _ => MoneyFields(),
    };

    private IEnumerable<Field> PoolFields()
    {
        yield return new(language.Of("Từ nguồn quỹ", "From pool"), $"{Head.PoolName.In(language)} ({Head.Pool})") { Strong = true };
        var target = Head.GivesTo?.In(language) ?? language.Of("ngân sách (phải nộp trả)", "the budget (due back)");
        yield return new(language.Of("Sang", "To"), target) { Strong = true };
        yield return new(language.Of("Lý do", "Reason"), Head.Purpose().In(language));
        yield return new(language.Of("Quyết định kèm theo", "Decision"), Head.Attachments ?? "");
        yield return new(language.Of("Số tiền", "Amount"), PaperWords.Dong(Head.Amount)) { Strong = true };
        yield return new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(Head.Amount));
    }

    private IEnumerable<Field> MoneyFields()
    {
        yield return new(Head.CounterpartyLabel().In(language), Head.CounterpartyName().In(language)) { Strong = true };
        yield return new(language.Of("Địa chỉ", "Address"), Head.Address ?? "");
        yield return new(language.Of("Nội dung", "For"), Head.Purpose().In(language));
        if (voucher.Lines is [{ Beneficiary: { } child } line])
        {
            var basis = $"{child}; {line.Class?.In(language)}; {line.Norm?.In(language)}";
            yield return new(language.Of("Trẻ em, căn cứ", "Child, basis"), basis);
        }

        yield return new(language.Of("Nguồn quỹ", "Pool"), $"{Head.PoolName.In(language)} ({Head.Pool}) – {Head.Means().In(language)}");
        yield return new(language.Of("Số tiền", "Amount"), PaperWords.Dong(Head.Amount) + language.Of(" (loại tiền: VND)", " (VND)"))
        {
            Strong = true,
        };
        yield return new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(Head.Amount));
        yield return new(language.Of("Kèm theo", "Enclosed"), Enclosed());
        foreach (var field in ReversedFields()) yield return field;
        if (Head.IsBank) yield break;
        yield return new(language.Of("Đã nhận đủ số tiền (bằng số, bằng chữ)", "Received in full (in figures and words)"), "");
    }

    private IEnumerable<Field> ReversedFields()
    {
        if (voucher.Lines is [{ ReversedBy: { } by }])
        {
            yield return new(language.Of("Chứng từ đã được đảo theo", "Reversed by"), by) { Strong = true };
        }
    }

    // The form C43-BB: advanced, spent, and what is left or was spent beyond it.
    private IEnumerable<Field> AdvanceFields(SettledAdvance advance)
    {
        yield return new(Head.CounterpartyLabel().In(language), Head.CounterpartyName().In(language)) { Strong = true };
        yield return new(language.Of("Địa chỉ", "Address"), Head.Address ?? "");
        yield return new(language.Of("Nội dung", "For"), Head.Purpose().In(language));
        var day = PrintedDate.Of(advance.PaidOn);
        var paid = language.Of($" (phiếu {advance.PaidBy} ngày {day})", $" (voucher {advance.PaidBy} of {day})");
        yield return new(language.Of("1. Số tiền tạm ứng", "1. Advanced"), PaperWords.Dong(advance.Advanced) + paid);
        yield return new(language.Of("2. Số tiền đã chi", "2. Spent"), PaperWords.Dong(advance.Spent)) { Strong = true };
        yield return new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(advance.Spent));
        var back = advance.ReturnedBy is { } by ? language.Of($" (nộp lại theo phiếu {by})", $" (returned by {by})") : "";
        yield return new(
            language.Of("3. Số tạm ứng không chi hết", "3. Left of the advance"), PaperWords.Dong(advance.Left) + back);
        yield return new(language.Of("4. Số chi quá tạm ứng", "4. Spent beyond the advance"), PaperWords.Dong(Domain.Money.Zero));
        yield return new(language.Of("Kèm theo", "Enclosed"), Enclosed());
        foreach (var field in ReversedFields()) yield return field;
    }

    private string Enclosed() => Head.Attachments
        ?? (voucher.IsBatch ? language.Of($"bảng kê {voucher.Lines.Count} trẻ em", $"list of {voucher.Lines.Count} children") : "");

    private IEnumerable<Field> ReversalFields()
    {
        yield return new(language.Of("Đảo chứng từ số", "Cancels voucher"), Head.Cancels()!.In(language)) { Strong = true };
        yield return new(language.Of("Lý do", "Reason"), Head.Purpose().In(language));
        yield return new(language.Of("Nội dung đã ghi", "What was recorded"), Head.Kind.In(language));
        yield return new(language.Of("Nguồn quỹ", "Pool"), $"{Head.PoolName.In(language)} ({Head.Pool}) – {Head.Means().In(language)}");
        if (Head.IsGoods && !Head.Amount.IsPositive) yield break;
        yield return new(language.Of("Số tiền ghi đảo", "Amount cancelled"), PaperWords.Dong(Head.Amount)) { Strong = true };
        yield return new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(Head.Amount));
    }

    private IEnumerable<Field> AdjustmentFields() =>
    [
        new(language.Of("Lý do", "Reason"), Head.Purpose().In(language)),
        new(language.Of("Nguồn quỹ", "Pool"), $"{Head.PoolName.In(language)} ({Head.Pool})"),
        new(language.Of("Số tiền", "Amount"), PaperWords.Dong(Head.Amount)) { Strong = true },
        new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(Head.Amount)),
    ];
}
