using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using static FundLedger.UnitTests.Norms.Norms;

namespace FundLedger.UnitTests.Norms;

/// <summary>Norm lines as funds really had them, and the facts of a case.</summary>
internal static class RealNorms
{
    internal static readonly SupportSought Occasion = new("holiday_gift", "tet");
    internal static readonly Frequency Once = new(FrequencyUnit.PerOccasion, 1);
    internal static readonly Frequency OncePerIncident = new(FrequencyUnit.PerIncident, 1);
    internal static readonly Wording Unnamed = new("", "");

    internal static AmountRule House => new AmountRule.Sum(
        [new AmountRule.Fixed(new(3_000_000)), new AmountRule.PerUnit(new(300_000), CaseQuantity.Child, null)]);

    internal static NormLine Travel => Line(new AmountRule.Sum(
        [new AmountRule.PerUnit(new(50_000), CaseQuantity.Day, 15), new AmountRule.Expense(CaseQuantity.Fare, null)]));

    internal static NormLine Insured => Line(new AmountRule.Fixed(new(1))) with
    {
        Amounts =
        [
            new NormVariant("insured", new("có BHYT", "insured"), new AmountRule.ActualUpTo(new(30_000_000))),
            new NormVariant("uninsured", new("không có BHYT", "uninsured"), new AmountRule.ActualUpTo(new(50_000_000))),
        ],
    };

    internal static NormLine Bands => Insured with
    {
        Amounts =
        [
            new NormVariant("low", new("dưới 50 triệu", "below 50 million"), new AmountRule.PercentOfNetCost(80, new(50_000_000)))
            {
                CostBelow = new(50_000_000),
            },
            new NormVariant("high", new("từ 50 triệu", "from 50 million"), new AmountRule.PercentOfNetCost(50, new(50_000_000)))
            {
                CostFrom = new(50_000_000),
            },
        ],
    };

    internal static NormLine Gift(long amount) => Line(new AmountRule.Fixed(new(amount))) with
    {
        Support = Occasion, Frequency = Once, JudgedOn = JudgingDay.Occasion,
    };

    internal static NormLine TopUp(long total) => Gift(1) with { Amounts = NormVariant.Only(new AmountRule.TopUpTo(new(total))) };

    internal static NormLine Fixed(long amount) => Line(new AmountRule.Fixed(new(amount)));

    internal static NormLine UpTo(long ceiling) => Line(new AmountRule.ActualUpTo(new(ceiling)));

    internal static NormLine Percent(int percent) => Line(new AmountRule.PercentOfNetCost(percent, new(1_000_000_000)));

    internal static NormLine Steps(params (string Code, long Amount)[] steps) => Fixed(1) with
    {
        Amounts = [.. steps.Select(step => new NormVariant(step.Code, new(step.Code, step.Code), new AmountRule.Fixed(new(step.Amount))))],
    };

    internal static NormLine For(NormPayee payee, AmountRule rule) => Line(rule) with { Payee = payee, Groups = [] };

    internal static NormLine Line(AmountRule rule) => Heart with
    {
        Code = "D-01", Support = new("emergency"), Name = Unnamed, Amounts = NormVariant.Only(rule), Frequency = OncePerIncident,
        Groups = [NormLine.AnyChild],
    };

    internal static CaseFacts Of(
        string? group = null, long cost = 0, long insurance = 0, long? days = null, long? fare = null, long? children = null,
        long? freeReceipts = null)
    {
        var stated = new Dictionary<CaseQuantity, long?>
        {
            [CaseQuantity.Day] = days, [CaseQuantity.Fare] = fare, [CaseQuantity.Child] = children, [CaseQuantity.FreeReceipts] = freeReceipts,
        };
        return Poor with
        {
            ClassCodes = group is null ? new HashSet<string>() : new HashSet<string> { group },
            Cost = Cost(cost, insurance),
            Quantities = stated.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!.Value),
        };
    }
}
