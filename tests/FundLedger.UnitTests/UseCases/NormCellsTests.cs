using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A norm decision read from the cells of its workbook.</summary>
public sealed class NormCellsTests
{
    private static readonly LocalDate Today = new(2021, 6, 1);

    private static readonly NormVocabulary Words = new(
    [
        new("supportKind", "illness", new("Ốm đau", "Illness")), new("occasion", "tet", new("Tết", "New Year")),
        new("class", "g04", new("Khuyết tật", "Disabled")), new("class", "poor", new("Nghèo", "Poor")),
        new("sourceKind", "donation", new("Ủng hộ", "Donation")), new("payee", "child", new("Trẻ em", "Child")),
        new("judgedOn", "event", new("Ngày xảy ra", "Event")), new("frequency", "life", new("Suốt đời", "Lifetime")),
        new("goods", "x", new("Có", "Yes")), new("rule", "fixed", new("Mức cố định", "Fixed")), new("rule", "range", new("Khung", "Range")),
        new("rule", "top_up", new("Bù", "Completes")), new("rule", "percent_of", new("Phần trăm", "Percent of")),
        new("rule", "per_unit", new("Đếm", "Counted")), new("unit", "day", new("Ngày", "Day")), new("unit", "free_receipts", new("Thu", "Receipts")),
    ]);

    [Fact]
    public void A_line_has_what_its_columns_say()
    {
        var line = Assert.Single(Read(
            ["code=D-01", "nameVi=Thăm ốm", "nameEn=Visit", "supportKind=ốm đau", "occasion=TẾT", "need=heart", "payee=child", "class=g04; Nghèo",
                "ageFrom=2", "ageTo=15", "judgedOn=event", "limit=3", "frequency=Suốt đời", "lifeLimit=4", "goods=có", "shares=10",
                "batchCeiling=5.000.000", "sourceKind=Ủng hộ", "approver=chair", "exception=council", "papersVi=Đơn\nGiấy ra viện",
                "papersEn=Request\nDischarge", "rule=fixed", "amount=500.000"]));
        Assert.Equal(("D-01", new Wording("Thăm ốm", "Visit"), "illness", "tet", "heart"),
            (line.Code, line.Name, line.Support.Kind, line.Support.Occasion, line.Support.Need));
        Assert.Equal(new NormFileRule { Type = "fixed", Amount = new Money(500_000) }, line.Rule);
        Assert.Equal((new NormFileFrequency("per_life", 3, 4), "child", 2, 15, "event", true),
            (line.Frequency, line.Payee, line.AgeFrom, line.AgeTo, line.JudgedOn, line.GoodsAllowed));
        Assert.Equal(new NormFileBatch(10, new Money(5_000_000)), line.Batch);
        Assert.Equal(("g04 poor", "donation", "chair", "council"),
            (string.Join(' ', line.Groups), string.Join(' ', line.SourceKinds!), line.ApproverLevel, line.ExceptionLevel));
        Assert.Equal([new("Đơn", "Request"), new("Giấy ra viện", "Discharge")], line.Papers);
        Assert.Null(line.Variants);
    }

    [Fact]
    public void What_is_left_out_is_once_a_year_in_money_for_whom_the_request_names()
    {
        var line = Assert.Single(Read(["code=D-01", "nameVi=Thăm ốm", "supportKind=illness", "rule=fixed", "amount=1", "papersVi=Đơn"]));
        Assert.Equal(new Wording("Thăm ốm", "Thăm ốm"), line.Name);
        Assert.Equal((new NormFileFrequency("per_year", 1), null, null, null, null, false),
            (line.Frequency, line.Payee, line.AgeFrom, line.AgeTo, line.JudgedOn, line.GoodsAllowed));
        Assert.Equal((null, null, "", null), (line.Batch, line.SourceKinds, line.ApproverLevel, line.ExceptionLevel));
        Assert.Equal(new Wording("Đơn", "Đơn"), Assert.Single(line.Papers));
        Assert.Equal(new NormFileBatch(null, new Money(9)), Read(
            ["code=D-01", "nameVi=a", "supportKind=illness", "rule=fixed", "amount=1", "batchCeiling=9"]).Single().Batch);
        Assert.Equal(new NormFileBatch(9), Read(["code=D-01", "nameVi=a", "supportKind=illness", "rule=fixed", "amount=1", "shares=9"]).Single().Batch);
    }

