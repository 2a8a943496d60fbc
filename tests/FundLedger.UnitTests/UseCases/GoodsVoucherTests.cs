using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Vouchers;
using FundLedger.Pdf;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Vouchers of the stock: their fields, their table and who signs; who signs the other kinds; and which run is printed.</summary>
public sealed class GoodsVoucherTests
{
    private static readonly VoucherHead Head = new()
    {
        Type = "PN", Year = 2021, No = 2, Date = new LocalDate(2021, 2, 3), Amount = new Money(70), IsGoods = true, Pool = "CHUNG",
        PoolVi = "Nguồn chung", PoolEn = "General", Counterparty = "Công ty Chè", Address = "Bình Lư", Content = "áo ấm",
        Attachments = "01 biên bản",
    };

    private static readonly VoucherGoods Coat = new()
    {
        Item = 3, Name = "Áo ấm", Unit = "chiếc", Quantity = 7, UnitValue = new Money(10), Value = new Money(70), Quality = "mới",
        ExpiresOn = new LocalDate(2023, 1, 31),
    };

    private static IReadOnlyList<Field> Fields(VoucherHead head) => [.. GoodsOnPaper.Fields(head, PaperLanguage.Vietnamese)];

    [Fact]
    public void A_receipt_of_goods_names_its_giver_and_its_value()
    {
        var fields = Fields(Head);
        Assert.Equal(["Công ty Chè", "Bình Lư"], fields.Take(2).Select(field => field.Value));
        Assert.Equal(
            ["Địa chỉ", "Nội dung", "Nguồn quỹ", "Tổng giá trị", "(Viết bằng chữ)", "Số chứng từ gốc kèm theo"],
            fields.Skip(1).Select(field => field.Label));
        Assert.Equal(("Nguồn chung (CHUNG)", "70\u00A0₫", "01 biên bản"), (fields[3].Value, fields[4].Value, fields[6].Value));
        Assert.Equal([true, false, false, false, true, false, false], fields.Select(field => field.Strong));
        var bare = Fields(Head with { Address = null, Attachments = null });
        Assert.Equal(("", ""), (bare[1].Value, bare[6].Value));
    }

    [Fact]
    public void Goods_of_unknown_value_say_so_in_no_words()
    {
        var fields = Fields(Head with { Amount = Money.Zero });
        Assert.Equal("chưa có giá trị", fields.Single(field => field.Label == "Tổng giá trị").Value);
        Assert.DoesNotContain(fields, field => field.Label == "(Viết bằng chữ)");
    }

    [Fact]
    public void An_issue_has_a_reason_and_a_valuation_no_counterparty()
    {
        Assert.Contains(Fields(Head with { Type = "PX" }), field => field.Label == "Lý do xuất kho");
        Assert.DoesNotContain(Fields(Head), field => field.Label == "Lý do xuất kho");
        Assert.Equal("Nội dung", Fields(Head with { Counterparty = null })[0].Label);
        Assert.Equal("Nội dung", Fields(Head with { Type = "DG" })[0].Label);
    }

    [Fact]
    public void The_table_lists_each_article_and_their_sum()
    {
        var voucher = new Voucher(Head, [], []) { Goods = [Coat, Coat with { Item = 4, Quality = null, ExpiresOn = null, UnitValue = Money.Zero }] };
        var blocks = GoodsOnPaper.Table(voucher, PaperLanguage.Vietnamese).ToList();
        Assert.Equal([new Spacer(3), new Spacer(3)], [blocks[0], blocks[2]]);
        var table = Assert.IsType<Table>(blocks[1]);
        Assert.Equal(10d, table.TextSize);
        var rows = table.Rows.ToList();
        Assert.Equal(["1", "Áo ấm; mới; HSD 31/01/2023", "3", "chiếc", "", "7", "10", "70"], rows[0].Cells);
        Assert.Equal(["2", "Áo ấm", "4", "chiếc", "", "7", "–", "–"], rows[1].Cells);
        Assert.Equal((RowStyle.Total, "Cộng", "70"), (rows[2].Style, rows[2].Cells[0], rows[2].Cells[^1]));
        Assert.Equal(table.Columns.Count, rows[2].Cells.Count);
        Assert.Empty(GoodsOnPaper.Table(new Voucher(Head, [], []), PaperLanguage.Vietnamese));
    }

