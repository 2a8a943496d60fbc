using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.Pdf;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A payment order: what it adds up, what may be done with it by its way and its state, and its papers.</summary>
public sealed class PaymentPaperTests
{
    private static readonly PaymentHead Head = new()
    {
        No = 7, Way = PaymentWay.Advance, Status = PaymentOrderStatus.Sent, Officer = "Cán bộ xã Bình Lư", PreparedOn = new LocalDate(2021, 2, 3),
        Total = new Money(500_000), Request = 41, PoolVi = "Nguồn chung", PoolEn = "General", Fund = "Q106", FundVi = "Quỹ Tam Đường",
        FundEn = "Tam Duong Fund", Unit = "Huyện Tam Đường",
    };

    private static readonly PaymentLine[] Lines =
    [
        new() { No = 1, Child = "TE-000001", Place = "Bình Lư", Amount = new Money(300_000), Outcome = "paid", Paid = new Money(300_000), Mark = "Q106LC7D1" },
        new() { No = 2, Child = "TE-000002", IsSealed = true, Amount = new Money(150_000), Outcome = "partial", Paid = new Money(100_000), Mark = "Q106LC7D2" },
        new() { No = 3, Child = "TE-000003", Amount = new Money(50_000), Outcome = "failed", Mark = "Q106LC7D3" },
        new() { No = 4, Child = "TE-000004", Amount = new Money(50_000), Outcome = "absent", IsOrderedAgain = true },
        new() { No = 5, Child = "TE-000005", Amount = new Money(50_000) },
    ];

    private static readonly PaymentSheet Sheet = new(
        Head, Lines, [new PaymentStep("prepared", "Thủ quỹ", Instant.FromUtc(2021, 2, 3, 4, 5, 6), null)]);

    [Fact]
    public void What_was_paid_is_added_up_and_what_failed_is_followed_up_until_it_is_ordered_again()
    {
        var sheet = new PaymentSheet(Head, Lines, []);
        Assert.Equal((400_000L, 1), (sheet.Paid.Dong, sheet.Unpaid));
        var absent = new PaymentSheet(Head, [Lines[3] with { IsOrderedAgain = false }, Lines[2], Lines[4]], []);
        Assert.Equal((0L, 2), (absent.Paid.Dong, absent.Unpaid));
    }

    [Theory]
    [InlineData(PaymentWay.BankList, PaymentOrderStatus.Prepared, false, false, false)]
    [InlineData(PaymentWay.BankList, PaymentOrderStatus.Unknown, true, false, true)]
    [InlineData(PaymentWay.Treasury, PaymentOrderStatus.Sent, true, false, true)]
    [InlineData(PaymentWay.Treasury, PaymentOrderStatus.Settled, true, false, false)]
    [InlineData(PaymentWay.BankList, PaymentOrderStatus.Cancelled, false, false, false)]
    [InlineData(PaymentWay.Cash, PaymentOrderStatus.Prepared, false, false, false)]
    [InlineData(PaymentWay.Cash, PaymentOrderStatus.Sent, false, true, true)]
    [InlineData(PaymentWay.Advance, PaymentOrderStatus.Settled, false, true, false)]
    [InlineData(PaymentWay.Advance, PaymentOrderStatus.Cancelled, false, false, false)]
    public void Files_are_of_transfers_and_what_is_handed_out_is_cash(
        PaymentWay way, PaymentOrderStatus status, bool hasFile, bool isHandedOut, bool isOnItsWay)
    {
        var head = Head with { Way = way, Status = status };
        Assert.Equal((hasFile, isHandedOut, isOnItsWay), (head.HasFile, head.IsHandedOut, head.IsOnItsWay));
    }

    [Theory]
    [InlineData(PaymentWay.Cash, PaymentOrderStatus.Sent, "list -|slip 2")]
    [InlineData(PaymentWay.Advance, PaymentOrderStatus.Sent, "list -|slip 2")]
    [InlineData(PaymentWay.Treasury, PaymentOrderStatus.Sent, "treasury -")]
    [InlineData(PaymentWay.Treasury, PaymentOrderStatus.Prepared, "")]
    [InlineData(PaymentWay.BankList, PaymentOrderStatus.Sent, "")]
    public void Sealed_children_have_slips_of_their_own(PaymentWay way, PaymentOrderStatus status, string papers) => Assert.Equal(
        papers, string.Join('|', PaymentPapers.Of(Sheet with { Head = Head with { Way = way, Status = status } }).Select(Text)));