    [Theory]
    [InlineData("range", "From=100 To=300 Unit=day")]
    [InlineData("top_up", "Amount=100 Total=300 Unit=day")]
    [InlineData("per_unit", "Amount=100 Ceiling=300 Unit=day")]
    [InlineData("percent_of", "Amount=100 Ceiling=300 Base=day")]
    public void Each_rule_has_its_figures_where_it_reads_them(string rule, string figures)
    {
        var read = Read(["code=D", "nameVi=a", "supportKind=illness", $"rule={rule}", "amount=100", "ceiling=300", "percent=40", "unit=day", "most=5"])
            .Single().Rule!;
        Assert.Equal((40, 5), (read.Percent, read.Most));
        (string Name, object? Value)[] said =
        [
            ("Amount", read.Amount?.Dong), ("From", read.From?.Dong), ("To", read.To?.Dong), ("Total", read.Total?.Dong),
            ("Ceiling", read.Ceiling?.Dong), ("Unit", read.Unit), ("Base", read.Base),
        ];
        Assert.Equal(figures, string.Join(' ', said.Where(one => one.Value is not null).Select(one => $"{one.Name}={one.Value}")));
    }

    [Fact]
    public void Rows_of_one_code_are_the_variants_of_a_line_and_rows_of_one_variant_the_parts_of_a_sum()
    {
        var line = Assert.Single(Read(
            ["code=D-07", "nameVi=Mổ tim", "supportKind=illness", "variant=a", "variantVi=Có thẻ", "variantEn=Insured", "costFrom=1", "costBelow=9",
                "rule=fixed", "amount=100"],
            ["code=D-07", "variant=b", "variantVi=Không thẻ", "rule=fixed", "amount=200"],
            ["code=D-07", "variant=b", "rule=per_unit", "amount=3", "unit=Ngày"]));
        Assert.Null(line.Rule);
        Assert.Equal([("a", "Có thẻ", "Insured"), ("b", "Không thẻ", "Không thẻ")],
            line.Variants!.Select(variant => (variant.Code, variant.Name.Vi, variant.Name.En)));
        Assert.Equal((new Money(1), new Money(9)), (line.Variants![0].CostFrom, line.Variants[0].CostBelow));
        Assert.Equal("fixed", line.Variants[0].Rule.Type);
        Assert.Equal(("sum", "fixed per_unit"), (line.Variants[1].Rule.Type, string.Join(' ', line.Variants[1].Rule.Parts!.Select(part => part.Type))));
        var sum = Assert.Single(Read(["code=D", "nameVi=a", "supportKind=illness", "rule=fixed", "amount=1"], ["code=D", "rule=fixed", "amount=2"]));
        Assert.Equal((null, "sum"), (sum.Variants, sum.Rule!.Type));
    }

    [Theory]
    [InlineData("nameVi=", "B2 Chưa có nội dung hỗ trợ.")]
    [InlineData("code=", "A2 Chưa có mã dòng.")]
    [InlineData("rule=", "AB2 Chưa có cách tính.")]
    [InlineData("rule=lạ", "AB2 “lạ” không có trong trang “Mã”.")]
    [InlineData("class=g04; lạ", "H2 “lạ” không có trong trang “Mã”.")]
    [InlineData("limit=-1", "L2 “-1” không phải số đếm.")]
    [InlineData("amount=1,5", "AC2 “1,5” không phải số tiền nguyên đồng.")]
    [InlineData("papersEn=One", "V2 Số giấy tờ hai thứ tiếng khác nhau.")]
    [InlineData("amount==1+1", "AC2 Ô là công thức; hãy ghi giá trị.")]
    public void A_cell_that_cannot_be_read_is_named_with_its_reason(string cell, string flaw) =>
        Assert.Equal([flaw], Flaws(["code=D", "nameVi=a", "supportKind=illness", "rule=fixed", "amount=1", cell]));

    [Fact]
    public void A_sheet_needs_its_columns_once_and_a_line()
    {
        Assert.Equal(["A2 Trang không có dòng nào."], Flaws());
        Assert.Equal(["A2 Trang không có dòng nào."], FlawsOf(new ReadSheet("Dòng định mức", [])));
        var header = Row(1, ("A", "Mã dòng"), ("B", "Loại hỗ trợ"), ("C", "mã DÒNG"));
        Assert.Equal(["C1 Cột “mã DÒNG” có hai lần.", "A1 Thiếu cột “Nội dung hỗ trợ”."], FlawsOf(new ReadSheet("Dòng định mức", [header])));
    }

