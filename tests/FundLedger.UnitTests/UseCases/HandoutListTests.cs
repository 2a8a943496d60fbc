using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.Features.Vault;
using FundLedger.Pdf;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Lists and slips with codes to be scanned: what they say with names and without.</summary>
public sealed class HandoutListTests
{
    private static readonly ListedHandout Head = new()
    {
        List = "Q106", FundVi = "Quỹ Tam Đường", FundEn = "Tam Duong Fund", OrderNo = 7, TitleVi = "Quà Tết 2021", TitleEn = "Tết gifts 2021",
    };

    private static readonly HandoutLine[] Lines =
    [
        new() { LineNo = 1, Code = "12345678", Child = "TE-000001", Place = "Bình Lư", Amount = new Money(300_000) },
        new() { LineNo = 2, Code = "87654321", Child = "TE-000002", Amount = new Money(200_000) },
    ];

    private static readonly Dictionary<int, NamedShare> Names = new() { [1] = new("Lò Thị Ón", new Carer("Lò Văn Nam", "bố")) };

    private static readonly Printing First = new() { Copy = 1, PrintedAt = Instant.FromUtc(2021, 2, 3, 4, 5, 6), PrintedBy = "Thủ quỹ" };

    [Fact]
    public void A_list_without_names_has_a_code_for_each_share_and_their_sum_at_the_end()
    {
        var paper = Of(null).List();
        Assert.Equal(("Danh sách mã phát tiền LC-7", "Q106 LC-7", null), (paper.Title, paper.FooterText, paper.Watermark));
        Assert.Equal("DANH SÁCH MÃ PHÁT TIỀN", Title(paper).Text);
        Assert.Equal(new Field("Lệnh chi số", "LC-7") { Strong = true }, Assert.Single(Title(paper).References));
        Assert.Equal(PageSetup.A4Landscape, paper.Page);
        var rows = Rows(paper);
        Assert.Equal(["1", "1234 5678", "", "TE-000001", "Bình Lư", "300.000", "", ""], rows[0].Cells);
        Assert.Equal(["2", "8765 4321", "", "TE-000002", "", "200.000", "", ""], rows[1].Cells);
        Assert.Equal(["Cộng 2 suất", null, null, null, null, "500.000", "Năm trăm nghìn đồng", null], rows[2].Cells);
        Assert.Equal((RowStyle.Total, 3), (rows[2].Style, rows.Count));
        Assert.Equal(["STT", "Mã suất", "QR", "Mã trẻ em", "Xã, thị trấn"], Columns(paper).Take(5));
        Assert.Equal(Dots("Q106/7/12345678"), rows[0].Pattern!.Dark.SelectMany(dots => dots));
        Assert.Null(rows[2].Pattern);
    }

    [Fact]
    public void A_list_with_names_says_on_each_page_who_printed_it_and_that_it_stays_inside()
    {
        var paper = Of(Names).List();
        Assert.Equal("Danh sách phát tiền (nội bộ) LC-7", paper.Title);
        Assert.Equal("Thủ quỹ · 03/02/2021 11:05:06", paper.Watermark);
        Assert.Equal("Q106 LC-7 · Bản nội bộ, không niêm yết · Thủ quỹ · 03/02/2021 11:05:06", paper.FooterText);
        var rows = Rows(paper);
        Assert.Equal(["1", "1234 5678", "", "Lò Thị Ón\nTE-000001", "Lò Văn Nam (bố)", "Bình Lư", "300.000", "", ""], rows[0].Cells);
        Assert.Equal(["TE-000002", ""], rows[1].Cells.Skip(3).Take(2));
        Assert.Equal(["Cộng 2 suất", null, null, null, null, null, "500.000", "Năm trăm nghìn đồng", null], rows[2].Cells);
        Assert.Equal(["STT", "Mã suất", "QR", "Trẻ em", "Người chăm sóc", "Xã, thị trấn"], Columns(paper).Take(6));
    }

