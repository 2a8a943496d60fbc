using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using Xunit;
using static FundLedger.UnitTests.Norms.Norms;

namespace FundLedger.UnitTests.Norms;

public sealed class NormDecisionTests
{
    private static readonly SupportSought Tet = TetGift.Support;

    private static readonly NormLine OrphanGift = TetGift with
    {
        Code = "D-02", Groups = ["g01"], Amounts = NormVariant.Only(new AmountRule.Fixed(new Money(500_000))),
    };

    private static readonly Wording Name = new("mức", "amount");
    private static readonly NormVariant Only = Heart.Amounts[0];
    private static readonly AmountRule Two = new AmountRule.Sum([new AmountRule.Fixed(new Money(1)), new AmountRule.Fixed(new Money(2))]);

    public static TheoryData<string> UnsoundLines => [.. All.Keys];

    private static Dictionary<string, NormLine> All => Unsound.Concat(UnsoundAmounts).Concat(UnsoundReach).ToDictionary();

    private static Dictionary<string, NormLine> Unsound => new()
    {
        ["no code"] = TetGift with { Code = "" },
        ["code too long for a key"] = TetGift with { Code = new string('D', 21) },
        ["code that would split a key"] = TetGift with { Code = "D/01" },
        ["no occasion to count by"] = TetGift with { Support = new SupportSought("holiday_gift") },
        ["kind that is no code"] = TetGift with { Support = new SupportSought("Quà Tết", "tet") },
        ["gift of nothing"] = TetGift with { Amounts = NormVariant.Only(new AmountRule.Fixed(Money.Zero)) },
        ["no per cent"] = Heart with { Amounts = NormVariant.Only(new AmountRule.PercentOfNetCost(0, new Money(1))) },
        ["more than everything"] = Heart with { Amounts = NormVariant.Only(new AmountRule.PercentOfNetCost(101, new Money(1))) },
        ["ceiling of nothing"] = Heart with { Amounts = NormVariant.Only(new AmountRule.ActualUpTo(Money.Zero)) },
        ["range upside down"] = Heart with { Amounts = NormVariant.Only(new AmountRule.Range(new Money(2), new Money(1))) },
        ["never"] = Heart with { Frequency = new Frequency(FrequencyUnit.PerYear, 0) },
        ["less in life than in a year"] = Heart with { Frequency = new Frequency(FrequencyUnit.PerYear, 2, LifeLimit: 1) },
        ["nobody"] = Heart with { Groups = [] },
    };

    private static Dictionary<string, NormLine> UnsoundAmounts => new()
    {
        ["no amount"] = Heart with { Amounts = [] },
        ["two amounts of one name"] = Heart with { Amounts = [Only, Only] },
        ["one amount of several without a name"] = Heart with { Amounts = [Only, Only with { Code = "insured" }] },
        ["a band of cost upside down"] = Heart with { Amounts = [Only with { CostFrom = new Money(2), CostBelow = new Money(2) }] },
        ["a band of cost where cost does not matter"] = TetGift with { Amounts = [TetGift.Amounts[0] with { CostFrom = new Money(2) }] },
        ["a total completed on no occasion"] = Heart with { Amounts = NormVariant.Only(new AmountRule.TopUpTo(new Money(1))) },
        ["a total in one of two amounts"] = TetGift with
        {
            Amounts = [new NormVariant("a", Name, new AmountRule.TopUpTo(new Money(1))), new NormVariant("b", Name, new AmountRule.Fixed(new Money(1)))],
        },
        ["a sum of one part"] = Heart with { Amounts = NormVariant.Only(new AmountRule.Sum([new AmountRule.Fixed(new Money(1))])) },
        ["a sum within a sum"] = Heart with { Amounts = NormVariant.Only(new AmountRule.Sum([Two, Two])) },
        ["fares by the piece"] = Heart with { Amounts = NormVariant.Only(new AmountRule.PerUnit(new Money(1), CaseQuantity.Fare, 1)) },
        ["days as an expense"] = Heart with { Amounts = NormVariant.Only(new AmountRule.Expense(CaseQuantity.Day, null)) },
        ["a share of days"] = Heart with { Amounts = NormVariant.Only(new AmountRule.PercentOf(5, CaseQuantity.Day)) },
        ["no days at all"] = Heart with { Amounts = NormVariant.Only(new AmountRule.PerUnit(new Money(1), CaseQuantity.Day, 0)) },
        ["more than can be written"] =
            Heart with { Amounts = NormVariant.Only(new AmountRule.PerUnit(new Money(long.MaxValue / 2), CaseQuantity.Day, 3)) },
    };

