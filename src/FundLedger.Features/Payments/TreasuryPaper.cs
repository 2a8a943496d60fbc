using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Payments;

/// <summary>
/// The order to the Treasury as paper: the sum, the request behind it, and the list of lines by code. Name and account of each payee are
/// written in by hand where the Treasury wants them: an order of many lines is drawn by the fund's own officer.
/// </summary>
/// <param name="copy">Which print it is; null for a look, which is no print.</param>
internal sealed class TreasuryPaper(PaymentSheet sheet, PaperLanguage language, PrintedCopy? copy = null)
{
    private PaymentHead Head => sheet.Head;

    public PrintedDocument Document()
    {
        var title = language.Of("Lệnh chi tiền qua Kho bạc", "Payment order to the State Treasury");
        List<Block> blocks =
        [
            language.ReportHead(Head.Unit, new Wording(Head.FundVi, Head.FundEn).In(language)),
            new VoucherTitle(
                title.ToUpperInvariant(),
                [language.LongDate(Head.PreparedOn), .. PrintMark.Of(copy, language) is { } mark ? (string[])[mark] : []],
                [new(language.Of("Số", "No."), $"LC-{Head.No}") { Strong = true }]),
            new FieldList([.. Fields()], FieldLayout.DottedLines),
            List(),
            Signatures(),
        ];
        return new PrintedDocument(
            $"{title} {Head.No}", language.Tag(), PageSetup.A4Portrait with { TextSize = 12 }, blocks,
            new Wording(Head.FundVi, Head.FundEn).In(language), PrintMark.Foot($"{Head.Fund} LC-{Head.No}", copy, language))
        {
            Dated = PaperPrinter.Dated(copy?.At ?? sheet.Steps[0].At),
        };
    }

    private IEnumerable<Field> Fields() =>
    [
        new(language.Of("Kính gửi", "To"), language.Of("Kho bạc Nhà nước ……………………", "State Treasury ……………………")),
        new(language.Of("Tài khoản trích tiền", "Account to be debited"), ""),
        new(
            language.Of("Nội dung", "For"),
            language.Of($"Chi hỗ trợ trẻ em theo đề nghị số {Head.Request}", $"Support of children by request {Head.Request}")),
        new(language.Of("Nguồn quỹ", "Pool"), language.Of(Head.PoolVi, Head.PoolEn)),
        new(language.Of("Người thụ hưởng, tài khoản", "Payee, account"), ""),
        new(language.Of("Số tiền", "Amount"), PaperWords.Dong(Head.Total)) { Strong = true },
        new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(Head.Total)),
    ];

    private Table List() => new(
        [
            new(language.Of("STT", "No."), 8, Alignment.Center), new(language.Of("Mã", "Code"), 26),
            new(language.Of("Xã, thị trấn", "Commune"), 30), new(language.Of("Mã dòng", "Mark"), 20),
            new(language.Of("Số tiền (đồng)", "Amount (VND)"), 16, Alignment.Right),
        ],
        [
            .. sheet.Lines.Select((line, i) => new Row(
                PaperWords.Count(i + 1), line.IsSealed ? "" : line.Child, line.Place ?? "", line.Mark, line.Amount.ToString())),
            new Row(RowStyle.Total, Sum(), null, null, null, Head.Total.ToString()),
        ])
    {
        TextSize = 10,
    };

    private string Sum() => language.Of($"Cộng {sheet.Lines.Count} dòng", $"Total, {sheet.Lines.Count} lines");

    private SignatureBlock Signatures()
    {
        var sign = language.Of("(Ký, họ tên)", "(Signature, name)");
        return new SignatureBlock(
            null,
            [
                new(language.Of("Người lập", "Prepared by"), Hint: sign),
                new(language.Of("Kế toán trưởng", "Chief accountant"), Hint: sign),
                new(language.Of("Chủ tài khoản", "Account holder"), Hint: language.Of("(Ký, họ tên, đóng dấu)", "(Signature, name, seal)")),
            ])
        {
            SpaceMm = 22,
        };
    }
}