    [Fact]
    public void A_list_has_its_heading_room_to_sign_and_what_to_do_without_a_telephone()
    {
        var paper = Of(null).List();
        var fields = Assert.Single(paper.Blocks.OfType<FieldList>());
        Assert.Equal([("Nội dung", "Quà Tết 2021"), ("Địa điểm, ngày phát", "")], fields.Fields.Select(field => (field.Label, field.Value)));
        var signed = Assert.Single(paper.Blocks.OfType<SignatureBlock>());
        Assert.Equal(["Người cấp phát", "Đại diện thôn, bản hoặc MTTQ"], signed.Signatures.Select(one => one.Title));
        Assert.Equal(("(Ký, họ tên)", 20d), (signed.Signatures[0].Hint, signed.SpaceMm));
        var note = Assert.Single(paper.Blocks.OfType<Paragraph>());
        Assert.StartsWith("Quét mã QR hoặc gõ 8 chữ số khi phát.", note.Text, StringComparison.Ordinal);
        Assert.True(note is { Italic: true, Size: 10 });
    }

    [Fact]
    public void A_slip_is_for_one_share_half_a_sheet()
    {
        var paper = new CodesPaper(Head, Lines[1..], null, First, PaperLanguage.Vietnamese).Slip();
        Assert.Equal(("Giấy ký nhận LC-7", PageSetup.A5Landscape), (paper.Title, paper.Page));
        var row = Assert.Single(Rows(paper));
        Assert.Equal(["TE-000002", "8765 4321", "", "200.000"], row.Cells);
        Assert.Equal(Dots("Q106/7/87654321"), row.Pattern!.Dark.SelectMany(dots => dots));
        Assert.Equal(
            [("(Viết bằng chữ)", "Hai trăm nghìn đồng"), ("Người nhận (quan hệ với trẻ)", "")],
            paper.Blocks.OfType<FieldList>().Single().Fields.Select(field => (field.Label, field.Value)));
        var signed = Assert.Single(paper.Blocks.OfType<SignatureBlock>());
        Assert.Equal(["Người cấp phát", "Người nhận tiền"], signed.Signatures.Select(one => one.Title));
        Assert.Equal(15d, signed.SpaceMm);
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "Bản in lần 2")]
    public void What_is_printed_again_says_so(int copy, string mark)
    {
        var paper = new CodesPaper(Head, Lines, null, First with { Copy = copy }, PaperLanguage.Vietnamese).List();
        Assert.Equal(mark, string.Join('|', Title(paper).Lines));
        Assert.Equal("2021-02-03T11:05:06+07:00", paper.Dated);
    }

    [Fact]
    public void In_English_it_says_the_same()
    {
        var paper = new CodesPaper(Head, Lines, Names, First with { Copy = 3 }, PaperLanguage.English).List();
        Assert.Equal("Hand-out list (internal) LC-7", paper.Title);
        Assert.Equal("Print no. 3", Assert.Single(Title(paper).Lines));
        Assert.Equal("Q106 LC-7 · Internal, not to be posted · Thủ quỹ · 03/02/2021 11:05:06", paper.FooterText);
        Assert.Equal(("Total, 2 shares", "Tết gifts 2021"), (Rows(paper)[^1].Cells[0], paper.Blocks.OfType<FieldList>().Single().Fields[0].Value));
        Assert.Equal("List of codes for handing out LC-7", new CodesPaper(Head, Lines, null, First, PaperLanguage.English).List().Title);
    }

    private static CodesPaper Of(Dictionary<int, NamedShare>? names) => new(Head, Lines, names, First, PaperLanguage.Vietnamese);

    private static IEnumerable<bool> Dots(string text) => QrPattern.Of(text, 2, 17).Dark.SelectMany(dots => dots);

    private static VoucherTitle Title(PrintedDocument paper) => paper.Blocks.OfType<VoucherTitle>().Single();

    private static List<Row> Rows(PrintedDocument paper) => [.. paper.Blocks.OfType<Table>().Single().Rows];

    private static IEnumerable<string> Columns(PrintedDocument paper) => paper.Blocks.OfType<Table>().Single().Columns.Select(column => column.Header);
}