    private static Dictionary<string, NormLine> UnsoundReach => new()
    {
        ["a household of groups"] = Heart with { Payee = NormPayee.Household },
        ["an institution of an age"] = Heart with { Payee = NormPayee.Institution, Groups = [], AgeFrom = 3 },
        ["ages upside down"] = Heart with { AgeFrom = 4, AgeTo = 3 },
        ["an age beyond childhood"] = Heart with { AgeTo = 16 },
        ["the date of no occasion"] = Heart with { JudgedOn = JudgingDay.Occasion },
        ["a batch of nothing"] = Heart with { Batch = new BatchQuota(0, null) },
        ["a batch without a bound"] = Heart with { Batch = new BatchQuota(null, null) },
        ["an exception by nobody"] = Heart with { ExceptionLevel = "" },
    };

    [Fact]
    public void A_child_in_several_groups_gets_the_highest_amount_once()
    {
        var orphanAndPoor = Poor with { ClassCodes = new HashSet<string> { "poor", "g01" } };
        var verdict = Decide(TetGift, OrphanGift).Value.BestLineFor(Tet, orphanAndPoor).Value;
        Assert.Equal(("D-02", new Money(500_000), "g01"), (verdict.Citation.LineCode, verdict.Allowed, verdict.JudgedClass));
    }

    [Fact]
    public void A_line_that_refuses_gives_way_to_one_that_allows()
    {
        var verdict = Decide(TetGift, OrphanGift).Value.BestLineFor(Tet, Poor).Value;
        Assert.Equal("D-01", verdict.Citation.LineCode);
    }

    [Fact]
    public void Of_equal_lines_the_first_wins() => Assert.Equal(
        "D-01", Decide(TetGift, TetGift with { Code = "D-99" }).Value.BestLineFor(Tet, Poor).Value.Citation.LineCode);

    [Fact]
    public void When_all_lines_refuse_the_refusal_nearest_to_a_payment_is_told()
    {
        var asked = Poor with { ClassCodes = new HashSet<string> { "poor", "g01" }, Requested = new Money(600_000) };
        var refusal = Assert.IsType<NormExceeded>(Decide(TetGift, OrphanGift).Value.BestLineFor(Tet, asked).Error);
        Assert.Equal(new Money(500_000), refusal.Allowed);
    }

    [Fact]
    public void Heart_surgery_never_competes_with_cleft_surgery()
    {
        var dear = new AmountRule.Fixed(new Money(99_000_000));
        var cleft = Heart with { Code = "D-08", Support = HeartSurgery with { Need = "cleft" }, Amounts = NormVariant.Only(dear) };
        Assert.Equal("D-07", Decide(Heart, cleft).Value.BestLineFor(HeartSurgery, Poor).Value.Citation.LineCode);
    }

    [Fact]
    public void A_support_without_a_line_is_refused() =>
        Assert.IsType<NoNormLine>(Decide(Heart).Value.BestLineFor(Tet, Poor).Error);

    [Theory]
    [MemberData(nameof(UnsoundLines))]
    public void A_line_that_cannot_be_judged_by_makes_no_decision(string flaw) =>
        Assert.IsType<NormLineUnsound>(Decide(All[flaw]).Error);

    [Fact]
    public void A_line_code_stands_once_in_a_decision() =>
        Assert.Equal("D-07", Assert.IsType<NormLineRepeated>(Decide(Heart, TetGift, Heart with { }).Error).LineCode);
}
