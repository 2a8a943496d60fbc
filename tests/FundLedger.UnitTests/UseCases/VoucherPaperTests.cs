using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Vouchers;
using FundLedger.Pdf;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>The sheet of each kind of voucher: its fields, who signs it, and what it says about itself.</summary>
public sealed class VoucherPaperTests
{
    private static readonly VoucherHead Gift = new()
    {
        Type = "PT", Year = 2021, No = 7, Date = new LocalDate(2021, 2, 3), Amount = new Money(500_000), FundVi = "Quỹ", FundEn = "Fund",
        Pool = "CHUNG", PoolVi = "Nguồn chung", PoolEn = "General", KindVi = "tài trợ", KindEn = "donation", Counterparty = "Ông A",
        Content = "ủng hộ", Regime = "107", IsRegimeConfirmed = true,
    };

    private static readonly VoucherEntry Line = new()
    {
        Beneficiary = "TE-000001", ClassVi = "nghèo", ClassEn = "poor", Unit = "Bình Lư", NormLine = "II.3", Decision = "12/QĐ",
        IssuedOn = new LocalDate(2021, 1, 4), Amount = new Money(500_000), LogNo = 9, Hash = new string('a', 64),
    };

    private static readonly VoucherAccount[] Accounts =
    [
        new() { NameVi = "Tiền mặt", NameEn = "Cash", RegimeAccount = "111", IsDebit = true, Amount = new Money(500_000) },
        new() { NameVi = "Số dư quỹ", NameEn = "Balance", Amount = new Money(500_000) },
    ];

    [Fact]
    public void A_receipt_is_half_a_sheet_that_its_payer_and_the_cashier_sign()
    {
        var paper = Paper(Gift, Line with { Beneficiary = null });
        Assert.Equal(PageSetup.A5Landscape, paper.Page);
        Assert.Equal(["Thủ trưởng đơn vị", "Kế toán trưởng", "Người lập", "Người nộp", "Thủ quỹ"], Signers(paper));
        Assert.Equal(("111", "Số dư quỹ"), (Reference(paper, "Nợ"), Reference(paper, "Có")));
        Assert.Equal("Ông A", Value(paper, "Họ và tên người nộp tiền"));
        Assert.Null(Value(paper, "Trẻ em, căn cứ"));
        Assert.Null(Value(paper, "Chứng từ đã được đảo theo"));
        Assert.Equal(["Mẫu số: C40-BB", "(Vận dụng theo Thông tư số 107)"], Head(paper));
        Assert.DoesNotContain(paper.Blocks, block => block is Table);
    }

    [Fact]
    public void A_payment_to_one_child_says_which_and_why_and_whether_it_was_taken_back()
    {
        var paper = Paper(Gift with { Type = "PC" }, Line with { ReversedBy = "BD-2021-00001" });
        Assert.Equal("TE-000001; nghèo; Quyết định 12/QĐ ngày 04/01/2021, dòng II.3", Value(paper, "Trẻ em, căn cứ"));
        Assert.Equal("BD-2021-00001", Value(paper, "Chứng từ đã được đảo theo"));
        Assert.Equal("", Value(paper, "Kèm theo"));
        Assert.Equal(["Thủ trưởng đơn vị", "Kế toán trưởng", "Người lập", "Người nhận tiền", "Thủ quỹ"], Signers(paper));
    }

