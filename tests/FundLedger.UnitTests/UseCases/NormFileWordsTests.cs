using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Norms;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Norm lines as a file keeps them: each kind of rule there and back, and words that are none.</summary>
public sealed class NormFileWordsTests
{
    private static readonly NormHead Head = new()
    {
        Number = " 12/QĐ ", IssuedOn = new LocalDate(2021, 12, 18), IssuedBy = " UBND huyện ", Title = new Wording("Định mức", "Norms"),
        ValidFrom = new LocalDate(2022, 1, 1), ValidTo = new LocalDate(2022, 12, 31),
    };

    private static readonly AmountRule[] Rules =
    [
        new AmountRule.Fixed(new(5)), new AmountRule.Range(new(5), new(9)), new AmountRule.TopUpTo(new(9)),
        new AmountRule.PercentOfNetCost(80, new(9)), new AmountRule.ActualUpTo(new(9)), new AmountRule.PerUnit(new(5), CaseQuantity.Child, 3),
        new AmountRule.Expense(CaseQuantity.Fare, new(9)), new AmountRule.Expense(CaseQuantity.Fare, null),
        new AmountRule.PercentOf(5, CaseQuantity.FreeReceipts),
        new AmountRule.Sum([new AmountRule.Fixed(new(5)), new AmountRule.PerUnit(new(2), CaseQuantity.Day, null)]),
    ];

    [Fact]
    public void Every_rule_comes_back_as_it_was()
    {
        foreach (var rule in Rules) Assert.Equal(rule, NormFileRule.Of(rule).ToRule("D-01").Value);
    }

    [Fact]
    public void A_line_comes_back_with_all_its_terms()
    {
        var line = Norms.Norms.Heart with
        {
            Payee = NormPayee.Household, AgeFrom = 6, AgeTo = 15, JudgedOn = JudgingDay.Event, GoodsAllowed = true,
            Batch = new BatchQuota(40, new Money(9)), SourceKinds = ["donation"], ExceptionLevel = "council",
            Papers = [new("Đơn", "Form")], Amounts =
            [
                new NormVariant("gan", new("Gần", "Near"), Rules[0]) { CostFrom = new Money(1), CostBelow = new Money(2) },
                new NormVariant("xa", new("Xa", "Far"), Rules[1]),
            ],
        };
        var file = NormFileLine.Of(line);
        Assert.Equal((null, "per_incident", "household", "event"), (file.Rule, file.Frequency.Unit, file.Payee, file.JudgedOn));
        Assert.Equivalent(line, file.ToLine().Value, strict: true);
        var bare = NormFileLine.Of(Norms.Norms.TetGift);
        Assert.Equal((null, null, null), (bare.Variants, bare.Batch, bare.SourceKinds));
        Assert.Equivalent(Norms.Norms.TetGift, bare.ToLine().Value, strict: true);
    }

    [Fact]
    public void What_a_line_does_not_say_is_a_child_on_the_day_of_the_request()
    {
        var line = (NormFileLine.Of(Norms.Norms.TetGift) with { Payee = null, JudgedOn = null, Code = " D-01 ", Frequency = new("year", 2) }).ToLine().Value;
        Assert.Equal((NormPayee.Child, JudgingDay.Request, "D-01"), (line.Payee, line.JudgedOn, line.Code));
        Assert.Equal(new Frequency(FrequencyUnit.PerYear, 2), line.Frequency);
    }

    [Fact]
    public void Words_that_are_none_are_named_with_their_line()
    {
        var line = NormFileLine.Of(Norms.Norms.TetGift);
        Assert.Equal(Unknown("frequency", "per_day"), (line with { Frequency = new("per_day", 1) }).ToLine().Error);
        Assert.Equal(Unknown("payee", "school"), (line with { Payee = "school" }).ToLine().Error);
        Assert.Equal(Unknown("judgedOn", "birth"), (line with { JudgedOn = "birth" }).ToLine().Error);
        Assert.Equal(Unknown("rule", ""), (line with { Rule = null }).ToLine().Error);
        Assert.Equal(Unknown("rule", "gift"), (line with { Rule = new NormFileRule { Type = "gift" } }).ToLine().Error);
        Assert.Equal(Unknown("unit", "week"), (line with { Rule = new NormFileRule { Type = "per_unit", Unit = "week" } }).ToLine().Error);
        var part = new NormFileRule { Type = "sum", Parts = [line.Rule!, new NormFileRule { Type = "percent_of", Base = "all" }] };
        Assert.Equal(Unknown("unit", "all"), (line with { Rule = part }).ToLine().Error);
        var variant = new NormFileVariant("gan", new("Gần", "Near"), new NormFileRule { Type = "none" });
        Assert.Equal(Unknown("rule", "none"), (line with { Variants = [variant] }).ToLine().Error);
    }

