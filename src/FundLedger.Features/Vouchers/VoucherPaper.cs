using FundLedger.Domain.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Vouchers;

/// <summary>Describes a voucher as paper. A payment to one child and a receipt fill half a sheet; a batch has its list on A4.</summary>
internal sealed class VoucherPaper(Voucher voucher, PaperLanguage language)
{
    private const string Blank = "……………";

    private VoucherHead Head => voucher.Head;

    private bool IsBatch => voucher.Lines is [{ Beneficiary: not null }, _, ..];

    private string Title => Head.Title().In(language);

    public PrintedDocument Document()
    {
        List<Block> blocks =
        [
            Letterhead(),
            new VoucherTitle(Title.ToUpperInvariant(), [language.LongDate(Head.Date)], References()),
            new FieldList([.. Fields()], FieldLayout.DottedLines),
        ];
        blocks.AddRange([.. GoodsOnPaper.Table(voucher, language), Signatures()]);
        if (IsBatch) blocks.AddRange(List());
        return new PrintedDocument(
            $"{Title} {Head.Number}", language.Tag(),
            IsBatch || Head.IsGoods ? PageSetup.A4Portrait with { TextSize = 11.5 } : PageSetup.A5Landscape, blocks,
            Head.FundName.In(language), Footer())
        {
            Dated = PaperPrinter.Dated(Head.RecordedAt),
        };
    }

    private Letterhead Letterhead()
    {
        List<LetterheadLine> right = [];
        if (Head.FormNumber() is { } form) right.Add(new(language.Of($"Mẫu số: {form}", $"Form {form}")) { Bold = true });
        if (Head.Regime is { } regime && right.Count > 0)
        {
            var after = language.Of($"(Vận dụng theo Thông tư số {regime})", $"(After Circular {regime})");
            right.Add(new(after) { Italic = true, Size = -1.5 });
        }

        return new Letterhead(
            [
                new(language.Of($"Đơn vị: {Head.FundName.Vi}", $"Unit: {Head.FundName.En}")) { Bold = true },
                new(language.Of($"Mã QHNS: {Blank}", $"Budget code: {Blank}")),
            ],
            right)
        {
            LeftAlignment = Alignment.Left,
        };
    }