    [Fact]
    public void A_payment_to_many_has_its_list_on_a_whole_sheet()
    {
        var paper = Paper(Gift with { Type = "PC", Amount = new Money(1_000_000) }, Line, Line with { ReversedBy = "BD-2021-00001", LogNo = 10 });
        Assert.Equal((210d, 297d), (paper.Page.WidthMm, paper.Page.HeightMm));
        Assert.Equal("bảng kê 2 trẻ em", Value(paper, "Kèm theo"));
        Assert.Null(Value(paper, "Trẻ em, căn cứ"));
        var rows = Assert.Single(paper.Blocks.OfType<Table>()).Rows.Select(row => row.Cells).ToList();
        Assert.Equal(["1", "TE-000001", "nghèo", "Bình Lư", "II.3", "500.000"], rows[0]);
        Assert.Equal(("2", "nghèo (đã đảo theo BD-2021-00001)"), (rows[1][0], rows[1][2]));
        Assert.Equal(("Cộng 2 trẻ em", "1.000.000"), (rows[2][0], rows[2][5]));
        Assert.Contains(paper.Blocks.OfType<Paragraph>(), text => text.Text == "Căn cứ: Quyết định 12/QĐ ngày 04/01/2021.");
        Assert.Equal("Nhật ký số 10 · aaaaaaaaaaaaaaaa… · in lần 1, 03/02/2021 11:05:06, Kế toán Quỹ", paper.FooterText);
        Assert.Equal("3 giấy tờ", Value(Paper(Gift with { Type = "PC", Attachments = "3 giấy tờ" }, Line, Line), "Kèm theo"));
    }

    [Theory]
    [InlineData("BD", "Đảo chứng từ số", "PT-2021-00001 ngày 04/01/2021 (bút toán số 3)")]
    [InlineData("PK", "Lý do", "ủng hộ")]
    [InlineData("DC", "Sang", "Quà Tết (TET)")]
    public void A_paper_between_accounts_names_what_it_does_and_is_signed_by_three(string type, string label, string value)
    {
        var paper = Paper(
            Gift with
            {
                Type = type, Reverses = "PT-2021-00001", ReversesDate = new LocalDate(2021, 1, 4), ReversesEntry = 3, ToPool = "TET",
                ToVi = "Quà Tết", ToEn = "Tet",
            },
            Line);
        Assert.Equal(value, Value(paper, label));
        Assert.Equal(3, Signers(paper).Count());
        Assert.Empty(Head(paper));
    }

    [Theory]
    [InlineData("PT", "Họ và tên người nộp tiền|Địa chỉ|Nội dung|Nguồn quỹ|Số tiền|(Viết bằng chữ)|Kèm theo|Đã nhận đủ số tiền (bằng số, bằng chữ)")]
    [InlineData("DC", "Từ nguồn quỹ|Sang|Lý do|Quyết định kèm theo|Số tiền|(Viết bằng chữ)")]
    [InlineData("BD", "Đảo chứng từ số|Lý do|Nội dung đã ghi|Nguồn quỹ|Số tiền ghi đảo|(Viết bằng chữ)")]
    [InlineData("PK", "Lý do|Nguồn quỹ|Số tiền|(Viết bằng chữ)")]
    public void Each_kind_has_its_fields_in_order(string type, string labels)
    {
        var head = Gift with
        {
            Type = type, Address = "Bản Bo", Attachments = "12/QĐ", Reverses = "PT-2021-00001", ReversesDate = Gift.Date, ToPool = "TET",
        };
        var paper = Paper(head, Line with { Beneficiary = null });
        Assert.Equal(labels, string.Join('|', paper.Blocks.OfType<FieldList>().Single().Fields.Select(field => field.Label)));
        Assert.Equal(type == "PT" ? "Bản Bo" : null, Value(paper, "Địa chỉ"));
        Assert.Equal(type == "DC" ? "12/QĐ" : null, Value(paper, "Quyết định kèm theo"));
        Assert.Equal("Năm trăm nghìn đồng", Value(paper, "(Viết bằng chữ)"));
    }

    [Fact]
    public void A_lapse_goes_back_to_the_budget_and_a_return_is_paid_out()
    {
        Assert.Equal("ngân sách (phải nộp trả)", Value(Paper(Gift with { Type = "KC" }, Line), "Sang"));
        Assert.Contains("Người nhận tiền", Signers(Paper(Gift with { Type = "NT" }, Line)));
    }

    [Fact]
    public void What_went_through_the_bank_is_no_cash_form_and_nobody_signs_for_the_money()
    {
        var paper = Paper(Gift with { IsBank = true }, Line with { Beneficiary = null });
        Assert.Equal(["Thủ trưởng đơn vị", "Kế toán trưởng", "Người lập"], Signers(paper));
        Assert.Empty(Head(paper));
        Assert.Null(Value(paper, "Đã nhận đủ số tiền (bằng số, bằng chữ)"));
    }

