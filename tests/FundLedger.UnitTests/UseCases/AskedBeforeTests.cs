using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A request of former days as the fields of the form in which it is asked for again.</summary>
public sealed class AskedBeforeTests
{
    private static readonly AskedBefore Support = new() { SupportKind = "illness", JudgedOn = new LocalDate(2021, 3, 4), Pool = "CHUNG" };

    private static readonly LineAsked Line = new()
    {
        Recipient = "TE-000001", LineCode = "mountain", Variant = "base", Allowed = new Money(500), Amount = new Money(500),
    };

    [Fact]
    public void The_form_is_that_of_gifts_of_a_surgery_or_of_another_support()
    {
        var gifts = Support with { OccasionCode = "tet", OccasionYear = 2022 };
        var surgery = Support with { SupportKind = "surgery", Need = "heart" };
        Assert.Equal(("gifts", "tet/2022"), (gifts.Form, gifts.PlaceOf([Line])));
        Assert.Equal(("surgery", ""), (surgery.Form, surgery.PlaceOf([Line])));
        Assert.Equal(("support", "mountain"), (Support.Form, Support.PlaceOf([Line])));
        Assert.Equal("support", (surgery with { Need = null }).Form);
        Assert.Equal("support", (surgery with { SupportKind = "illness" }).Form);
    }

    [Fact]
    public void What_the_norm_gives_is_not_typed_again() => Assert.Equal(
        ["Beneficiary=TE-000001", "HappenedOn=04/03/2021", "Pool=CHUNG", "Variant=base"],
        Text(Support.FieldsOf([Line], [])));

    [Fact]
    public void All_that_was_typed_is_there_again()
    {
        var asked = Support with
        {
            Need = "heart", PayeeKind = "institution", PayeeInstitution = "CS-1", UrgentReason = "Mổ trong ngày",
        };
        var line = Line with
        {
            Amount = new Money(400), CaseReference = "HS-9", Cost = new Money(900), Insurance = new Money(100), Counted = """{"day": 12}""",
            ReasonsVi = "Mức: 500; Lý do chọn mức: khó khăn hơn", ExceptionNumber = "07/QĐ", ExceptionDate = new LocalDate(2021, 2, 1),
            ExceptionReason = "hoàn cảnh",
        };
        var fields = Text(asked.FieldsOf([line], [new() { Name = "Hội chữ thập đỏ", Amount = new Money(1_000) }]));
        Assert.Equal(
            [
                "Amount=400", "Beneficiary=TE-000001", "CaseReference=HS-9", "CoFunderAmount=1.000", "CoFunderName=Hội chữ thập đỏ", "Cost=900",
                "ExceptionDate=01/02/2021", "ExceptionNumber=07/QĐ", "ExceptionReason=hoàn cảnh", "HappenedOn=04/03/2021", "Insurance=100",
                "Need=heart", "Payee=CS-1", "Pool=CHUNG", "Quantities[day]=12", "ReasonForAmount=khó khăn hơn", "Urgent=true",
                "UrgentReason=Mổ trong ngày", "Variant=base",
            ],
            fields);
        Assert.Contains("Payee=guardian", Text((Support with { PayeeKind = "guardian" }).FieldsOf([Line], [])));
    }

    [Fact]
    public void Amounts_of_nothing_are_empty_fields()
    {
        var fields = Support.FieldsOf([Line with { Cost = Money.Zero, Insurance = Money.Zero, Amount = Money.Zero }], []);
        Assert.Equal(["Beneficiary", "HappenedOn", "Pool", "Variant"], fields.Where(field => field.Value.Length > 0).Select(field => field.Key).Order());
    }

    [Fact]
    public void Gifts_name_each_child_with_its_amount_and_the_goods_of_the_first()
    {
        var gifts = Support with { OccasionCode = "tet", OccasionYear = 2022 };
        var second = Line with { Recipient = "TE-000002", Amount = new Money(300) };
        Assert.Equal(
            ["Amount-TE-000001=500", "Amount-TE-000002=300", "Chosen=TE-000001 TE-000002", "Pool=CHUNG"],
            Text(gifts.FieldsOf([Line, second], [])));
        var goods = Line with { Goods = new Money(400), Stock = new Money(200), Items = [3], Quantities = [4] };
        var fields = Text(gifts.FieldsOf([goods, second with { Goods = new Money(7) }], []));
        Assert.Equal(["Goods=200", "StockItem=3", "StockQuantity=4"], fields.Where(field => field[0] is 'G' or 'S' or 'O'));
    }

    [Theory]
    [InlineData(500L, 500L, "StockOnly=true")]
    [InlineData(500L, 300L, "Goods=200")]
    [InlineData(300L, 300L, "Amount=500")]
    public void What_comes_out_of_the_stock_is_typed_as_items_and_the_rest_by_its_value(long goods, long stock, string field)
    {
        var line = Line with
        {
            Allowed = new Money(501), Goods = new Money(goods), Stock = new Money(stock), Items = [3, 8], Quantities = [1_000, 2],
        };
        var fields = Text(Support.FieldsOf([line], []));
        Assert.Contains(field, fields);
        Assert.Equal(goods == 500, fields.Contains("StockOnly=true"));
        Assert.Equal(field == "Goods=200", fields.Any(one => one.StartsWith("Goods=", StringComparison.Ordinal)));
        foreach (var item in (string[])["StockItem=3", "StockQuantity=1.000", "OtherItem=8", "OtherQuantity=2"]) Assert.Contains(item, fields);
    }

    [Fact]
    public void Goods_from_elsewhere_are_typed_by_their_value_and_are_no_stock()
    {
        var fields = Text(Support.FieldsOf([Line with { Goods = new Money(500), Stock = Money.Zero, Items = [3], Quantities = [1] }], []));
        Assert.Contains("Goods=500", fields);
        Assert.DoesNotContain("StockOnly=true", fields);
        Assert.Contains("StockItem=3", fields);
        Assert.DoesNotContain(fields, field => field.StartsWith("OtherItem", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Text(Dictionary<string, string[]> fields) =>
        [.. fields.Where(field => field.Value.Length > 0).Select(field => $"{field.Key}={string.Join(' ', field.Value)}").Order(StringComparer.Ordinal)];
}