    private IEnumerable<Field> AdjustmentFields() =>
    [
        new(language.Of("Lý do", "Reason"), Head.Purpose().In(language)),
        new(language.Of("Nguồn quỹ", "Pool"), $"{Head.PoolName.In(language)} ({Head.Pool})"),
        new(language.Of("Số tiền", "Amount"), PaperWords.Dong(Head.Amount)) { Strong = true },
        new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(Head.Amount)),
    ];

    private List<Field> References() =>
    [
        new(language.Of("Quyển số", "Book"), "………"),
        new(language.Of("Số", "No."), Head.Number.ToString()) { Strong = true },
        new(language.Of("Nợ", "Debit"), Accounts(isDebit: true)),
        new(language.Of("Có", "Credit"), Accounts(isDebit: false)),
    ];

    private string Accounts(bool isDebit) =>
        string.Join(", ", voucher.Accounts.Where(account => account.IsDebit == isDebit).Select(AccountOf));

    private string AccountOf(VoucherAccount account) => (account.RegimeAccount ?? account.Name.In(language))
        + (account.Amount.IsNegative ? language.Of(" (ghi âm)", " (in red)") : "");

    private IEnumerable<Field> Fields() => Head.Number.Type switch
    {
        VoucherType.Reversal => ReversalFields(),
        VoucherType.Adjustment => AdjustmentFields(),
        VoucherType.GoodsReceipt or VoucherType.GoodsIssue or VoucherType.GoodsValuation => GoodsOnPaper.Fields(Head, language),
        VoucherType.Transfer or VoucherType.Lapse => PoolFields(),
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
        if (!IsBatch && voucher.Lines is [{ Beneficiary: { } child } line])
        {
            var basis = $"{child}; {line.Class?.In(language)}; {line.Norm?.In(language)}";
            yield return new(language.Of("Trẻ em, căn cứ", "Child, basis"), basis);
        }

        yield return new(language.Of("Nguồn quỹ", "Pool"), $"{Head.PoolName.In(language)} ({Head.Pool}) – {Head.Means().In(language)}");
        yield return new(language.Of("Số tiền", "Amount"), PaperWords.Dong(Head.Amount)) { Strong = true };
        yield return new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(Head.Amount));
        yield return new(language.Of("Kèm theo", "Enclosed"), Enclosed());
        if (!IsBatch && voucher.Lines is [{ ReversedBy: { } by }])
        {
            yield return new(language.Of("Chứng từ đã được đảo theo", "Reversed by"), by) { Strong = true };
        }

        yield return new(language.Of("Đã nhận đủ số tiền (viết bằng chữ)", "Received in full (in words)"), "");
    }

    private string Enclosed() => Head.Attachments
        ?? (IsBatch ? language.Of($"bảng kê {voucher.Lines.Count} trẻ em", $"list of {voucher.Lines.Count} children") : "");

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

    private SignatureBlock Signatures()
    {
        var sign = language.Of("(Ký, họ tên)", "(Signature, name)");
        var seal = language.Of("(Ký, họ tên, đóng dấu)", "(Signature, name, seal)");
        List<Signature> all =
        [
            new(language.Of("Thủ trưởng đơn vị", "Head of the unit"), Hint: seal),
            new(language.Of("Kế toán trưởng", "Chief accountant"), Hint: sign),
            new(language.Of("Người lập", "Prepared by"), Hint: sign),
        ];
        if (Head.Number.Type is VoucherType.AdvanceSettlement) all.Add(new(language.Of("Người thanh toán", "Settled by"), Hint: sign));
        var paysIn = Head.Number.Type is VoucherType.Receipt or VoucherType.AdvanceReturn;
        if (paysIn) all.Add(new(language.Of("Người nộp", "Payer"), Hint: sign));
        var paysOut = Head.Number.Type is VoucherType.Payment or VoucherType.BudgetReturn;
        if (paysOut) all.Add(new(language.Of("Người nhận tiền", "Payee"), Hint: sign));
        if (paysOut || paysIn) all.Add(new(language.Of("Thủ quỹ", "Cashier"), Hint: sign));
        if (Head.IsGoods) all.AddRange(GoodsOnPaper.Hands(Head, language).Select(hand => new Signature(hand, Hint: sign)));
        return new SignatureBlock(null, all) { SpaceMm = IsBatch ? 22 : 15 };
    }

    private IEnumerable<Block> List()
    {
        yield return new Spacer(4);
        yield return new Heading(language.Of($"Bảng kê kèm theo chứng từ {Head.Number}", $"List to voucher {Head.Number}"), 2);
        yield return new Paragraph($"{language.Of("Căn cứ", "Basis")}: {Decisions()}.") { Size = 10.5 };
        yield return new Paragraph(language.Of(
            "Trẻ em được ghi bằng mã; nhóm được bảo mật không ghi tên nhóm và nơi ở.",
            "Children are named by code; a protected group shows neither its name nor a place.")) { Italic = true, Size = 10.5 };
        yield return new Table(
            [
                new(language.Of("STT", "No."), 6, Alignment.Center), new(language.Of("Mã trẻ em", "Child"), 13),
                new(language.Of("Nhóm", "Class"), 36), new(language.Of("Xã, thị trấn", "Commune"), 20),
                new(language.Of("Định mức", "Norm"), 10), new(language.Of("Số tiền (đồng)", "Amount (VND)"), 15, Alignment.Right),
            ],
            [
                .. voucher.Lines.Select(RowOf),
                new Row(RowStyle.Total, Total(), null, null, null, null, Head.Amount.ToString()),
            ])
        {
            TextSize = 10,
        };
    }

    private Row RowOf(VoucherEntry line, int i) => new(
        PaperWords.Count(i + 1), line.Beneficiary ?? "", ClassOf(line), line.Unit ?? "", line.NormLine ?? "", line.Amount.ToString());

    private string Total() => language.Of($"Cộng {voucher.Lines.Count} trẻ em", $"Total, {voucher.Lines.Count} children");

    private string Decisions() =>
        string.Join("; ", voucher.Lines.Select(line => line.DecisionName?.In(language)).OfType<string>().Distinct());

    private string ClassOf(VoucherEntry line) => line.ReversedBy is { } by
        ? $"{line.Class?.In(language)} ({language.Of("đã đảo theo", "reversed by")} {by})" : line.Class?.In(language) ?? "";

    private string Footer()
    {
        if (voucher.Lines is not [.., var last]) return Head.Number.ToString();
        var sealedAs = language.Of($"Nhật ký số {last.LogNo} · {last.Hash[..16]}…", $"Log record {last.LogNo} · {last.Hash[..16]}…");
        var draft = language.Of("số hiệu tài khoản theo bảng ánh xạ dự thảo", "account numbers after a draft map");
        return Head is { Regime: not null, IsRegimeConfirmed: false } ? $"{sealedAs} · {draft}" : sealedAs;
    }
}