    [Fact]
    public void A_look_says_that_it_is_no_print_and_a_second_print_which_it_is()
    {
        var voucher = new Voucher(Gift, Accounts, [Line with { Beneficiary = null }]);
        var look = new VoucherPaper(voucher, PaperLanguage.Vietnamese).Document();
        Assert.Equal("BẢN XEM, KHÔNG PHẢI BẢN IN", Head(look).Last());
        Assert.DoesNotContain("lần", look.FooterText!, StringComparison.Ordinal);
        var second = new VoucherPaper(voucher, PaperLanguage.Vietnamese, First with { No = 2 }).Document();
        Assert.Equal("Bản in lần 2", Head(second).Last());
        Assert.Equal("PT-2021-00007", Reference(second, "Số"));
        Assert.Equal("Print no. 3", Head(new VoucherPaper(voucher, PaperLanguage.English, First with { No = 3 }).Document()).Last());
    }

    [Fact]
    public void A_settlement_says_what_was_advanced_spent_and_brought_back()
    {
        var advance = new SettledAdvance
        {
            PaidBy = "PC-2021-00004", PaidOn = new LocalDate(2021, 2, 1), Advanced = new Money(600_000), Spent = new Money(500_000),
            ReturnedBy = "HU-2021-00001",
        };
        var voucher = new Voucher(Gift with { Type = "TU" }, Accounts, [Line]) { Advance = advance };
        var paper = new VoucherPaper(voucher, PaperLanguage.Vietnamese, First).Document();
        Assert.Equal("600.000\u00A0₫ (phiếu PC-2021-00004 ngày 01/02/2021)", Value(paper, "1. Số tiền tạm ứng"));
        Assert.Equal("500.000\u00A0₫", Value(paper, "2. Số tiền đã chi"));
        Assert.Equal("100.000\u00A0₫ (nộp lại theo phiếu HU-2021-00001)", Value(paper, "3. Số tạm ứng không chi hết"));
        Assert.Equal("0\u00A0₫", Value(paper, "4. Số chi quá tạm ứng"));
        Assert.Equal(("Mẫu số: C43-BB", "Người thanh toán"), (Head(paper).First(), Signers(paper).Last()));
    }

    [Fact]
    public void Red_figures_and_a_draft_of_account_numbers_are_said()
    {
        VoucherAccount[] red = [Accounts[0] with { Amount = new Money(-500_000) }, Accounts[1]];
        var paper = new VoucherPaper(
            new Voucher(Gift with { IsRegimeConfirmed = false }, red, [Line]), PaperLanguage.English).Document();
        Assert.Equal("111 (in red)", Reference(paper, "Debit"));
        Assert.EndsWith("account numbers after a draft map", paper.FooterText!, StringComparison.Ordinal);
        Assert.DoesNotContain("draft", Paper(Gift with { Regime = null, IsRegimeConfirmed = false }, Line).FooterText!, StringComparison.Ordinal);
    }

    private static readonly PrintedCopy First = new() { No = 1, At = Instant.FromUtc(2021, 2, 3, 4, 5, 6), By = "Kế toán Quỹ" };

    private static PrintedDocument Paper(VoucherHead head, params VoucherEntry[] lines) =>
        new VoucherPaper(new Voucher(head, Accounts, lines), PaperLanguage.Vietnamese, First).Document();

    private static string? Value(PrintedDocument paper, string label) =>
        paper.Blocks.OfType<FieldList>().Single().Fields.SingleOrDefault(field => field.Label == label)?.Value;

    private static string Reference(PrintedDocument paper, string label) =>
        paper.Blocks.OfType<VoucherTitle>().Single().References.Single(field => field.Label == label).Value;

    private static IEnumerable<string> Signers(PrintedDocument paper) =>
        paper.Blocks.OfType<SignatureBlock>().Single().Signatures.Select(signature => signature.Title);

    private static IEnumerable<string> Head(PrintedDocument paper) => paper.Blocks.OfType<Letterhead>().Single().Right.Select(line => line.Text);
}
