using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Vouchers;
using FundLedger.Pdf;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Each kind of voucher by its own words, form and fields, in both languages.</summary>
public sealed class VoucherKindsTests
{
    private static readonly VoucherHead Head = new()
    {
        Type = "PT", Year = 2021, No = 7, Date = new LocalDate(2021, 2, 3), Amount = new Money(500_000), FundVi = "Quỹ", FundEn = "Fund",
        Pool = "CHUNG", PoolVi = "Nguồn chung", PoolEn = "General", KindVi = "tài trợ", KindEn = "donation", Counterparty = "Ông A",
        Content = "ủng hộ", RecordedAt = Instant.FromUtc(2021, 2, 3, 4, 5, 6),
    };

    private static readonly VoucherEntry Line = new()
    {
        Beneficiary = "TE-000001", ClassVi = "nghèo", ClassEn = "poor", Unit = "Bình Lư", NormLine = "II.3", Decision = "12/QĐ",
        IssuedOn = new LocalDate(2021, 1, 4), Amount = new Money(500_000), LogNo = 9, Hash = new string('a', 64),
    };

    [Theory]
    [InlineData(VoucherType.Receipt, "Phiếu thu", "Receipt voucher")]
    [InlineData(VoucherType.Payment, "Phiếu chi", "Payment voucher")]
    [InlineData(VoucherType.Transfer, "Phiếu điều chuyển nguồn", "Transfer voucher")]
    [InlineData(VoucherType.Lapse, "Phiếu kết chuyển kinh phí hết hạn", "Lapse voucher")]
    [InlineData(VoucherType.BudgetReturn, "Giấy nộp trả kinh phí", "Budget return voucher")]
    [InlineData(VoucherType.Adjustment, "Phiếu kế toán", "Accounting voucher")]
    [InlineData(VoucherType.AdvanceSettlement, "Giấy thanh toán tạm ứng", "Settlement of an advance")]
    [InlineData(VoucherType.AdvanceReturn, "Phiếu thu hoàn tạm ứng", "Return of an advance")]
    [InlineData(VoucherType.GoodsReceipt, "Phiếu nhập kho", "Goods receipt")]
    [InlineData(VoucherType.GoodsIssue, "Phiếu xuất kho", "Goods issue")]
    [InlineData(VoucherType.GoodsValuation, "Biên bản định giá hiện vật", "Valuation of goods")]
    [InlineData(VoucherType.Reversal, "Phiếu đảo bút toán", "Reversal voucher")]
    public void A_kind_has_its_title(VoucherType type, string vietnamese, string english) =>
        Assert.Equal(new Wording(vietnamese, english), VoucherWords.TitleOf(type));

    [Theory]
    [InlineData("PT", false, "C40-BB", "Họ và tên người nộp tiền")]
    [InlineData("PT", true, null, "Họ và tên người nộp tiền")]
    [InlineData("HU", false, "C40-BB", "Họ và tên người nộp tiền")]
    [InlineData("HU", true, null, "Họ và tên người nộp tiền")]
    [InlineData("PC", false, "C41-BB", "Họ và tên người nhận tiền")]
    [InlineData("PC", true, null, "Họ và tên người nhận tiền")]
    [InlineData("TU", true, "C43-BB", "Họ và tên người thanh toán")]
    [InlineData("PN", false, "C30-HD", "Họ và tên người giao")]
    [InlineData("PX", false, "C31-HD", "Họ và tên người nhận hàng")]
    [InlineData("NT", false, null, "Họ và tên người nhận tiền")]
    public void A_kind_has_its_form_and_says_whom_it_names(string type, bool isBank, string? form, string label)
    {
        var head = Head with { Type = type, IsBank = isBank };
        Assert.Equal((form, label), (head.FormNumber(), head.CounterpartyLabel().Vi));
    }

    [Fact]
    public void Without_words_of_its_own_a_voucher_says_what_its_kind_is_for()
    {
        var bare = Head with { Content = null };
        Assert.Equal(new Wording("Hoàn tạm ứng không chi hết", "What was left of an advance"), (bare with { Type = "HU" }).Purpose());
        Assert.Equal(new Wording("Nhận hiện vật ủng hộ", "Goods that were given"), (bare with { Type = "PN" }).Purpose());
        var back = bare with { Type = "PN", DisbursementId = 4 };
        Assert.Equal(VoucherWords.Erased, back.Purpose());
        Assert.Equal(new Wording("Chi hỗ trợ: tài trợ", "Support: donation"), (bare with { Type = "PX" }).Purpose());
        Assert.Equal(VoucherWords.Erased, (bare with { Type = "PT", Counterparty = null }).Purpose());
        Assert.Equal(new Wording("Ông A", "Ông A"), Head.CounterpartyName());
    }

