using CsCheck;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using Xunit;
using static FundLedger.UnitTests.Norms.Norms;

namespace FundLedger.UnitTests.Norms;

public sealed class NormPropertyTests
{
    private static readonly Gen<Money> Amount = Gen.Long[1, 100_000_000].Select(dong => new Money(dong));

    private static readonly Gen<AmountRule> Rule = Gen.OneOf(
        Amount.Select(AmountRule (amount) => new AmountRule.Fixed(amount)),
        Gen.Select(Gen.Int[1, 100], Amount).Select(AmountRule (percent, ceiling) => new AmountRule.PercentOfNetCost(percent, ceiling)),
        Amount.Select(AmountRule (ceiling) => new AmountRule.ActualUpTo(ceiling)),
        Gen.Select(Amount, Amount).Select(AmountRule (from, more) => new AmountRule.Range(from, from + more)));

    private static readonly CaseFacts Severe = Poor with { ReasonForAmount = "Nặng" };

    private static readonly Gen<CaseCost> AnyCost = Gen.Select(
        Gen.Long[0, 100_000_000], Gen.Long[0, 50_000_000], Gen.Long[0, 50_000_000], Cost);

    private static readonly Gen<Money?> Requested = Gen.OneOf(Gen.Const((Money?)null), Amount.Select(amount => (Money?)amount));

    [Fact]
    public void No_case_gets_more_than_the_ceiling_the_net_cost_or_the_request() =>
        Gen.Select(Rule, AnyCost, Requested).Sample((rule, cost, requested) =>
        {
            var outcome = Judge(Heart with { Amounts = NormVariant.Only(rule) }, Severe with { Cost = cost, Requested = requested });
            if (!outcome.IsOk) return true;
            var allowed = outcome.Value.Allowed;
            var isWithinCost = rule is AmountRule.Fixed or AmountRule.Range || allowed <= cost.Net;
            return allowed.IsPositive && allowed <= rule.Highest && allowed <= (requested ?? allowed) && isWithinCost;
        }, iter: 10_000);

    [Fact]
    public void A_higher_net_cost_never_lowers_the_support() =>
        Gen.Select(Rule, AnyCost, Gen.Long[0, 10_000_000]).Sample((rule, cost, more) =>
        {
            var dearer = Cost(cost.Cost.Dong + more, cost.Insurance.Dong, cost.OtherAid.Dong);
            return LimitOf(rule, cost) <= LimitOf(rule, dearer);
        }, iter: 10_000);

    [Fact]
    public void A_request_is_allowed_exactly_when_it_lies_within_the_rule() =>
        Gen.Select(Rule, AnyCost, Amount).Sample((rule, cost, requested) =>
        {
            var isWithin = requested <= LimitOf(rule, cost) && requested >= rule.Lowest;
            return Judge(Heart with { Amounts = NormVariant.Only(rule) }, Severe with { Cost = cost, Requested = requested }).IsOk == isWithin;
        }, iter: 10_000);

    private static Money LimitOf(AmountRule rule, CaseCost cost) =>
        Judge(Heart with { Amounts = NormVariant.Only(rule) }, Severe with { Cost = cost }).Match(verdict => verdict.Limit, _ => Money.Zero);
}
