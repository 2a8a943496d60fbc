using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.UnitTests.Norms;

/// <summary>What the approval annex says, word for word: people sign it.</summary>
public sealed class NormWordsTests
{
    private static readonly CaseFacts Facts = Norms.Poor with
    {
        Cost = Norms.Cost(2_000_000, 500_000, 100_000), AlreadyGiven = new Money(300_000),
        Quantities = new Dictionary<CaseQuantity, long>
        {
            [CaseQuantity.Day] = 20, [CaseQuantity.Child] = 2, [CaseQuantity.Fare] = 450_000, [CaseQuantity.FreeReceipts] = 10_000_019,
        },
    };

    public static TheoryData<AmountRule, string, string> Rules => new()
    {
        { new AmountRule.Fixed(new Money(300_000)), "mức 300.000", "fixed amount 300.000" },
        { new AmountRule.PercentOfNetCost(80, new Money(10_000_000)),
            "80 % × (2.000.000 − 500.000 − 100.000) = 1.120.000, trần 10.000.000",
            "80% × (2.000.000 − 500.000 − 100.000) = 1.120.000, ceiling 10.000.000" },
        { new AmountRule.ActualUpTo(new Money(3_000_000)), "thực chi 2.000.000 − 500.000 − 100.000 = 1.400.000, trần 3.000.000",
            "actual cost 2.000.000 − 500.000 − 100.000 = 1.400.000, ceiling 3.000.000" },
        { new AmountRule.Range(new Money(1_000_000), new Money(3_000_000)), "mức từ 1.000.000 đến 3.000.000", "range from 1.000.000 to 3.000.000" },
        { new AmountRule.TopUpTo(new Money(500_000)), "cho đủ 500.000, đã nhận 300.000", "completes 500.000, 300.000 received already" },
        { new AmountRule.PerUnit(new Money(50_000), CaseQuantity.Day, 15), "50.000 × 15 ngày (không quá 15)", "50.000 × 15 days (at most 15)" },
        { new AmountRule.PerUnit(new Money(300_000), CaseQuantity.Child, null), "300.000 × 2 trẻ", "300.000 × 2 children" },
        { new AmountRule.Expense(CaseQuantity.Fare, null), "tiền vé phương tiện công cộng 450.000", "public fares 450.000" },
        { new AmountRule.Expense(CaseQuantity.Fare, new Money(400_000)), "tiền vé phương tiện công cộng 450.000, trần 400.000",
            "public fares 450.000, ceiling 400.000" },
        { new AmountRule.PercentOf(5, CaseQuantity.FreeReceipts), "5 % × số thu không chỉ định mục đích trong năm 10.000.019",
            "5% of receipts of the year without a purpose 10.000.019" },
        { new AmountRule.Sum([new AmountRule.Fixed(new Money(3)), new AmountRule.PerUnit(new Money(4), CaseQuantity.Child, null)]),
            "mức 3 + 4 × 2 trẻ", "fixed amount 3 + 4 × 2 children" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void An_amount_is_explained_and_what_was_asked_is_said_when_it_is_less(AmountRule rule, string vi, string en)
    {
        var full = new AmountComputed(rule, Facts, new Money(900_000), new Money(900_000));
        Assert.Equal(new Wording($"{vi} → được chi 900.000", $"{en} → 900.000 may be paid"), full.Sentence);
        var less = full with { Allowed = new Money(800_000) };
        Assert.Equal(
            new Wording($"{vi}, đề nghị 800.000 → được chi 800.000", $"{en}, requested 800.000 → 800.000 may be paid"), less.Sentence);
    }

    [Fact]
    public void What_else_decided_the_amount_is_said()
    {
        Assert.Equal(new Wording("Trường hợp: có thẻ", "Case: insured"), new VariantApplied(new Wording("có thẻ", "insured")).Sentence);
        Assert.Equal(new Wording("Lý do chọn mức: mất nhà", "Reason for the amount: mất nhà"), new AmountChosen("mất nhà").Sentence);
        Assert.Equal(new Wording("Trong đó hiện vật trị giá 100.000", "100.000 of it in goods"), new PartInGoods(new Money(100_000)).Sentence);
        var decision = new ExceptionalDecision("7/QĐ", new LocalDate(2021, 6, 5), "ca đặc biệt nặng");
        Assert.Equal(
            new Wording("Ngoại lệ: 9 vượt mức 5 theo Quyết định số 7/QĐ ngày 05/06/2021, ca đặc biệt nặng",
                "Exception: 9 above the norm of 5 by decision 7/QĐ of 05/06/2021, ca đặc biệt nặng"),
            new AllowedExceptionally(decision, new Money(9), new Money(5)).Sentence);
    }

    [Theory]
    [InlineData(FrequencyUnit.PerOccasion, "mỗi dịp", "per occasion")]
    [InlineData(FrequencyUnit.PerIncident, "mỗi vụ việc", "per incident")]
    [InlineData(FrequencyUnit.PerYear, "mỗi năm", "per year")]
    [InlineData(FrequencyUnit.PerSchoolYear, "mỗi năm học", "per school year")]
    [InlineData(FrequencyUnit.PerMonths36, "trong 36 tháng", "in 36 months")]
    [InlineData(FrequencyUnit.PerLife, "suốt đời", "in a lifetime")]
    public void Uses_are_counted_in_words(FrequencyUnit unit, string vi, string en) => Assert.Equal(
        new Wording($"Đã hưởng 1 trên 2 lần {vi}", $"Used 1 of 2 times {en}"), new UsesWithinLimit(unit, 1, 2).Sentence);

    [Fact]
    public void A_class_is_named_and_every_child_is_no_class()
    {
        Assert.Equal(new Wording("Xét theo nhóm poor", "Judged by class poor"), new ClassCovered("poor").Sentence);
        Assert.Equal(
            new Wording("Áp dụng cho mọi trẻ em dưới 16 tuổi", "Covers every child under 16"), new ClassCovered(NormLine.AnyChild).Sentence);
    }

    [Fact]
    public void A_citation_names_decision_day_and_line_and_owns_up_to_being_a_sample()
    {
        var citation = new NormCitation("12/QĐ", new LocalDate(2021, 6, 5), "D-01", new LocalDate(2021, 7, 1), false);
        Assert.Equal(new Wording("Quyết định số 12/QĐ ngày 05/06/2021, dòng D-01", "Decision 12/QĐ of 05/06/2021, line D-01"), citation.Sentence);
        Assert.Equal("Decision 12/QĐ of 05/06/2021, line D-01 (sample norms)", (citation with { IsSample = true }).ToString());
        Assert.EndsWith("D-01 (định mức mẫu)", (citation with { IsSample = true }).Sentence.Vi, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void A_child_is_a_person_under_16(int age, bool isChild) => Assert.Equal(isChild, Childhood.Covers(age));

    [Fact]
    public void A_birthday_makes_a_year()
    {
        var birth = new LocalDate(2005, 3, 4);
        Assert.Equal((15, 16), (Childhood.AgeOn(birth, new LocalDate(2021, 3, 3)), Childhood.AgeOn(birth, new LocalDate(2021, 3, 4))));
    }

    [Theory]
    [InlineData("2005-03-04", 0)]
    [InlineData("2005-03-03", -1)]
    [InlineData("2004-03-04", -1)]
    [InlineData("2004-03-03", -2)]
    public void Nobody_has_an_age_before_birth(string on, int years) =>
        Assert.Equal(years, Childhood.AgeOn(new LocalDate(2005, 3, 4), LocalDatePattern.Iso.Parse(on).Value));
}
