using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Payments;

/// <summary>The list, or the slip of one line, on which people sign for the money of an order.</summary>
/// <param name="copy">Which print it is; null for a look, which is no print.</param>
internal sealed class HandoutPaper(
    PaymentSheet sheet, IReadOnlyList<PaymentLine> lines, PaperLanguage language, PrintedCopy? copy = null)
{
    private const double RoomToSign = 10;

    private PaymentHead Head => sheet.Head;

    private Money Total => lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);

    private Wording Fund => new(Head.FundVi, Head.FundEn);

    public PrintedDocument List()
    {
        var title = language.Of("Danh sách cấp phát có ký nhận", "Hand-out list to be signed");
        return Paper(
            title, PageSetup.A4Landscape,
            language.ReportHead(Head.Unit, Fund.In(language)),
            Title(title),
            new FieldList([.. Fields()], FieldLayout.DottedLines),
            Table(),
            new Paragraph(language.Of(
                "Người nhận thay ghi rõ họ tên, quan hệ với trẻ, kèm giấy ủy quyền. Không ký được thì điểm chỉ, có người làm chứng.",
                "Who signs for another writes name and relation, with the authority. Who cannot sign gives a fingerprint, witnessed."))
            {
                Italic = true, Size = 10,
            },
            new FieldList(
                [new(language.Of("Số suất chưa phát (bằng số, bằng chữ)", "Shares not handed out (figures, words)"), "")],
                FieldLayout.DottedLines),
            Signatures());
    }

    public PrintedDocument Slip()
    {
        var (title, line) = (language.Of("Giấy ký nhận", "Slip to be signed"), lines[0]);
        return Paper(
            title, PageSetup.A5Landscape,
            language.ReportHead(Head.Unit, Fund.In(language)),
            Title(title),
            new FieldList(
                [
                    new(language.Of("Mã hồ sơ", "Case code"), line.Child) { Strong = true },
                    .. Amounts(),
                    new(language.Of("Người nhận (quan hệ với trẻ)", "Received by (relation to the child)"), ""),
                ],
                FieldLayout.DottedLines),
            new SignatureBlock(null, [Sign("Người cấp phát", "Handed out by"), Sign("Người nhận tiền", "Received by")]) { SpaceMm = 15 });
    }

    private PrintedDocument Paper(string title, PageSetup page, params Block[] blocks) =>
        new(
            $"{title} {Head.No}", language.Tag(), page, blocks, Fund.In(language),
            PrintMark.Foot($"{Head.Fund} LC-{Head.No}", copy, language))
        {
            Dated = PaperPrinter.Dated(copy?.At ?? sheet.Steps[0].At),
        };

    private VoucherTitle Title(string title) => new(
        title.ToUpperInvariant(),
        [language.LongDate(Head.PreparedOn), .. PrintMark.Of(copy, language) is { } mark ? (string[])[mark] : []],
        [new(language.Of("Lệnh chi số", "Order"), $"LC-{Head.No}") { Strong = true }]);

    private IEnumerable<Field> Fields()
    {
        yield return new(
            language.Of("Nội dung", "For"),
            language.Of($"Chi hỗ trợ trẻ em theo đề nghị số {Head.Request}", $"Support of children by request {Head.Request}"));
        yield return new(language.Of("Nguồn quỹ", "Pool"), language.Of(Head.PoolVi, Head.PoolEn));
        yield return new(language.Of("Người cấp phát", "Handed out by"), Head.Officer ?? "");
        yield return new(language.Of("Địa điểm, ngày phát", "Place and day"), "");
    }

    private IEnumerable<Field> Amounts() =>
    [
        new(language.Of("Số tiền", "Amount"), PaperWords.Dong(Total)) { Strong = true },
        new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(Total)),
    ];

    private Table Table() => new(
        [
            new(language.Of("STT", "No."), 5, Alignment.Center), new(language.Of("Mã trẻ em", "Child"), 12),
            new(language.Of("Xã, thị trấn", "Commune"), 17), new(language.Of("Số tiền (đồng)", "Amount (VND)"), 12, Alignment.Right),
            new(language.Of("Người nhận", "Received by"), 20), new(language.Of("Quan hệ", "Relation"), 10),
            new(language.Of("Ký nhận", "Signature"), 14), new(language.Of("Ghi chú", "Note"), 10),
        ],
        [
            .. lines.Select((line, i) => new Row(
                PaperWords.Count(i + 1), line.Child, line.Place ?? "", line.Amount.ToString(), "", "", "", "")),
            new Row(RowStyle.Total, Sum(), null, null, Total.ToString(), language.InWords(Total), null, null, null),
        ])
    {
        TextSize = 10.5, RowHeightMm = RoomToSign,
    };

    private string Sum() => language.Of($"Cộng {lines.Count} suất", $"Total, {lines.Count} shares");

    private SignatureBlock Signatures() => new(
        null,
        [
            Sign("Người lập", "Prepared by"), Sign("Người cấp phát", "Handed out by"), Sign("Đại diện thôn, bản hoặc MTTQ", "Witness"),
            new(language.Of("TM. UBND xã", "For the commune"), Hint: language.Of("(Ký, họ tên, đóng dấu)", "(Signature, name, seal)")),
        ])
    {
        SpaceMm = 20,
    };

    private Signature Sign(string vietnamese, string english) =>
        new(language.Of(vietnamese, english), Hint: language.Of("(Ký, họ tên)", "(Signature, name)"));
}