    [Fact]
    public void Figures_that_lack_are_zero_and_a_sum_may_be_of_nothing()
    {
        Assert.Equal(new AmountRule.Fixed(Money.Zero), new NormFileRule { Type = "fixed" }.ToRule("D-01").Value);
        Assert.Equal(new AmountRule.PercentOf(0, CaseQuantity.Day), new NormFileRule { Type = "percent_of" }.ToRule("D-01").Value);
        Assert.Equal(new AmountRule.PercentOfNetCost(0, Money.Zero), new NormFileRule { Type = "percent_of_net_cost" }.ToRule("D-01").Value);
        var both = new NormFileRule { Type = "per_unit", Unit = "child", Base = "free_receipts" };
        Assert.Equal(new AmountRule.PerUnit(Money.Zero, CaseQuantity.Child, null), both.ToRule("D-01").Value);
        Assert.Equal(new AmountRule.Sum([]), new NormFileRule { Type = "sum" }.ToRule("D-01").Value);
    }

    [Fact]
    public void A_file_is_a_decision_by_its_head_and_its_lines()
    {
        var file = NormFile.Of(Head, [Norms.Norms.TetGift]);
        var decision = NormFile.Parse(file.Text()).ToDecision(7).Value;
        Assert.Equal((7, "12/QĐ", "UBND huyện"), (decision.Id.Value, decision.Paper.Number, decision.Paper.IssuedBy));
        Assert.Equal(Validity.Between(Head.ValidFrom, Head.ValidTo).Value, decision.InForce);
        Assert.Equal("D-01", Assert.Single(decision.Lines).Code);
        Assert.DoesNotContain("null", file.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" ", "UBND", "Định mức", "Number")]
    [InlineData("12/QĐ", " ", "Định mức", "IssuedBy")]
    [InlineData("12/QĐ", "UBND", " ", "TitleVi")]
    public void A_head_with_a_gap_names_it(string number, string by, string title, string field)
    {
        var file = NormFile.Of(Head with { Number = number, IssuedBy = by, Title = new Wording(title, "Norms") }, [Norms.Norms.TetGift]);
        Assert.Equal(field, Assert.IsType<NormHeadIncomplete>(file.ToDecision(7).Error).Field);
    }

    [Fact]
    public void A_decision_that_ends_before_it_begins_or_has_an_unknown_word_is_none()
    {
        var reversed = NormFile.Of(Head with { ValidTo = new LocalDate(2021, 12, 31) }, [Norms.Norms.TetGift]).ToDecision(7);
        Assert.Equal(new ValidityEndsBeforeItBegins(Head.ValidFrom, new LocalDate(2021, 12, 31)), reversed.Error);
        var file = NormFile.Of(Head, [Norms.Norms.TetGift, Norms.Norms.Heart]);
        var unknown = file with { Lines = [file.Lines[0], file.Lines[1] with { Payee = "school" }] };
        Assert.Equal(new NormWordUnknown("D-07", "payee", "school"), unknown.ToDecision(7).Error);
    }

    [Fact]
    public void A_step_is_not_taken_for_a_decision_that_began_before_it_was_issued()
    {
        var step = new NormStep { Number = "12/QĐ", IssuedOn = new LocalDate(2022, 1, 1), ValidFrom = new LocalDate(2022, 1, 1) };
        Assert.Null(step.RefusalOfDates());
        var early = step with { ValidFrom = new LocalDate(2021, 12, 31) };
        Assert.Equal(new NormRetroactive("12/QĐ", early.ValidFrom, early.IssuedOn), early.RefusalOfDates());
        Assert.True(new ListedDecision { Status = "superseded" }.IsPublished);
        Assert.True(new ListedDecision { Status = "published" }.IsPublished);
        Assert.False(new ListedDecision { Status = "proposed" }.IsPublished);
    }

    private static NormWordUnknown Unknown(string what, string word) => new("D-01", what, word);
}