    [Fact]
    public void A_list_is_of_the_children_that_are_not_sealed()
    {
        var hidden = Sheet with { Lines = [Lines[1]] };
        Assert.Equal(["slip 2"], PaymentPapers.Of(hidden).Select(Text));
        Assert.Empty(PaymentPapers.LinesOf(hidden, null));
        Assert.Null(PaymentPapers.Find(hidden, null));
        var open = Sheet with { Lines = [Lines[0], Lines[2]] };
        Assert.Equal(["list -"], PaymentPapers.Of(open).Select(Text));
        Assert.Equal([1, 3], PaymentPapers.LinesOf(open, null).Select(line => line.No));
        Assert.Equal([2], PaymentPapers.LinesOf(Sheet, 2).Select(line => line.No));
    }

    [Theory]
    [InlineData(PaymentWay.Cash, null, "list -")]
    [InlineData(PaymentWay.Advance, 2, "slip 2")]
    [InlineData(PaymentWay.Cash, 9, null)]
    [InlineData(PaymentWay.Treasury, null, "treasury -")]
    [InlineData(PaymentWay.Treasury, 2, null)]
    [InlineData(PaymentWay.BankList, null, null)]
    public void A_paper_is_found_by_its_line(PaymentWay way, int? line, string? paper) => Assert.Equal(
        paper, PaymentPapers.Find(Sheet with { Head = Head with { Way = way } }, line) is { } found ? Text(found) : null);

    [Fact]
    public void The_list_to_be_signed_names_pool_and_officer_and_sums_its_shares()
    {
        var paper = new HandoutPaper(Sheet, [Lines[0], Lines[2]], PaperLanguage.Vietnamese, Copy(2)).List();
        Assert.Equal("Danh sách cấp phát có ký nhận 7", paper.Title);
        Assert.Equal("Q106 LC-7 · in lần 2, 04/02/2021 11:05:06, Thủ quỹ", paper.FooterText);
        Assert.Equal(["Ngày 03 tháng 02 năm 2021", "Bản in lần 2"], paper.Blocks.OfType<VoucherTitle>().Single().Lines);
        Assert.Equal([new Field("Lệnh chi số", "LC-7") { Strong = true }], paper.Blocks.OfType<VoucherTitle>().Single().References);
        Assert.Equal(
            [
                ("Nội dung", "Chi hỗ trợ trẻ em theo đề nghị số 41"), ("Nguồn quỹ", "Nguồn chung"), ("Người cấp phát", "Cán bộ xã Bình Lư"),
                ("Địa điểm, ngày phát", ""), ("Số suất chưa phát (bằng số, bằng chữ)", ""),
            ],
            Fields(paper));
        var table = paper.Blocks.OfType<Table>().Single();
        var rows = table.Rows.ToList();
        Assert.Equal(["1", "TE-000001", "Bình Lư", "300.000", "", "", "", ""], rows[0].Cells);
        Assert.Equal(["2", "TE-000003", "", "50.000", "", "", "", ""], rows[1].Cells);
        Assert.Equal(["Cộng 2 suất", null, null, "350.000", "Ba trăm năm mươi nghìn đồng", null, null, null], rows[2].Cells);
        Assert.Equal((RowStyle.Total, 10d), (rows[2].Style, table.RowHeightMm));
        var signed = paper.Blocks.OfType<SignatureBlock>().Single();
        Assert.Equal(["Người lập", "Người cấp phát", "Đại diện thôn, bản hoặc MTTQ", "TM. UBND xã"], signed.Signatures.Select(one => one.Title));
        Assert.Equal(("(Ký, họ tên, đóng dấu)", 20d), (signed.Signatures[3].Hint, signed.SpaceMm));
        Assert.True(paper.Blocks.OfType<Paragraph>().Single() is { Italic: true, Size: 10 });
    }

