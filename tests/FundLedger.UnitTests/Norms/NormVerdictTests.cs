using FundLedger.Domain;
using FundLedger.Domain.Norms;
using NodaTime;
using Xunit;
using static FundLedger.UnitTests.Norms.Norms;

namespace FundLedger.UnitTests.Norms;

public sealed class NormVerdictTests
{
    [Fact]
    public void A_verdict_cites_its_line_and_explains_the_amount_in_both_languages()
    {
        var verdict = Judge(Heart, Poor).Value;
        Assert.Equal(new Money(10_000_000), verdict.Allowed);
        Assert.Equal("poor", verdict.JudgedClass);
        Assert.Equal("Quyết định số MẪU-01/QĐ-QBTTE ngày 04/01/2021, dòng D-07 (định mức mẫu)", verdict.Citation.Sentence.Vi);
        Assert.Equal(new LocalDate(2021, 1, 4), verdict.Citation.InForceFrom);
        Assert.Equal(
            ["Xét theo nhóm poor", "Đã hưởng 0 trên 1 lần mỗi vụ việc", "Đã hưởng 0 trên 2 lần suốt đời",
             "80 % × (45.000.000 − 30.000.000 − 2.000.000) = 10.400.000, trần 10.000.000 → được chi 10.000.000"],
            verdict.Reasons.Select(reason => reason.Sentence.Vi));
        Assert.Equal(
            "80% × (45.000.000 − 30.000.000 − 2.000.000) = 10.400.000, ceiling 10.000.000 → 10.000.000 may be paid",
            verdict.Reasons[^1].Sentence.En);
    }

    [Fact]
    public void A_percentage_is_rounded_down_to_the_dong() =>
        Assert.Equal(new Money(3), Judge(Heart, Poor with { Cost = Cost(4) }).Value.Allowed);

    [Fact]
    public void One_dong_above_the_norm_is_refused_with_its_citation()
    {
        var refusal = Assert.IsType<NormExceeded>(Judge(Heart, Poor with { Requested = new Money(10_000_001) }).Error);
        Assert.Equal("D-07", refusal.Citation.LineCode);
        Assert.Equal((new Money(10_000_001), new Money(10_000_000)), (refusal.Requested, refusal.Allowed));
        Assert.True(Judge(Heart, Poor with { Requested = new Money(10_000_000) }).IsOk);
    }