    [Fact]
    public void Goods_and_advances_are_neither_cash_nor_bank()
    {
        Assert.Equal(new Wording("Hiện vật", "Goods"), (Head with { IsGoods = true, IsBank = true }).Means());
        Assert.Equal(new Wording("Tạm ứng", "Advance"), (Head with { Type = "TU", IsBank = true }).Means());
        Assert.Equal(new Wording("Tiền mặt", "Cash"), Head.Means());
    }

    [Fact]
    public void A_reversal_of_what_had_no_entry_names_the_voucher_only()
    {
        var reversal = Head with { Type = "BD", Reverses = "PN-2021-00001", ReversesDate = new LocalDate(2021, 1, 4), IsGoods = true };
        Assert.Equal(new Wording("PN-2021-00001 ngày 04/01/2021", "PN-2021-00001 of 04/01/2021"), reversal.Cancels());
        Assert.Equal(
            ["Đảo chứng từ số", "Lý do", "Nội dung đã ghi", "Nguồn quỹ", "Số tiền ghi đảo", "(Viết bằng chữ)"], Labels(reversal));
        Assert.Equal(["Đảo chứng từ số", "Lý do", "Nội dung đã ghi", "Nguồn quỹ"], Labels(reversal with { Amount = Money.Zero }));
        Assert.Equal(6, Labels(reversal with { Amount = Money.Zero, IsGoods = false }).Count());
        Assert.Equal("Nguồn chung (CHUNG) – Hiện vật", Field(reversal, "Nguồn quỹ").Value);
        Assert.Equal(["Đảo chứng từ số", "Số tiền ghi đảo"], Strong(Fields(reversal)));
        Assert.Equal(["Họ và tên người nộp tiền", "Số tiền"], Strong(Fields(Head)));
        Assert.Equal(["Từ nguồn quỹ", "Sang", "Số tiền"], Strong(Fields(Head with { Type = "DC" })));
        Assert.Equal(["Số tiền"], Strong(Fields(Head with { Type = "PK" })));
    }

    [Fact]
    public void Money_by_bank_is_not_signed_for_and_a_line_that_was_reversed_says_by_what()
    {
        Assert.DoesNotContain("Đã nhận đủ số tiền (bằng số, bằng chữ)", Labels(Head with { IsBank = true }));
        Assert.Equal("500.000\u00A0₫ (loại tiền: VND)", Field(Head, "Số tiền").Value);
        var paid = Fields(Head with { Type = "PC" }, Line with { ReversedBy = "BD-2021-00001" });
        Assert.True(paid.Single(field => field is { Label: "Chứng từ đã được đảo theo", Value: "BD-2021-00001" }).Strong);
        Assert.DoesNotContain(Fields(Head with { Type = "PC" }, Line), field => field.Label == "Chứng từ đã được đảo theo");
        Assert.DoesNotContain(Fields(Head with { Type = "PC" }, Line, Line), field => field.Label == "Trẻ em, căn cứ");
        Assert.Equal("Nguồn chung (CHUNG) – Tiền mặt", paid.Single(field => field.Label == "Nguồn quỹ").Value);
    }

    [Fact]
    public void A_settlement_whose_advance_is_not_known_has_the_fields_of_money()
    {
        Assert.Equal("Họ và tên người thanh toán", Labels(Head with { Type = "TU" }).First());
        Assert.Contains("Đã nhận đủ số tiền (bằng số, bằng chữ)", Labels(Head with { Type = "TU" }));
        var advance = new SettledAdvance { PaidBy = "PC-2021-00004", PaidOn = Head.Date, Advanced = new Money(9), Spent = new Money(9) };
        var settled = new Voucher(Head with { Type = "TU", Address = "Bản Bo" }, [], [Line with { ReversedBy = "BD-2021-00002" }]) { Advance = advance };
        var fields = new VoucherFields(settled, PaperLanguage.Vietnamese).All().ToList();
        Assert.Equal("0\u00A0₫", fields.Single(field => field.Label == "3. Số tạm ứng không chi hết").Value);
        Assert.Equal(["Họ và tên người thanh toán", "2. Số tiền đã chi", "Chứng từ đã được đảo theo"], Strong(fields));
        Assert.Equal("Bản Bo", fields[1].Value);
        Assert.Equal("BD-2021-00002", fields[^1].Value);
        Assert.Equal(10, fields.Count);
    }