    [Fact]
    public void A_slip_says_whose_it_is_and_how_much_and_a_look_that_it_is_no_print()
    {
        var paper = new HandoutPaper(Sheet, [Lines[1]], PaperLanguage.Vietnamese).Slip();
        Assert.Equal(("Giấy ký nhận 7", "Q106 LC-7", PageSetup.A5Landscape), (paper.Title, paper.FooterText, paper.Page));
        Assert.Equal("BẢN XEM, KHÔNG PHẢI BẢN IN", paper.Blocks.OfType<VoucherTitle>().Single().Lines[1]);
        Assert.Equal("2021-02-03T11:05:06+07:00", paper.Dated);
        Assert.Equal(
            [
                ("Mã hồ sơ", "TE-000002"), ("Số tiền", "150.000\u00A0₫"), ("(Viết bằng chữ)", "Một trăm năm mươi nghìn đồng"),
                ("Người nhận (quan hệ với trẻ)", ""),
            ],
            Fields(paper));
        Assert.Equal([true, true, false, false], paper.Blocks.OfType<FieldList>().Single().Fields.Select(field => field.Strong));
        Assert.Equal(15d, paper.Blocks.OfType<SignatureBlock>().Single().SpaceMm);
        Assert.Equal("2021-02-04T11:05:06+07:00", new HandoutPaper(Sheet, [Lines[1]], PaperLanguage.Vietnamese, Copy(1)).Slip().Dated);
    }

    [Fact]
    public void The_order_to_the_Treasury_has_no_code_of_a_sealed_child()
    {
        var sheet = Sheet with { Lines = Lines[..2], Head = Head with { Way = PaymentWay.Treasury, Total = new Money(450_000) } };
        var paper = new TreasuryPaper(sheet, PaperLanguage.Vietnamese, Copy(3)).Document();
        Assert.Equal(["Ngày 03 tháng 02 năm 2021", "Bản in lần 3"], paper.Blocks.OfType<VoucherTitle>().Single().Lines);
        Assert.Equal([new Field("Số", "LC-7") { Strong = true }], paper.Blocks.OfType<VoucherTitle>().Single().References);
        Assert.Equal(["Số tiền"], paper.Blocks.OfType<FieldList>().Single().Fields.Where(field => field.Strong).Select(field => field.Label));
        Assert.Equal(("Lệnh chi tiền qua Kho bạc 7", 12d, "2021-02-04T11:05:06+07:00"), (paper.Title, paper.Page.TextSize, paper.Dated));
        var rows = paper.Blocks.OfType<Table>().Single().Rows.ToList();
        Assert.Equal(["1", "TE-000001", "Bình Lư", "Q106LC7D1", "300.000"], rows[0].Cells);
        Assert.Equal(["2", "", "", "Q106LC7D2", "150.000"], rows[1].Cells);
        Assert.Equal(["Cộng 2 dòng", null, null, null, "450.000"], rows[2].Cells);
        Assert.Equal(
            ["Kính gửi", "Tài khoản trích tiền", "Nội dung", "Nguồn quỹ", "Người thụ hưởng, tài khoản", "Số tiền", "(Viết bằng chữ)"],
            Fields(paper).Select(field => field.Label));
        Assert.Equal(("450.000\u00A0₫", "Bốn trăm năm mươi nghìn đồng"), (Fields(paper)[5].Value, Fields(paper)[6].Value));
        var signed = paper.Blocks.OfType<SignatureBlock>().Single();
        Assert.Equal(["Người lập", "Kế toán trưởng", "Chủ tài khoản"], signed.Signatures.Select(one => one.Title));
        Assert.Equal(22d, signed.SpaceMm);
    }

    private static PrintedCopy Copy(int no) => new() { No = no, At = Instant.FromUtc(2021, 2, 4, 4, 5, 6), By = "Thủ quỹ" };

    private static string Text(PaymentPaper paper) => $"{paper.Code} {paper.Line?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}";

    private static List<(string Label, string Value)> Fields(PrintedDocument paper) =>
        [.. paper.Blocks.OfType<FieldList>().SelectMany(list => list.Fields).Select(field => (field.Label, field.Value))];
}