    [Fact]
    public void The_head_is_read_by_its_labels_in_either_language()
    {
        var flaws = new List<CellFlaw>();
        var sheet = new ReadSheet("Quyết định",
        [
            Row(1, ("A", "Số, ký hiệu"), ("B", "07/QĐ")), Row(2, ("A", "issued on"), ("B", "05/03/2021")), Row(3, ("A", "Cơ quan ban hành"), ("B", "UBND")),
            Row(4, ("A", "Tên quyết định"), ("B", "Định mức")), Row(5, ("A", "Hiệu lực từ ngày"), ("B", "44287")), Row(6, ("A", "Đến hết ngày"), ("B", "")),
            Row(7, ("A", "Căn cứ"), ("B", "Luật Trẻ em")), Row(8, ("A", "Căn cứ"), ("B", "Nghị định 56")), Row(9, ("A", "Căn cứ")),
        ]);
        var head = new NormHeadCells(sheet, Today, flaws).Read();
        Assert.Empty(flaws);
        Assert.Equal(("07/QĐ", new LocalDate(2021, 3, 5), "UBND", new Wording("Định mức", "Định mức")),
            (head.Number, head.IssuedOn, head.IssuedBy, head.Title));
        Assert.Equal((new LocalDate(2021, 4, 1), null), (head.ValidFrom, head.ValidTo));
        Assert.Equal(["Luật Trẻ em", "Nghị định 56"], head.LegalBases);
        var ended = sheet with { Rows = [.. sheet.Rows, Row(10, ("A", "Last day in force"), ("B", "31/12/2021")), Row(11, ("A", "Title"), ("B", "Norms"))] };
        var read = new NormHeadCells(ended, Today, flaws).Read();
        Assert.Equal((new LocalDate(2021, 12, 31), "Norms"), (read.ValidTo, read.Title.En));
    }

    [Fact]
    public void What_the_head_lacks_is_named_at_its_cell_or_at_the_first()
    {
        var flaws = new List<CellFlaw>();
        var sheet = new ReadSheet("Quyết định",
        [
            Row(1, ("A", "Số, ký hiệu")), Row(2, ("A", "Ngày ban hành"), ("B", "hôm nào")), Row(3, ("A", "Tên quyết định"), ("B", "Định mức")),
            Row(4, ("A", "Hiệu lực từ ngày"), ("B", "30000")),
        ]);
        var head = new NormHeadCells(sheet, Today, flaws).Read();
        Assert.Equal(
            [
                "B1 Số, ký hiệu: Chưa điền.", "B2 “hôm nào” không phải ngày dd/mm/yyyy.", "A1 Cơ quan ban hành: Chưa điền.",
                "B4 “30000” không phải ngày dd/mm/yyyy.",
            ],
            flaws.Select(flaw => $"{flaw.Cell} {flaw.Problem.Vi}"));
        Assert.Equal((Today, Today, ""), (head.IssuedOn, head.ValidFrom, head.IssuedBy));
    }

    private static IReadOnlyList<NormFileLine> Read(params string[][] rows)
    {
        var flaws = new List<CellFlaw>();
        var read = new NormLineCells(Sheet(rows), Words, flaws).Read();
        Assert.Equal("", string.Join("; ", flaws.Select(flaw => $"{flaw.Cell} {flaw.Problem.Vi}")));
        return read;
    }

    private static IEnumerable<string> Flaws(params string[][] rows) => FlawsOf(Sheet(rows));

    private static IEnumerable<string> FlawsOf(ReadSheet sheet)
    {
        var flaws = new List<CellFlaw>();
        new NormLineCells(sheet, Words, flaws).Read();
        return flaws.Select(flaw => $"{flaw.Cell} {flaw.Problem.Vi}");
    }

    private static ReadSheet Sheet(string[][] rows) => new("Dòng định mức",
    [
        Row(1, [.. NormSheet.Columns.Select((column, i) => (Letters(i), column.Column.Header.Vi))]),
        .. rows.Select((cells, i) => Row(i + 2, [.. cells.Select(cell => cell.Split('=', 2)).GroupBy(cell => cell[0]).Select(same => same.Last())
            .Where(cell => cell[1].Length > 0)
            .Select(cell => (Letters(NormSheet.Columns.Select(column => column.Name).ToList().IndexOf(cell[0])), cell[1]))])),
    ]);

    private static ReadRow Row(int number, params (string Letters, string Text)[] cells) => new(number, cells.ToDictionary(
        cell => cell.Letters,
        cell => new ReadCell($"{cell.Letters}{number}", cell.Text.TrimStart('='), cell.Text.StartsWith('='))));

    private static string Letters(int column) => Features.Imports.ColumnLetters.Of(column);
}
