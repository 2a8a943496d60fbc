using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.UnitTests.Norms;

/// <summary>What the approval annex says, word for word: people sign it.</summary>
public sealed class NormWordsTests
{
    private static readonly CaseCost Cost = CaseCost.Of(new Money(2_000_000), new Money(500_000), new Money(100_000)).Value;

    public static TheoryData<AmountRule, string, string> Rules => new()
    {
        { new AmountRule.Fixed(new Money(300_000)), "mức 300.000", "fixed amount 300.000" },
        { new AmountRule.PercentOfNetCost(80, new Money(10_000_000)),
            "80 % × (2.000.000 − 500.000 − 100.000) = 1.120.000, trần 10.000.000",
            "80% × (2.000.000 − 500.000 − 100.000) = 1.120.000, ceiling 10.000.000" },
        { new AmountRule.ActualUpTo(new Money(3_000_000)), "thực chi 2.000.000 − 500.000 − 100.000 = 1.400.000, trần 3.000.000",
            "actual cost 2.000.000 − 500.000 − 100.000 = 1.400.000, ceiling 3.000.000" },
        { new AmountRule.Range(new Money(1_000_000), new Money(3_000_000)), "mức từ 1.000.000 đến 3.000.000", "range from 1.000.000 to 3.000.000" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void An_amount_is_explained_and_what_was_asked_is_said_when_it_is_less(AmountRule rule, string vi, string en)
    {
        var full = new AmountComputed(rule, Cost, new Money(900_000), new Money(900_000));
        Assert.Equal(new Wording($"{vi} → được chi 900.000", $"{en} → 900.000 may be paid"), full.Sentence);
        var less = full with { Allowed = new Money(800_000) };
        Assert.Equal(
            new Wording($"{vi}, đề nghị 800.000 → được chi 800.000", $"{en}, requested 800.000 → 800.000 may be paid"), less.Sentence);
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
}
