using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>The cells of a workbook of norms: what they say, and the cell that is named when they say nothing that can be read.</summary>
public sealed class NormCellsTests
{
    private static readonly LocalDate Today = new(2021, 12, 20);

    private static readonly NormVocabulary Words = new(
        [
            new("supportKind", "holiday_gift", new("Quà lễ, Tết", "Holiday gift")), new("occasion", "tet", new("Tết Nguyên đán", "Tết")),
            new("class", "poor", new("Trẻ em nghèo", "Poor")), new("class", "g01", new("Mồ côi", "Orphan")),
            new("sourceKind", "donation", new("Tài trợ", "Donation")), new("payee", "household", new("Hộ gia đình", "Household")),
            new("judgedOn", "event", new("Ngày xảy ra", "Event")), new("frequency", "life", new("Suốt đời", "Lifetime")),
            new("goods", "x", new("Có", "Yes")), new("unit", "day", new("Ngày", "Day")), new("unit", "free_receipts", new("Thu", "Receipts")),
            .. ((string[])["fixed", "range", "top_up", "percent_of_net_cost", "per_unit", "percent_of"])
                .Select(rule => new NormWord("rule", rule, new(rule, rule))),
        ]);

    private readonly List<CellFlaw> flaws = [];

    [Fact]
    public void The_head_is_read_by_its_labels_in_either_language()
    {
        var head = Head(
            "number|12/QĐ", "Issued on|44550", "issuedBy|UBND huyện", "titleVi|Định mức", "titleEn|Norms", "validFrom|01/01/2022", "validTo|31/12/2022",
            "legalBasis|Luật Trẻ em", "LEGAL BASIS|Nghị định 56", "Khác|gì đó");
        Assert.Empty(flaws);
        Assert.Equal(("12/QĐ", "UBND huyện", new Wording("Định mức", "Norms")), (head.Number, head.IssuedBy, head.Title));
        Assert.Equal((new LocalDate(2021, 12, 20), new LocalDate(2022, 1, 1)), (head.IssuedOn, head.ValidFrom));
        Assert.Equal(new LocalDate(2022, 12, 31), head.ValidTo);
        Assert.Equal(["Luật Trẻ em", "Nghị định 56"], head.LegalBases);
    }

    [Fact]
    public void What_may_lack_lacks_and_what_may_not_is_named_by_its_cell()
    {
        var head = Head("number|12/QĐ", "issuedOn|1/13/2021", "issuedBy|", "titleVi|Định mức", "validFrom|");
        Assert.Equal((new Wording("Định mức", "Định mức"), null), (head.Title, head.ValidTo));
        Assert.Empty(head.LegalBases);
        Assert.Equal((Today, Today), (head.IssuedOn, head.ValidFrom));
        Assert.Equal(
            ["B2 “1/13/2021” không phải ngày dd/mm/yyyy.", "B3 Cơ quan ban hành: Chưa điền.", "B5 Hiệu lực từ ngày: Chưa điền."], Said());
        flaws.Clear();
        Head();
        Assert.Equal("A1 Số, ký hiệu: Chưa điền.", Said().First());
        Assert.Equal("Number: It is not filled in.", flaws[0].Problem.En);
        Assert.Equal(
            ["Number", "Issued on", "Issued by", "Title (Vietnamese)", "In force from"], flaws.Select(flaw => flaw.Problem.En.Split(':')[0]));
    }