    [Theory]
    [InlineData("PN", false, "Người giao hàng|Thủ kho")]
    [InlineData("PX", false, "Người nhận hàng|Thủ kho")]
    [InlineData("DG", false, "Thủ kho")]
    [InlineData("PT", false, "Người nộp|Thủ quỹ")]
    [InlineData("HU", false, "Người nộp|Thủ quỹ")]
    [InlineData("PC", false, "Người nhận tiền|Thủ quỹ")]
    [InlineData("NT", false, "Người nhận tiền|Thủ quỹ")]
    [InlineData("PT", true, "")]
    [InlineData("PC", true, "")]
    [InlineData("TU", false, "Người thanh toán")]
    [InlineData("BD", false, "")]
    public void Who_signs_is_who_handed_over(string type, bool isBank, string hands)
    {
        var voucher = new Voucher(Head with { Type = type, IsBank = isBank, IsGoods = type is "PN" or "PX" or "DG" }, [], []);
        var block = VoucherSigners.Block(voucher, PaperLanguage.Vietnamese);
        Assert.Equal(["Thủ trưởng đơn vị", "Kế toán trưởng", "Người lập"], block.Signatures.Take(3).Select(one => one.Title));
        Assert.Equal(hands, string.Join('|', block.Signatures.Skip(3).Select(one => one.Title)));
        Assert.Equal("(Ký, họ tên, đóng dấu)", block.Signatures[0].Hint);
    }

    [Theory]
    [InlineData("PT", "2021-02-03", "2021-02-03", null)]
    [InlineData("PT", "2021-01-01", "2021-12-31", null)]
    [InlineData("PT", "2021-02-04", "2021-02-03", typeof(VouchersOfOneYear))]
    [InlineData("PT", "2020-12-31", "2021-01-01", typeof(VouchersOfOneYear))]
    [InlineData("??", "2021-02-03", "2021-02-03", typeof(VoucherTypeUnknown))]
    public void A_run_is_of_one_type_and_of_one_year(string type, string from, string to, Type? refusal)
    {
        var range = VoucherRange.Of(type, Day(from), Day(to), null, null);
        Assert.Equal(refusal, range.Error?.GetType());
        if (range.IsOk) Assert.Equal((2021, 1, int.MaxValue), (range.Value.Year, range.Value.First, range.Value.Last));
    }

    [Fact]
    public void A_run_begins_and_ends_with_the_numbers_that_are_asked_for()
    {
        var range = VoucherRange.Of("PT", Day("2021-02-03"), Day("2021-02-03"), 4, 9).Value;
        Assert.Equal((4, 9), (range.First, range.Last));
    }

    [Theory]
    [InlineData("PX", null, null, null, true)]
    [InlineData("PX", "A", null, null, false)]
    [InlineData("PX", null, "áo", null, false)]
    [InlineData("PN", null, "áo", null, true)]
    [InlineData("PN", null, "áo", 7L, false)]
    [InlineData("PN", "A", null, 7L, true)]
    [InlineData("HU", null, "nộp lại", null, true)]
    [InlineData("TU", null, "quyết toán", null, true)]
    [InlineData("TU", "A", null, null, false)]
    [InlineData("NT", null, "nộp trả", null, true)]
    [InlineData("BD", "A", null, null, true)]
    public void What_was_erased_shows_by_what_its_kind_always_has(string type, string? who, string? why, long? request, bool isErased) =>
        Assert.Equal(isErased, (Head with { Type = type, Counterparty = who, Content = why, DisbursementId = request }).IsErased);

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
