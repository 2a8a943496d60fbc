using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Norms;

/// <summary>What a decision would have cost, and two decisions side by side.</summary>
public sealed class NormSimulationTests
{
    private static readonly SupportSought Accident = new("accident", null);
    private static readonly LocalDate Day = new(2020, 5, 4);

    [Fact]
    public void Ninety_gifts_that_are_fifty_thousand_more_cost_four_and_a_half_million_more()
    {
        var simulated = Simulate(Fixed(350_000), [.. Enumerable.Range(0, 90).Select(child => Past($"TE-{child}", 300_000))]);
        Assert.Equal((90, 90, new Money(4_500_000)), (simulated.Supports, simulated.Children, simulated.Difference));
    }

    [Fact]
    public void A_support_more_than_the_decision_allows_is_refused_and_saves_its_amount()
    {
        var simulated = Simulate(Fixed(300_000), Past("TE-1", 300_000), Past("TE-1", 300_000), Past("TE-2", 300_000));
        Assert.Equal(new Money(-300_000), simulated.Difference);
        Assert.Equal(
            [("D-12", "", 2), (null, "frequency-used-up", 1)],
            simulated.Lines.Select(line => (line.Line?.Code, line.Reason, line.Supports)));
    }

    [Theory]
    [InlineData(800_000, 1_000_000)]
    [InlineData(1_400_000, 1_400_000)]
    [InlineData(2_400_000, 2_000_000)]
    public void An_amount_that_was_chosen_stays_as_far_as_the_new_bounds_let_it(long given, long would) => Assert.Equal(
        new Money(would), Simulate(new AmountRule.Range(new Money(1_000_000), new Money(2_000_000)), Past("TE-1", given)).Would);

    [Fact]
    public void Nothing_given_is_nothing_simulated() => Assert.Equal(0, Simulate(Fixed(1)).Supports);

    [Fact]
    public void Each_term_that_differs_is_named_and_no_other()
    {
        var line = Line(Fixed(1));
        (NormTerm Term, NormLine Other)[] changes =
        [
            (NormTerm.Name, line with { Name = new Wording("khác", "other") }), (NormTerm.Support, line with { Support = new("accident", null, "burn") }),
            (NormTerm.Payee, line with { Payee = NormPayee.Household }), (NormTerm.Groups, line with { Groups = ["poor"] }),
            (NormTerm.Ages, line with { AgeFrom = 3 }), (NormTerm.Amounts, line with { Amounts = NormVariant.Only(Fixed(2)) }),
            (NormTerm.Frequency, line with { Frequency = new Frequency(FrequencyUnit.PerYear, 2) }),
            (NormTerm.JudgedOn, line with { JudgedOn = JudgingDay.Event }), (NormTerm.Goods, line with { GoodsAllowed = true }),
            (NormTerm.Batch, line with { Batch = new BatchQuota(5, null) }), (NormTerm.Sources, line with { SourceKinds = ["donation"] }),
            (NormTerm.Approver, line with { ApproverLevel = "council" }), (NormTerm.Exception, line with { ExceptionLevel = "council" }),
            (NormTerm.Papers, line with { Papers = [new Wording("đơn", "request")] }),
        ];
        Assert.Equal(Enum.GetValues<NormTerm>(), changes.Select(change => change.Term).Order());
        foreach (var (term, other) in changes) Assert.Equal([term], Assert.Single(NormComparison.Of([line], [other])).Differing);
        Assert.True(Assert.Single(NormComparison.Of([line], [line with { Groups = ["any_child"] }])).IsSame);
    }

    private static AmountRule.Fixed Fixed(long amount) => new(new Money(amount));

    private static NormLine Line(AmountRule rule) => new()
    {
        Code = "D-12", Support = Accident, Name = new Wording("Tai nạn", "Accident"), Amounts = NormVariant.Only(rule),
        Frequency = new Frequency(FrequencyUnit.PerYear, 1), Groups = [NormLine.AnyChild], ApproverLevel = "office_head",
    };

    // In force only from 2030 on: a simulation does not ask.
    private static NormSimulation Simulate(AmountRule rule, params PastSupport[] past)
    {
        var paper = new NormDecisionPaper
        {
            Number = "1/QĐ", IssuedOn = Day, IssuedBy = "UBND", Title = new Wording("Định mức", "Norms"), IsSample = true,
        };
        var decision = NormDecision.Create(new NormDecisionId(1), paper, Validity.Since(new LocalDate(2030, 1, 1)), [Line(rule)]).Value;
        return NormSimulation.Of(decision, past);
    }

    private static PastSupport Past(string child, long given) => new(child, Accident, new NormUse { On = Day }, Facts, new Money(given));

    private static CaseFacts Facts => new()
    {
        JudgedOn = Day, AgeInYears = 8, ClassCodes = new HashSet<string>(), Uses = new Dictionary<string, UsesCounted>(),
    };
}
