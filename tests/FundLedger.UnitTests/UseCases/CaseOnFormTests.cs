using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Norms;
using FundLedger.Features.Disbursements;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What is wrong with the terms of a case, what stands against a support, and what of a child may be shown.</summary>
public sealed class CaseOnFormTests
{
    private static readonly CaseFacts Facts = new()
    {
        JudgedOn = new LocalDate(2021, 3, 4), AgeInYears = 7, ClassCodes = new HashSet<string>(), Uses = new Dictionary<string, UsesCounted>(),
    };

    private static readonly ChildFacts Child = new("TE-000001", "Bình Lư", false, Facts);

    private static readonly SupportLine Line = new("TE-000001", new Money(7), CaseCost.Of(Money.Zero, Money.Zero, Money.Zero).Value, null);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("guardian", null, true)]
    [InlineData("institution", "CS-1", true)]
    [InlineData("institution", null, false)]
    [InlineData("guardian", "CS-1", false)]
    [InlineData(null, "CS-1", false)]
    [InlineData("child", null, false)]
    public void A_payee_is_the_guardian_or_a_named_institution(string? payee, string? institution, bool isClear) => Assert.Equal(
        isClear ? null : new PayeeUnclear(), new CaseTerms { Payee = payee, PayeeInstitution = institution }.FlawWith(Money.Zero));

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void What_cannot_wait_has_a_reason_of_ten_to_three_hundred_letters(int letters, bool isEnough) => Assert.Equal(
        isEnough ? null : new UrgentReasonMissing(), new CaseTerms { UrgentReason = $" {new string('x', letters)} " }.FlawWith(Money.Zero));

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(100, 1, true)]
    [InlineData(101, 1, false)]
    [InlineData(2, 0, false)]
    [InlineData(2, -1, false)]
    public void Who_gives_too_has_a_name_and_gives_something(int letters, long amount, bool isClear) => Assert.Equal(
        isClear ? null : new CoFunderUnclear(CaseTerms.MostCoFunders),
        Given(new CoFunder(new string('x', letters), new Money(amount))).FlawWith(new Money(amount)));

    [Fact]
    public void Ten_may_give_too_and_what_they_give_is_what_is_deducted()
    {
        var ten = Enumerable.Range(1, 10).Select(i => new CoFunder($"Hội số {i}", new Money(i))).ToArray();
        Assert.Null(Given(ten).FlawWith(new Money(55)));
        Assert.Equal(new CoFundersDiffer(new Money(55), new Money(54)), Given(ten).FlawWith(new Money(54)));
        Assert.IsType<CoFunderUnclear>(Given([.. ten, ten[0]]).FlawWith(new Money(56)));
        Assert.Null(CaseTerms.None.FlawWith(new Money(5)));
    }

    [Fact]
    public void Terms_say_nothing_when_none_of_them_is_there()
    {
        Assert.True(CaseTerms.None.SaysNothing);
        Assert.False(new CaseTerms { Payee = "guardian" }.SaysNothing);
        Assert.False(new CaseTerms { UrgentReason = "Mổ trong ngày" }.SaysNothing);
        Assert.False(Given(new CoFunder("Hội", new Money(1))).SaysNothing);
    }

    [Fact]
    public void Nothing_is_given_to_an_absent_child_but_what_a_death_asks_for()
    {
        Assert.Null(Child.ObstacleFor("illness", Line));
        var died = Child with { Absence = new ChildDied("TE-000001") };
        Assert.Equal(new ChildDied("TE-000001"), died.ObstacleFor("illness", Line));
        Assert.Null(died.ObstacleFor("death", Line));
        Assert.IsType<ChildLeft>((Child with { Absence = new ChildLeft("TE-000001") }).ObstacleFor("death", Line));
    }

    [Theory]
    [InlineData(2, 2L, true)]
    [InlineData(2, 3L, false)]
    [InlineData(null, 3L, true)]
    public void No_more_children_are_counted_than_the_household_has(int? there, long counted, bool isRight)
    {
        var line = Line with { Quantities = new Dictionary<CaseQuantity, long> { [CaseQuantity.Child] = counted } };
        var household = Child with { ChildrenThere = there };
        Assert.Equal(isRight ? null : new HouseholdHasFewer("TE-000001", 2, counted), household.ObstacleFor("illness", line));
    }

    [Theory]
    [InlineData(null, false, "any_child")]
    [InlineData("any_child", true, "any_child")]
    [InlineData("orphan", false, "orphan")]
    [InlineData("hiv", true, "protected")]
    public void A_sealed_group_shows_as_protected(string? judged, bool isProtected, string shown)
    {
        var child = Child with { IsProtected = isProtected };
        Assert.Equal((shown, shown), (child.Shown(judged), child.ClassOf(judged)));
        Assert.Null((child with { Facts = Facts with { Recipient = NormPayee.Household } }).ClassOf(judged));
    }

    [Fact]
    public void Uses_are_counted_in_the_period_and_in_the_life_of_a_child()
    {
        var keys = new Dictionary<string, string[]> { ["A"] = ["A/2021", "A"], ["B"] = ["B"] };
        ChildFactsReader.UseRow[] uses = [new() { UsageKey = "A/2021", Used = 1 }, new() { UsageKey = "A", Used = 3 }];
        var counted = ChildFactsReader.Counted(keys, uses);
        Assert.Equal((new UsesCounted(1, 3), new UsesCounted(0, 0)), (counted["A"], counted["B"]));
    }

    [Fact]
    public void Goods_out_of_the_stock_add_to_the_goods_and_to_the_amount_when_nothing_else_is_given()
    {
        PickedGoods[] picked = [new(1, 2, new Money(10)), new(2, 1, new Money(5))];
        var both = (Line with { Goods = new Money(3) }).WithStock(picked);
        Assert.Equal((28L, 25L, 7L), (both.Goods.Dong, both.StockValue.Dong, both.Amount!.Value.Dong));
        Assert.Equal(28L, (Line with { Goods = new Money(3), IsStockOnly = true }).WithStock(picked).Amount!.Value.Dong);
    }

    private static CaseTerms Given(params CoFunder[] others) => new() { CoFunders = others };
}