    [Fact]
    public void Less_than_the_norm_may_be_asked_for_and_the_explanation_says_so()
    {
        var verdict = Judge(Heart, Poor with { Requested = new Money(9_000_000) }).Value;
        Assert.Equal((new Money(9_000_000), new Money(10_000_000)), (verdict.Allowed, verdict.Limit));
        Assert.EndsWith(", đề nghị 9.000.000 → được chi 9.000.000", verdict.Reasons[^1].Sentence.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void The_actual_cost_is_paid_when_it_is_below_the_ceiling()
    {
        var cleft = Heart with { Amounts = NormVariant.Only(new AmountRule.ActualUpTo(new Money(3_000_000))) };
        Assert.Equal(new Money(2_500_000), Judge(cleft, Poor with { Cost = Cost(4_000_000, 1_500_000) }).Value.Allowed);
        Assert.Equal(new Money(3_000_000), Judge(cleft, Poor with { Cost = Cost(9_000_000, 1_500_000) }).Value.Allowed);
    }

    [Fact]
    public void Within_a_range_the_chosen_amount_stands_and_outside_it_is_refused()
    {
        var range = Heart with { Amounts = NormVariant.Only(new AmountRule.Range(new Money(1_000_000), new Money(3_000_000))) };
        var severe = Poor with { ReasonForAmount = "Gãy hai chân" };
        var verdict = Judge(range, severe with { Requested = new Money(1_000_000) }).Value;
        Assert.Equal(new Money(1_000_000), verdict.Allowed);
        Assert.Contains(new AmountChosen("Gãy hai chân"), verdict.Reasons);
        Assert.IsType<RequestedBelowNorm>(Judge(range, severe with { Requested = new Money(999_999) }).Error);
        Assert.IsType<NormExceeded>(Judge(range, severe with { Requested = new Money(3_000_001) }).Error);
        Assert.IsType<AmountReasonMissing>(Judge(range, Poor with { Requested = new Money(2_000_000), ReasonForAmount = " " }).Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Nothing_and_less_than_nothing_cannot_be_asked_for(long requested) =>
        Assert.IsType<RequestedBelowNorm>(Judge(TetGift, Poor with { Requested = new Money(requested) }).Error);

    [Theory]
    [InlineData(30_000_000, 30_000_000, 0)]
    [InlineData(30_000_000, 30_000_000, 1)]
    [InlineData(1, 0, 0)]
    [InlineData(0, 0, 0)]
    public void Where_others_pay_everything_nothing_is_left_to_support(long cost, long insurance, long otherAid) =>
        Assert.IsType<NetCostNotPositive>(Judge(Heart, Poor with { Cost = Cost(cost, insurance, otherAid) }).Error);

    [Fact]
    public void A_negative_insurance_cannot_raise_the_net_cost() =>
        Assert.IsType<CaseCostNegative>(CaseCost.Of(new Money(5), new Money(-1), Money.Zero).Error);

    [Fact]
    public void A_child_of_no_covered_group_is_refused() =>
        Assert.IsType<GroupNotCovered>(Judge(Heart, Poor with { ClassCodes = new HashSet<string> { "g01" } }).Error);

    [Fact]
    public void A_child_of_several_groups_is_judged_by_the_first_in_the_order_of_the_line() =>
        Assert.Equal("g13", Judge(Heart, Poor with { ClassCodes = new HashSet<string> { "near_poor", "poor", "g13" } }).Value.JudgedClass);

    [Fact]
    public void A_line_for_any_child_needs_no_group()
    {
        var accident = Heart with { Groups = [NormLine.AnyChild], Amounts = NormVariant.Only(new AmountRule.Fixed(new Money(1))) };
        Assert.Equal("any_child", Judge(accident, Poor with { ClassCodes = new HashSet<string>() }).Value.JudgedClass);
    }

    [Theory]
    [InlineData("2021-01-03", false)]
    [InlineData("2021-01-04", true)]
    [InlineData("2021-12-31", true)]
    [InlineData("2022-01-01", false)]
    public void A_norm_holds_on_its_first_and_last_day_and_not_beside_them(string day, bool inForce)
    {
        var judgedOn = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        Assert.Equal(inForce, Judge(Heart, Poor with { JudgedOn = judgedOn }).Error is not NormNotInForce);
    }

    [Fact]
    public void Childhood_ends_on_the_sixteenth_birthday()
    {
        var birth = new LocalDate(2005, 6, 2);
        Assert.True(Judge(Heart, Poor with { AgeInYears = Childhood.AgeOn(birth, Day) }).IsOk);
        var refusal = Assert.IsType<NotAChild>(Judge(Heart, Poor with { AgeInYears = Childhood.AgeOn(birth.PlusDays(-1), Day) }).Error);
        Assert.Equal(16, refusal.AgeInYears);
        Assert.IsType<NotAChild>(Judge(Heart, Poor with { AgeInYears = -1 }).Error);
    }

    [Fact]
    public void A_second_operation_of_one_case_and_a_third_in_life_are_refused()
    {
        var again = Assert.IsType<FrequencyUsedUp>(Judge(Heart, Poor with { Uses = Used(Heart, 1, 1) }).Error);
        Assert.Equal((FrequencyUnit.PerIncident, 1, 1), (again.Unit, again.Used, again.Limit));
        Assert.True(Judge(Heart, Poor with { Uses = Used(Heart, 0, 1) }).IsOk);
        var third = Assert.IsType<FrequencyUsedUp>(Judge(Heart, Poor with { Uses = Used(Heart, 0, 2) }).Error);
        Assert.Equal((FrequencyUnit.PerLife, 2, 2), (third.Unit, third.Used, third.Limit));
    }

    [Fact]
    public void A_line_never_judges_under_the_name_of_another_decision() =>
        Assert.Throws<ArgumentException>(() => Heart.Judge(Decide(TetGift).Value, Poor));
}
