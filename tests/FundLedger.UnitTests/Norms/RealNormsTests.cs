using FundLedger.Domain;
using FundLedger.Domain.Norms;
using static FundLedger.UnitTests.Norms.Norms;
using static FundLedger.UnitTests.Norms.RealNorms;

namespace FundLedger.UnitTests.Norms;

/// <summary>
/// Rules that funds and authorities really had, R1 to R18 of the collected examples, each said as a norm line and judged. The figures are
/// those reported; the case beside them is made up.
/// </summary>
public sealed class RealNormsTests
{
    public static TheoryData<string, NormLine, CaseFacts, long> Granted => new()
    {
        { "R1 scholarship of pupils with disabilities", Fixed(1_000_000) with { Groups = ["g04"], Batch = new(64, new(64_000_000)) }, Of("g04"), 1_000_000 },
        { "R2 Mid-Autumn gift", Gift(200_000), Of("poor"), 200_000 },
        { "R3 gift of a cake and a lantern", Gift(290_000) with { GoodsAllowed = true }, Of("poor") with { GoodsValue = new(290_000) }, 290_000 },
        { "R3 an orphan home", For(NormPayee.Institution, new AmountRule.Fixed(new(5_000_000))), Of(), 5_000_000 },
        { "R4 a school", For(NormPayee.Institution, new AmountRule.Fixed(new(2_500_000))), Of(), 2_500_000 },
        { "R5 nothing given yet", TopUp(500_000), Of("poor"), 500_000 },
        { "R5 the province gave 300.000", TopUp(500_000), Of("poor") with { AlreadyGiven = new(300_000) }, 200_000 },
        { "R7 Tết gift in a batch of 200", Gift(500_000) with { Batch = new(200, new(100_000_000)) }, Of("poor"), 500_000 },
        { "R8 scholarship", Fixed(1_000_000), Of("poor"), 1_000_000 },
        { "R9 warm clothes from 3 to 15", Fixed(500_000) with { GoodsAllowed = true, AgeFrom = 3, AgeTo = 15 },
            Of("poor") with { AgeInYears = 3, GoodsValue = new(500_000) }, 500_000 },
        { "R10 emergency in hospital", Fixed(5_000_000), Of("poor"), 5_000_000 },
        { "R11 death in a fire", Steps(("death", 5_000_000), ("injured", 10_000_000)), Of("poor") with { Variant = "death" }, 5_000_000 },
        { "R11 injured in a fire", Steps(("death", 5_000_000), ("injured", 10_000_000)), Of("poor") with { Variant = "injured" }, 10_000_000 },
        { "R12 orphan of the epidemic", Steps(("orphan", 2_000_000), ("newborn", 1_000_000)), Of("g01") with { Variant = "orphan" }, 2_000_000 },
        { "R13 heart below the ceiling", UpTo(50_000_000), Of("poor", 42_000_000), 42_000_000 },
        { "R13 heart above the ceiling", UpTo(50_000_000), Of("poor", 70_000_000), 50_000_000 },
        { "R13 a special case by the Standing Council", UpTo(50_000_000) with { ExceptionLevel = "standing_council" },
            Of("poor", 70_000_000) with { Requested = new(65_000_000), Exception = new("9/QĐ", Day, "Ca đặc biệt") }, 65_000_000 },
        { "R14 insured", Insured, Of("poor", 60_000_000, 20_000_000) with { Variant = "insured" }, 30_000_000 },
        { "R14 insured, actual cost is lower", Insured, Of("poor", 40_000_000, 20_000_000) with { Variant = "insured" }, 20_000_000 },
        { "R14 uninsured", Insured, Of("poor", 60_000_000) with { Variant = "uninsured" }, 50_000_000 },
        { "R15 cost below 50 million", Bands, Of("poor", 40_000_000, 10_000_000), 24_000_000 },
        { "R15 the band above", Bands, Of("poor", 50_000_000, 10_000_000), 20_000_000 },
        { "R16 meals of 20 days and fares", Travel, Of("poor", days: 20, fare: 640_000), 750_000 + 640_000 },
        { "R16 meals of 3 days, no fare", Travel, Of("poor", days: 3, fare: 0), 150_000 },
        { "R17 the whole cost of a few", Percent(100) with { Batch = new(10, null) }, Of("poor", 335_000_000), 335_000_000 },
        { "R17 a fifth of the cost of the others", Percent(20), Of("poor", 70_000_000), 14_000_000 },
        { "R18 confirmed by the police", Steps(("police", 4_000_000), ("hospital", 6_000_000)), Of("g09") with { Variant = "police" }, 4_000_000 },
        { "R18 treated in hospital", Steps(("police", 4_000_000), ("hospital", 6_000_000)), Of("g09") with { Variant = "hospital" }, 6_000_000 },
        { "D-14 a household of three children", For(NormPayee.Household, House), Of(children: 3), 3_900_000 },
        { "D-19 five per cent of free receipts", For(NormPayee.Fund, new AmountRule.PercentOf(5, CaseQuantity.FreeReceipts)),
            Of(freeReceipts: 10_000_019), 500_000 },
    };

