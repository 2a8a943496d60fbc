using System.Globalization;
using FundLedger.Pdf;

namespace FundLedger.UnitTests.Pdf;

/// <summary>Papers as the funds print them; the persons are roles, the amounts made up.</summary>
internal static class SamplePdfs
{
    public const string Fund = "Quỹ Bảo trợ trẻ em huyện Tam Đường";

    public static PrintedDocument ReceiptVoucher { get; } = new(
        "Phiếu thu PT-2026-00123", "vi", PageSetup.A5Landscape,
        [
            Letterhead.Voucher(null, Fund, "1058784", "C40-BB", "Vận dụng theo Thông tư số 24/2024/TT-BTC ngày 17/4/2024 của Bộ Tài chính"),
            new VoucherTitle("PHIẾU THU", ["Ngày 15 tháng 01 năm 2026"],
                [new("Quyển số", "01"), new("Số", "PT-2026-00123") { Strong = true }, new("Nợ", "1111"), new("Có", "3531")]),
            new FieldList(
                [
                    new("Họ và tên người nộp tiền", "Đại diện Công đoàn Trường Tiểu học Bình Lư") { Strong = true },
                    new("Địa chỉ", "Bản Thẳm, xã Bình Lư, tỉnh Lai Châu"),
                    new("Nội dung", "Ủng hộ Quỹ đợt Tháng hành động vì trẻ em; nhà tài trợ đề nghị dùng để mua áo ấm và sách vở "
                        + "cho học sinh các điểm trường Nà Tăm, Khun Há, Thèn Sin"),
                    new("Số tiền", "20.500.000 ₫") { Strong = true },
                    new("Viết bằng chữ", "Hai mươi triệu năm trăm nghìn đồng"),
                    new("Kèm theo", "02 chứng từ gốc"),
                ],
                FieldLayout.DottedLines),
            new SignatureBlock(null,
                [
                    new("Thủ trưởng đơn vị", Hint: "(Ký, họ tên, đóng dấu)"), new("Kế toán trưởng"), new("Người lập"),
                    new("Người nộp"), new("Thủ quỹ"),
                ])
            { SpaceMm = 17 },
            new FieldList(
                [new("Đã nhận đủ số tiền (bằng số, bằng chữ)", "20.500.000 ₫ (Hai mươi triệu năm trăm nghìn đồng)")],
                FieldLayout.DottedLines),
        ]);

    public static PrintedDocument Statement(int lines) => new(
        "Báo cáo thu chi Quỹ quý I năm 2026", "vi", PageSetup.A4Landscape,
        [
            Letterhead.National("Ủy ban nhân dân huyện Tam Đường", Fund, "Số: 12/BC-QBTTE", "Tam Đường, ngày 31 tháng 3 năm 2026"),
            new Spacer(4),
            new Heading("BÁO CÁO THU CHI QUỸ"),
            new Paragraph("Quý I năm 2026 (từ 01/01/2026 đến 31/3/2026)", Alignment.Center) { Italic = true },
            new Spacer(2),
            new FieldList(
                [
                    new("Quỹ", "Quỹ Bảo trợ trẻ em – nguồn vận động, không chỉ định mục đích"),
                    new("Tài khoản", "9527.3.1058784 tại Kho bạc Nhà nước"),
                    new("Số dư đầu kỳ", "125.480.000 ₫") { Strong = true },
                ]),
            new Heading("Chi tiết thu, chi trong kỳ", 2),
            new Table(
                [
                    new Column("STT", 5, Alignment.Center) { Code = "A" },
                    new Column("Ngày, tháng", 9, Alignment.Center) { Group = "Chứng từ", Code = "B" },
                    new Column("Số hiệu", 11, Alignment.Center) { Group = "Chứng từ", Code = "C" },
                    new Column("Diễn giải", 43) { Code = "D" },
                    new Column("Thu", 11, Alignment.Right) { Group = "Số tiền (đồng)", Code = "1" },
                    new Column("Chi", 11, Alignment.Right) { Group = "Số tiền (đồng)", Code = "2" },
                    new Column("Tồn", 11, Alignment.Right) { Group = "Số tiền (đồng)", Code = "3" },
                ],
                StatementRows(lines)),
            new FieldList([new("Số dư cuối kỳ bằng chữ", "Một trăm hai mươi lăm triệu bốn trăm tám mươi nghìn đồng")]),
            new Spacer(3),
            new SignatureBlock(null,
                [
                    new("NGƯỜI LẬP BIỂU", "Kế toán Quỹ"), new("KẾ TOÁN TRƯỞNG"),
                    new("TM. BAN QUẢN LÝ QUỸ\nGIÁM ĐỐC", null, "(Ký, họ tên, đóng dấu)"),
                ]),
        ],
        "Sao kê thu, chi, tồn Quỹ",
        Fund + " – in từ sổ kế toán")
    {
        Dated = "2026-03-31T09:00:00+07:00",
    };

    public static string Dong(long amount) => amount.ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', '.');

    private static IEnumerable<Row> StatementRows(int lines)
    {
        string[] stories =
        [
            "Chi hỗ trợ phẫu thuật tim bẩm sinh cho trẻ em hộ nghèo, xã Nùng Nàng (Quyết định số 27/QĐ-UBND)",
            "Nhận ủng hộ của Công đoàn Trường Tiểu học Bình Lư", "Lãi tiền gửi Kho bạc",
            "Chi quà Tết Nguyên đán cho 40 trẻ em có hoàn cảnh đặc biệt, thị trấn Tam Đường",
        ];
        long balance = 125_480_000;
        yield return new Row(RowStyle.Group, "", "", "", "Số dư đầu kỳ", "", "", Dong(balance));
        for (int i = 1; i <= lines; i++)
        {
            bool receipt = i % 4 >= 2;
            long amount = 100_000L * (1 + i * 37 % 91);
            balance += receipt ? amount : -amount;
            yield return new Row(
                i.ToString(CultureInfo.InvariantCulture), $"{1 + i % 28:00}/0{1 + i % 3}/2026", $"{(receipt ? "PT" : "PC")}-2026-{i:00000}",
                stories[i % 4], receipt ? Dong(amount) : "", receipt ? "" : Dong(amount), Dong(balance));
        }
        yield return new Row(
            RowStyle.Total, "Cộng phát sinh trong kỳ", null, null, null, Dong(1_234_567_890), Dong(987_654_321), Dong(balance));
    }
}