    [Fact]
    public void In_English_a_list_says_what_it_rests_on_once()
    {
        var head = Head with { Type = "PC", Amount = new Money(1_500_000), Regime = "107", IsRegimeConfirmed = true };
        var other = Line with { Decision = "13/QĐ", ReversedBy = "BD-2021-00001", Unit = null, NormLine = null, LogNo = 11 };
        var paper = new VoucherPaper(new Voucher(head, [], [Line, Line, other]), PaperLanguage.English).Document();
        Assert.Equal(("Payment voucher PC-2021-00007", "Fund", 11.5), (paper.Title, paper.Subject, paper.Page.TextSize));
        Assert.Equal("2021-02-03T11:05:06+07:00", paper.Dated);
        Assert.Equal(["Unit: Fund", "Budget code: ……………"], paper.Blocks.OfType<Letterhead>().Single().Left.Select(line => line.Text));
        Assert.Equal(
            ["Form C41-BB", "(After Circular 107)", "FOR LOOKING AT, NOT A PRINT"],
            paper.Blocks.OfType<Letterhead>().Single().Right.Select(line => line.Text));
        Assert.Equal(
            [(true, false, 0d), (false, true, -1.5), (true, false, 0d)],
            paper.Blocks.OfType<Letterhead>().Single().Right.Select(line => (line.Bold, line.Italic, line.Size)));
        Assert.Equal([true, false], paper.Blocks.OfType<Letterhead>().Single().Left.Select(line => line.Bold));
        Assert.Equal([false, true, false, false], paper.Blocks.OfType<VoucherTitle>().Single().References.Select(field => field.Strong));
        Assert.Equal((new Spacer(4), 10d), (paper.Blocks.OfType<Spacer>().Single(), paper.Blocks.OfType<Table>().Single().TextSize));
        Assert.Equal("Basis: Decision 12/QĐ of 04/01/2021; Decision 13/QĐ of 04/01/2021.", paper.Blocks.OfType<Paragraph>().First().Text);
        Assert.Equal(10.5, paper.Blocks.OfType<Paragraph>().First().Size);
        Assert.True(paper.Blocks.OfType<Paragraph>().Last() is { Italic: true, Size: 10.5 });
        Assert.Equal(("List to voucher PC-2021-00007", 2), (paper.Blocks.OfType<Heading>().Single().Text, paper.Blocks.OfType<Heading>().Single().Level));
        var rows = paper.Blocks.OfType<Table>().Single().Rows.ToList();
        Assert.Equal(["3", "TE-000001", "poor (reversed by BD-2021-00001)", "", "", "500.000"], rows[2].Cells);
        Assert.Equal((RowStyle.Total, "Total, 3 children", "1.500.000"), (rows[3].Style, rows[3].Cells[0], rows[3].Cells[5]));
        Assert.Equal("Log record 11 · aaaaaaaaaaaaaaaa…", paper.FooterText);
        Assert.Equal(22d, paper.Blocks.OfType<SignatureBlock>().Single().SpaceMm);
        Assert.Equal("list of 3 children", paper.Blocks.OfType<FieldList>().Single().Fields.Single(field => field.Label == "Enclosed").Value);
    }

    [Fact]
    public void A_paper_of_goods_is_a_whole_sheet_and_one_without_entries_is_known_by_its_number()
    {
        var paper = new VoucherPaper(new Voucher(Head with { Type = "PN", IsGoods = true }, [], []), PaperLanguage.Vietnamese).Document();
        Assert.Equal((210d, "PN-2021-00007"), (paper.Page.WidthMm, paper.FooterText));
        Assert.Equal(297d, paper.Page.HeightMm);
        Assert.Equal(15d, paper.Blocks.OfType<SignatureBlock>().Single().SpaceMm);
        Assert.Equal(Alignment.Left, paper.Blocks.OfType<Letterhead>().Single().LeftAlignment);
    }

    private static IEnumerable<string> Strong(IEnumerable<Field> fields) => fields.Where(field => field.Strong).Select(field => field.Label);

    private static IEnumerable<string> Labels(VoucherHead head) => Fields(head, Line with { Beneficiary = null }).Select(field => field.Label);

    private static Field Field(VoucherHead head, string label) => Fields(head, Line with { Beneficiary = null }).Single(field => field.Label == label);

    private static List<Field> Fields(VoucherHead head, params VoucherEntry[] lines) =>
        [.. new VoucherFields(new Voucher(head, [], lines), PaperLanguage.Vietnamese).All()];
}