    [Theory]
    [InlineData("30000", null)]
    [InlineData("30001", "1982-02-19")]
    [InlineData("79999", "2119-01-10")]
    [InlineData("80000", null)]
    [InlineData("5/2/2022", "2022-02-05")]
    public void A_day_is_typed_or_is_the_number_that_a_sheet_keeps_for_it(string typed, string? day)
    {
        var head = Head("number|1", $"issuedOn|{typed}", "issuedBy|x", "titleVi|x", "validFrom|1/1/2022");
        Assert.Equal(day ?? "2021-12-20", head.IssuedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(day is null ? 1 : 0, flaws.Count);
    }

    [Fact]
    public void A_line_has_all_that_its_cells_say()
    {
        var line = Assert.Single(Lines(
            "code|nameVi|nameEn|supportKind|occasion|need|payee|class|ageFrom|ageTo|judgedOn|limit|frequency|lifeLimit|goods|shares|batchCeiling"
            + "|sourceKind|approver|exception|papersVi|papersEn|rule|amount",
            "D-01|Quà Tết|Tết gift|Quà lễ, Tết|tết nguyên đán|áo|household|g01; Poor ;|6|15|event|2|Suốt đời|3|Có|40|9.000.000"
            + "|donation|chair|council|Đơn\nẢnh|Form\nPhoto|fixed|300.000"));
        Assert.Empty(flaws);
        Assert.Equal(("D-01", new Wording("Quà Tết", "Tết gift")), (line.Code, line.Name));
        Assert.Equal(new NormFileSupport("holiday_gift", "tet", "áo"), line.Support);
        Assert.Equal(("household", "event", true, "chair", "council"), (line.Payee, line.JudgedOn, line.GoodsAllowed, line.ApproverLevel, line.ExceptionLevel));
        Assert.Equal(["g01", "poor"], line.Groups);
        Assert.Equal(["donation"], line.SourceKinds!);
        Assert.Equal((6, 15, new NormFileFrequency("per_life", 2, 3)), (line.AgeFrom, line.AgeTo, line.Frequency));
        Assert.Equal(new NormFileBatch(40, new Money(9_000_000)), line.Batch);
        Assert.Equal([new Wording("Đơn", "Form"), new Wording("Ảnh", "Photo")], line.Papers);
        Assert.Equal((new NormFileRule { Type = "fixed", Amount = new Money(300_000) }, null), (line.Rule, line.Variants));
    }

    [Fact]
    public void A_bare_line_is_given_once_a_year_to_a_child()
    {
        var line = Assert.Single(Lines("Người nhập|code|nameVi|supportKind|rule|papersVi", "Lan|D-01|Quà|holiday_gift|fixed|Đơn", "|||"));
        Assert.Equal((new NormFileFrequency("per_year", 1), null, false), (line.Frequency, line.Payee, line.GoodsAllowed));
        Assert.Equal((null, null, null), (line.Batch, line.SourceKinds, line.JudgedOn));
        Assert.Equal((new Wording("Quà", "Quà"), null, null), (line.Name, line.Support.Occasion, line.ExceptionLevel));
        Assert.Equal([new Wording("Đơn", "Đơn")], line.Papers);
        Assert.Empty(line.Groups);
        Assert.Empty(flaws);
        Assert.Equal(new NormFileBatch(Shares: 5), Assert.Single(Lines("code|nameVi|supportKind|rule|shares", "D-01|Quà|holiday_gift|fixed|5")).Batch);
    }

    [Theory]
    [InlineData("fixed", "5", "9", "", "", "fixed amount=5 ceiling=9")]
    [InlineData("range", "5", "9", "", "", "range from=5 to=9")]
    [InlineData("top_up", "", "9", "", "", "top_up total=9")]
    [InlineData("percent_of_net_cost", "", "9", "80", "", "percent_of_net_cost ceiling=9 percent=80")]
    [InlineData("per_unit", "5", "", "", "day", "per_unit amount=5 unit=day")]
    [InlineData("percent_of", "", "", "5", "free_receipts", "percent_of percent=5 base=free_receipts")]
    public void The_figures_of_a_rule_stand_where_it_looks_for_them(string rule, string amount, string ceiling, string percent, string unit, string read)
    {
        var line = Assert.Single(Lines(
            "code|nameVi|supportKind|rule|amount|ceiling|percent|unit", $"D-01|Quà|holiday_gift|{rule}|{amount}|{ceiling}|{percent}|{unit}"));
        Assert.Equal(read, Text(line.Rule!));
    }

    [Fact]
    public void Rows_of_one_line_are_its_variants_and_the_parts_of_each()
    {
        var line = Assert.Single(Lines(
            "code|nameVi|supportKind|rule|amount|variant|variantVi|variantEn|costFrom|costBelow|most|unit",
            "D-11|Thăm|holiday_gift|fixed|300|gan|Gần|Near|1|2||", "D-11|||fixed|500|xa|Xa||2|||", "D-11|||per_unit|50|xa||||| 15|day"));
        Assert.Null(line.Rule);
        Assert.Equal(["gan", "xa"], line.Variants!.Select(variant => variant.Code));
        Assert.Equal([new Wording("Gần", "Near"), new Wording("Xa", "Xa")], line.Variants!.Select(variant => variant.Name));
        Assert.Equal([(1L, 2L), (2L, 0L)], line.Variants!.Select(variant => (variant.CostFrom?.Dong ?? 0, variant.CostBelow?.Dong ?? 0)));
        Assert.Equal("fixed amount=300", Text(line.Variants![0].Rule));
        Assert.Equal("sum [fixed amount=500] [per_unit amount=50 unit=day most=15]", Text(line.Variants![1].Rule));
    }

    [Fact]
    public void What_cannot_be_read_is_named_by_its_cell_once()
    {
        var lines = Lines(
            "code|nameVi|supportKind|rule|amount|limit|papersVi|papersEn|class|nameVi",
            "D-01||Quà khác|fixed|3x|hai|Đơn\nẢnh|Form|poor; giàu|", "|Quà|holiday_gift|fixed||||||", "D-02|Quà|holiday_gift|||||||");
        Assert.Equal(
            [
                "J1 Cột “Nội dung hỗ trợ” có hai lần.", "A3 Chưa có mã dòng.", "E2 “3x” không phải số tiền nguyên đồng.",
                "B2 Chưa có nội dung hỗ trợ.", "C2 “Quà khác” không có trong trang “Mã”.", "F2 “hai” không phải số đếm.",
                "I2 “giàu” không có trong trang “Mã”.", "H2 Số giấy tờ hai thứ tiếng khác nhau.", "D4 Chưa có cách tính.",
            ],
            Said());
        Assert.Equal(["D-01", "D-02"], lines.Select(line => line.Code));
    }

    [Fact]
    public void Columns_that_are_needed_are_there_and_a_formula_is_no_value()
    {
        Assert.Empty(Lines("code|nameVi", "D-01|Quà"));
        Assert.Equal(["A1 Thiếu cột “Loại hỗ trợ”."], Said());
        flaws.Clear();
        Assert.Empty(Lines("code|nameVi|supportKind|rule"));
        Assert.Equal(["A2 Trang không có dòng nào."], Said());
        flaws.Clear();
        Assert.Empty(new NormLineCells(new ReadSheet("Dòng", []), Words, flaws).Read());
        Assert.Equal(["A2 Trang không có dòng nào."], Said());
        flaws.Clear();
        Lines("code|nameVi|supportKind|rule|amount", "D-01|Quà|holiday_gift|fixed|=A1+1");
        Assert.Equal(["E2 Ô là công thức; hãy ghi giá trị."], Said());
    }

    private NormHead Head(params string[] rows) => new NormHeadCells(new ReadSheet("Đầu", [.. rows.Select(HeadRow)]), Today, flaws).Read();

    private static ReadRow HeadRow(string row, int place)
    {
        var (name, value) = (row.Split('|')[0], row.Split('|')[1]);
        var label = NormSheet.HeadRows.FirstOrDefault(one => one.Name == name).Label?.Vi ?? name;
        var cells = new Dictionary<string, ReadCell> { ["A"] = new($"A{place + 1}", label, false), ["B"] = new($"B{place + 1}", value, false) };
        return new ReadRow(place + 1, cells);
    }

    private IReadOnlyList<NormFileLine> Lines(string columns, params string[] rows)
    {
        var headers = columns.Split('|').Select(name => NormSheet.Columns.FirstOrDefault(column => column.Name == name).Column?.Header.Vi ?? name);
        return new NormLineCells(new ReadSheet("Dòng", [Row(headers, 1), .. rows.Select((row, i) => Row(row.Split('|'), i + 2))]), Words, flaws).Read();
    }

    private static ReadRow Row(IEnumerable<string> cells, int number) => new(number, cells
        .Select((text, i) => (Letter: $"{(char)('A' + i)}", Text: text.Trim()))
        .Where(cell => cell.Text.Length > 0)
        .ToDictionary(cell => cell.Letter, cell => new ReadCell($"{cell.Letter}{number}", cell.Text, cell.Text.StartsWith('='))));

    private IEnumerable<string> Said() => flaws.Select(flaw => $"{flaw.Cell} {flaw.Problem.Vi}");

    private static string Text(NormFileRule rule) => string.Join(' ', ((string[])
        [
            rule.Type, Figure("amount", rule.Amount), Figure("from", rule.From), Figure("to", rule.To), Figure("total", rule.Total),
            Figure("ceiling", rule.Ceiling), Figure("percent", rule.Percent), Figure("unit", rule.Unit), Figure("base", rule.Base),
            Figure("most", rule.Most), .. (rule.Parts ?? []).Select(part => $"[{Text(part)}]"),
        ]).Where(text => text.Length > 0));

    private static string Figure(string name, object? value) => value is null ? "" : $"{name}={value}";
}
