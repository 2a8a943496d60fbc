using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Vouchers;

/// <summary>Describes a voucher as paper. A payment to one child and a receipt fill half a sheet; a batch has its list on A4.</summary>
/// <param name="copy">Which print it is; null for a look at the voucher, which is no print.</param>
internal sealed class VoucherPaper(Voucher voucher, PaperLanguage language, PrintedCopy? copy = null)
{
    private const string Blank = "……………";

    private VoucherHead Head => voucher.Head;

    private string Title => Head.Title().In(language);

    public PrintedDocument Document()
    {
        List<Block> blocks =
        [
            Letterhead(),
            new VoucherTitle(Title.ToUpperInvariant(), [language.LongDate(Head.Date)], References()),
            new FieldList([.. new VoucherFields(voucher, language).All()], FieldLayout.DottedLines),
        ];
        blocks.AddRange([.. GoodsOnPaper.Table(voucher, language), VoucherSigners.Block(voucher, language)]);
        if (voucher.IsBatch) blocks.AddRange(List());
        return new PrintedDocument(
            $"{Title} {Head.Number}", language.Tag(), voucher.IsBatch || Head.IsGoods ? PageSetup.A4Portrait with { TextSize = 11.5 }
                : PageSetup.A5Landscape,
            blocks, Head.FundName.In(language), Footer())
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

        if (PrintMark.Of(copy, language) is { } mark) right.Add(new(mark) { Bold = true });

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

    private List<Field> References() =>
    [
        new(language.Of("Quyển số", "Book"), "………"),
        new(language.Of("Số", "No."), Head.Number.ToString()) { Strong = true },
        new(language.Of("Nợ", "Debit"), Accounts(isDebit: true)),
        new(language.Of("Có", "Credit"), Accounts(isDebit: false)),
    ];

    private string Accounts(bool isDebit) =>
        string.Join(", ", voucher.Accounts.Where(account => account.IsDebit == isDebit).Select(AccountOf));

    private string AccountOf(VoucherAccount account)
    {
        var name = account.RegimeAccount ?? account.Name.In(language);
        return account.Amount.IsNegative ? name + language.Of(" (ghi âm)", " (in red)") : name;
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

    private string Footer() => PrintMark.Foot(Source(), copy, language);

    private string Source()
    {
        if (voucher.Lines is not [.., var last]) return Head.Number.ToString();
        var sealedAs = language.Of($"Nhật ký số {last.LogNo} · {last.Hash[..16]}…", $"Log record {last.LogNo} · {last.Hash[..16]}…");
        var draft = language.Of("số hiệu tài khoản theo bảng ánh xạ dự thảo", "account numbers after a draft map");
        return Head is { Regime: not null, IsRegimeConfirmed: false } ? $"{sealedAs} · {draft}" : sealedAs;
    }
}
