using NodaTime;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Amounts by variant, counts and exceptions hold for an application that forgot to judge them.</summary>
public sealed class NormCaseInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Decided =
        """{"number": "88/QĐ", "date": "2021-02-03", "reason": "Chấn thương rất nặng", "fileName": "88.pdf", "mediaType": "application/pdf"}""";

    private static readonly byte[] Paper = [.. "%PDF-1.7"u8];

    private RawRequest Visit => Of("hospital_visit", "D-11", 300_000) with { Class = "poor", Variant = "district" };

    private RawRequest Accident => Of("accident", "D-12", 1_500_000) with { Class = "any_child", Reference = "TN-1" };

    private RawRequest Meals => Of("treatment_travel", "D-17", 850_000) with { Reference = "BA-1", Quantities = """{"day": 20, "fare": 100000}""" };

    [Fact]
    public async Task A_case_gets_the_amount_of_its_variant_and_of_no_other()
    {
        Refused(await (Visit with { Variant = "" }).SentTo(books), BrokenCheck, "norm_variant");
        Refused(await (Visit with { Variant = "made_up" }).SentTo(books), BrokenCheck, "norm_variant");
        Refused(await (Visit with { Amount = 300_001 }).SentTo(books), BrokenCheck, "norm_cap");
        Assert.Null(await (Visit with { Variant = "province_or_central", Amount = 500_000 }).SentTo(books));
    }

    [Fact]
    public async Task What_is_not_counted_or_counted_above_the_most_is_not_paid()
    {
        Refused(await (Meals with { Quantities = null }).SentTo(books), BrokenCheck, "norm_cap");
        Refused(await (Meals with { Quantities = """{"day": 20}""" }).SentTo(books), BrokenCheck, "norm_cap");
        Refused(await (Meals with { Quantities = """{"day": -1, "fare": 850000}""" }).SentTo(books), BrokenCheck, "norm_cap");
        Refused(await (Meals with { Quantities = "[1]" }).SentTo(books), BrokenCheck, "quantities_counted");
        Refused(await (Meals with { Amount = 850_001 }).SentTo(books), BrokenCheck, "norm_cap");
        Assert.Null(await Meals.SentTo(books));
    }

    [Fact]
    public async Task An_exception_needs_a_line_that_knows_one_a_reason_to_be_one_and_its_paper()
    {
        var above = Accident with { Amount = 2_000_001, Exception = Decided, Paper = Paper };
        Refused(await above.SentTo(books), BrokenCheck, "norm_exception");
        Refused(await (above with { Amount = 1_500_000 }).SentTo(books), BrokenCheck, "norm_exception");
        Refused(await (above with { Paper = null }).SentTo(books), BrokenCheck, "exception_whole");
        Refused(await (Accident with { Exception = Decided }).SentTo(books), BrokenCheck, "exception_whole");
        Assert.Null(await Accident.SentTo(books));
    }

    private RawRequest Of(string kind, string line, long amount) => new(books.Poor[2])
    {
        Kind = kind, Occasion = null, Year = null, JudgedOn = new LocalDate(2021, 2, 3), Line = line, Amount = amount,
    };
}