    [Theory]
    [MemberData(nameof(Granted))]
    public void It_gives_what_it_says(string rule, NormLine line, CaseFacts facts, long allowed)
    {
        Assert.NotEmpty(rule);
        var decision = Decide(line);
        Assert.True(decision.IsOk, decision.Error?.Message);
        var asked = facts with { Recipient = line.Payee };
        var verdict = line.Judge(decision.Value, asked);
        Assert.True(verdict.IsOk, verdict.Error?.Message);
        Assert.Equal(new Money(allowed), verdict.Value.Allowed);
        if (verdict.Value.IsException) return;
        var more = line.Judge(decision.Value, asked with { Requested = new Money(allowed + 1) });
        Assert.Equal(new Money(allowed), Assert.IsType<NormExceeded>(more.Error).Allowed);
    }

    public static TheoryData<string, NormLine, CaseFacts, Type> Refusals => new()
    {
        { "R5 the total is reached", TopUp(500_000), Of("poor") with { AlreadyGiven = new(500_000) }, typeof(TotalReached) },
        { "R9 a child of 2", Fixed(500_000) with { AgeFrom = 3 }, Of("poor") with { AgeInYears = 2 }, typeof(AgeNotCovered) },
        { "R9 a child of 9 where 8 is the last", Fixed(500_000) with { AgeTo = 8 }, Of("poor"), typeof(AgeNotCovered) },
        { "R14 insured or not is not said", Insured, Of("poor", 60_000_000), typeof(VariantNotChosen) },
        { "R14 a step that the norm does not have", Insured, Of("poor", 60_000_000) with { Variant = "other" }, typeof(VariantNotChosen) },
        { "R15 a band that the cost is not in", Bands, Of("poor", 50_000_000) with { Variant = "low" }, typeof(VariantNotChosen) },
        { "R16 days not counted", Travel, Of("poor"), typeof(QuantityMissing) },
        { "R16 days below zero", Travel, Of("poor", days: -1, fare: 0), typeof(QuantityMissing) },
        { "R16 no day, no fare", Travel, Of("poor", days: 0, fare: 0), typeof(QuantityMissing) },
        { "R3 goods where only money is given", Gift(290_000), Of("poor") with { GoodsValue = new(1) }, typeof(GoodsNotAllowed) },
        { "R3 goods worth more than the gift", Gift(290_000) with { GoodsAllowed = true }, Of("poor") with { GoodsValue = new(290_001) },
            typeof(GoodsNotAllowed) },
        { "R13 a special case where nobody may allow one", UpTo(50_000_000),
            Of("poor", 70_000_000) with { Requested = new(65_000_000), Exception = new("9/QĐ", Day, "Ca đặc biệt") }, typeof(ExceptionNotAllowed) },
        { "R18 the same kind again for one incident", Fixed(4_000_000), Of("poor") with { Uses = Used(Fixed(4_000_000), 1, 1) },
            typeof(FrequencyUsedUp) },
        { "a pool of another source", Gift(1) with { SourceKinds = ["province_budget"] }, Of("poor") with { SourceKind = "donation" },
            typeof(SourceNotAllowed) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void It_refuses_by_name(string rule, NormLine line, CaseFacts facts, Type refusal)
    {
        Assert.NotEmpty(rule);
        Assert.IsType(refusal, Judge(line, facts).Error);
    }

    [Fact]
    public void R6_a_person_in_two_categories_gets_one_gift()
    {
        var decision = Decide(Gift(400_000), Gift(300_000) with { Code = "D-02", Groups = ["g04"] }).Value;
        var both = Of("poor") with { ClassCodes = new HashSet<string> { "poor", "g04" } };
        Assert.Equal(new Money(400_000), decision.BestLineFor(Occasion, both).Value.Allowed);
        Assert.Equal(
            UsageKey.Of(decision.Lines[0], new NormUse { On = Day, OccasionYear = 2021 }).Value,
            UsageKey.Of(decision.Lines[1], new NormUse { On = Day, OccasionYear = 2021 }).Value);
    }

    [Fact]
    public void R1_R7_a_batch_stays_within_its_shares_and_its_sum()
    {
        var line = Gift(500_000) with { Batch = new(200, new(100_000_000)) };
        var decision = Decide(line).Value;
        Assert.Null(line.JudgeBatch(decision, 200, new Money(100_000_000)));
        Assert.Equal(201, line.JudgeBatch(decision, 201, new Money(1))!.Shares);
        Assert.Equal(new Money(100_000_001), line.JudgeBatch(decision, 200, new Money(100_000_001))!.Sum);
        var free = Gift(500_000);
        Assert.Null(free.JudgeBatch(Decide(free).Value, 10_000, new Money(long.MaxValue)));
    }

    [Fact]
    public void R13_an_exception_goes_to_the_higher_level_and_says_by_what_it_is_allowed()
    {
        var line = UpTo(50_000_000) with { ExceptionLevel = "standing_council" };
        var special = Of("poor", 70_000_000) with { Requested = new(65_000_000), Exception = new("9/QĐ", Day, "Ca đặc biệt") };
        var verdict = Judge(line, special).Value;
        Assert.Equal((true, "standing_council", new Money(65_000_000)), (verdict.IsException, verdict.ApproverLevel, verdict.Limit));
        Assert.Contains(new AllowedExceptionally(special.Exception!, new(65_000_000), new(50_000_000)), verdict.Reasons);
        // Within the norm an attached decision changes nothing.
        var ordinary = Judge(line, special with { Requested = new(50_000_000) }).Value;
        Assert.Equal((false, line.ApproverLevel), (ordinary.IsException, ordinary.ApproverLevel));
    }

    [Fact]
    public void A_total_counts_by_its_own_line_so_that_other_funds_do_not_use_it_up()
    {
        var use = new NormUse { On = Day, OccasionYear = 2021 };
        Assert.Equal("holiday_gift/tet/2021/D-01", UsageKey.Of(TopUp(500_000), use).Value.Text);
        Assert.Equal("holiday_gift/tet/2021", UsageKey.OfOccasion(Occasion, 2021));
        Assert.Null(UsageKey.OfOccasion(HeartSurgery, 2021));
        Assert.Null(UsageKey.OfOccasion(Occasion, null));
    }

    [Fact]
    public void What_goes_to_no_single_child_names_no_class() =>
        Assert.Null(Judge(For(NormPayee.Household, House), Of(children: 1) with { Recipient = NormPayee.Household }).Value.JudgedClass);

    [Theory]
    [InlineData(NormPayee.Household, NormPayee.Child)]
    [InlineData(NormPayee.Institution, NormPayee.Household)]
    [InlineData(NormPayee.Child, NormPayee.Institution)]
    public void A_line_is_for_its_recipients_only(NormPayee payee, NormPayee asked)
    {
        var line = payee == NormPayee.Child ? Fixed(100_000) : For(payee, new AmountRule.Fixed(new(100_000)));
        Assert.Equal(asked, Assert.IsType<RecipientNotCovered>(Judge(line, Of("poor") with { Recipient = asked }).Error).Recipient);
    }
}
