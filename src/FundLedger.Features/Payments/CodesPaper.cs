using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Payments;

/// <summary>
/// The list, or the slip of one line, by which money is handed out: each share has its code in digits and as a QR code, and a place to
/// sign. It names neither group nor illness.
/// </summary>
/// <param name="names">By line; null for a copy without names.</param>
internal sealed class CodesPaper(
    ListedHandout head, IReadOnlyList<HandoutLine> lines, IReadOnlyDictionary<int, NamedShare>? names, Printing print,
    PaperLanguage language)
{
    private const double QrSide = 17;
    private const int QrColumn = 2;

    private Wording Fund => new(head.FundVi, head.FundEn);

    public PrintedDocument List()
    {
        var title = names is null
            ? language.Of("Danh sách mã phát tiền", "List of codes for handing out")
            : language.Of("Danh sách phát tiền (nội bộ)", "Hand-out list (internal)");
        return Paper(
            title, PageSetup.A4Landscape,
            new FieldList(
                [
                    new(language.Of("Nội dung", "For"), language.Of(head.TitleVi, head.TitleEn)),
                    new(language.Of("Địa điểm, ngày phát", "Place and day"), ""),
                ],
                FieldLayout.DottedLines),
            Table(),
            Note(),
            new SignatureBlock(null, [Sign("Người cấp phát", "Handed out by"), Sign("Đại diện thôn, bản hoặc MTTQ", "Witness")])
            {
                SpaceMm = 20,
            });
    }

    public PrintedDocument Slip() => Paper(
        language.Of("Giấy ký nhận", "Slip to be signed"), PageSetup.A5Landscape,
        new Table(
            [
                new(language.Of("Mã hồ sơ", "Case code"), 12), new(language.Of("Mã suất", "Code"), 10), new("QR", 10, Alignment.Center),
                new(language.Of("Số tiền (đồng)", "Amount (VND)"), 12, Alignment.Right),
            ],
            [RowOf(lines[0], lines[0].Child, Digits(lines[0]), "", lines[0].Amount.ToString())]),
        new FieldList(
            [
                new(language.Of("(Viết bằng chữ)", "(In words)"), language.InWords(lines[0].Amount)),
                new(language.Of("Người nhận (quan hệ với trẻ)", "Received by (relation to the child)"), ""),
            ],
            FieldLayout.DottedLines),
        new SignatureBlock(null, [Sign("Người cấp phát", "Handed out by"), Sign("Người nhận tiền", "Received by")]) { SpaceMm = 15 });

    private PrintedDocument Paper(string title, PageSetup page, params Block[] blocks) => new(
        $"{title} LC-{head.OrderNo}", language.Tag(), page,
        [Letterhead.National(null, Fund.In(language), null, null), Title(title), .. blocks], Fund.In(language), Footer())
    {
        Dated = PaperPrinter.Dated(print.PrintedAt), Watermark = names is null ? null : Said(),
    };

    private string Said() => $"{print.PrintedBy} · {PaperWords.Time(print.PrintedAt)}";

    private string Footer() => names is null
        ? $"{head.List} LC-{head.OrderNo}"
        : $"{head.List} LC-{head.OrderNo} · " + language.Of("Bản nội bộ, không niêm yết", "Internal, not to be posted") + $" · {Said()}";

    private VoucherTitle Title(string title) => new(
        title.ToUpperInvariant(),
        print.Copy == 1 ? [] : [language.Of($"Bản in lần {print.Copy}", $"Print no. {print.Copy}")],
        [new(language.Of("Lệnh chi số", "Order"), $"LC-{head.OrderNo}") { Strong = true }]);

    private Table Table() => new(names is null ? Columns() : NamedColumns(), LineRows().Append(Sum())) { TextSize = 10.5 };

    // Codes are drawn on all processors while the pages are written: of thousands of lines they are most of the work.
    private ParallelQuery<Row> LineRows() => lines.Select((line, i) => (line, No: PaperWords.Count(i + 1))).AsParallel().AsOrdered().Select(
        one => RowOf(
            one.line, [one.No, Digits(one.line), "", .. Who(one.line), one.line.Place ?? "", one.line.Amount.ToString(), "", ""]));

    private Row Sum()
    {
        var total = lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
        var label = language.Of($"Cộng {lines.Count} suất", $"Total, {lines.Count} shares");
        return new Row(
            RowStyle.Total,
            [label, .. Enumerable.Repeat<string?>(null, names is null ? 4 : 5), total.ToString(), language.InWords(total), null]);
    }

    private IReadOnlyList<Column> Columns() =>
    [
        new(language.Of("STT", "No."), 5, Alignment.Center), new(language.Of("Mã suất", "Code"), 10), new("QR", 11, Alignment.Center),
        new(language.Of("Mã trẻ em", "Child"), 12), .. ShareColumns(),
    ];

    private IReadOnlyList<Column> NamedColumns() =>
    [
        new(language.Of("STT", "No."), 5, Alignment.Center), new(language.Of("Mã suất", "Code"), 10), new("QR", 11, Alignment.Center),
        new(language.Of("Trẻ em", "Child"), 15), new(language.Of("Người chăm sóc", "Carer"), 15), .. ShareColumns(),
    ];

    private IEnumerable<Column> ShareColumns() =>
    [
        new(language.Of("Xã, thị trấn", "Commune"), 13), new(language.Of("Số tiền (đồng)", "Amount (VND)"), 11, Alignment.Right),
        new(language.Of("Người nhận, quan hệ", "Received by, relation"), 17), new(language.Of("Ký nhận", "Signature"), 13),
    ];

    private IEnumerable<string> Who(HandoutLine line) => names is null ? [line.Child]
        : names.GetValueOrDefault(line.LineNo) is { } named
            ? [$"{named.Child}\n{line.Child}", $"{named.Carer.Name} ({named.Carer.Relation})"]
        : [line.Child, ""];

    // Whose list the code is of stands in the QR code too: a phone then knows another list's at once, also without a network.
    private Row RowOf(HandoutLine line, params IReadOnlyList<string?> cells) => new(cells)
    {
        Pattern = QrPattern.Of(FormattableString.Invariant($"{head.List}/{head.OrderNo}/{line.Code}"), QrColumn, QrSide),
    };

    private static string Digits(HandoutLine line) => $"{line.Code[..4]} {line.Code[4..]}";

    private Paragraph Note() => new(language.Of(
        "Quét mã QR hoặc gõ 8 chữ số khi phát. Người nhận thay ghi rõ họ tên, quan hệ với trẻ, kèm giấy ủy quyền; không ký được thì "
        + "điểm chỉ. Điện thoại hỏng hoặc mất: phát và ký trên danh sách này, rồi ghi kết quả ở lệnh chi.",
        "Scan the QR code or type the eight digits. Who signs for another writes name and relation, with the authority; who cannot "
        + "sign gives a fingerprint. When the telephone fails: hand out and sign on this list, then enter the results at the order."))
    {
        Italic = true, Size = 10,
    };

    private Signature Sign(string vietnamese, string english) =>
        new(language.Of(vietnamese, english), Hint: language.Of("(Ký, họ tên)", "(Signature, name)"));
}
