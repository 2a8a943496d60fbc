using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Norms;

public sealed class GetNormsTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task A_fund_is_shown_the_decision_of_its_own_unit()
    {
        var norms = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund));
        Assert.True(norms.Shown is { IsOwn: true, IsInForce: true, IsSample: true });
        var tet = norms.Lines.Single(line => line.Code == "D-01");
        Assert.Equal(new AmountRule.TopUpTo(new Money(300_000)), Assert.Single(tet.Amounts).Rule);
        Assert.Equal((new Frequency(FrequencyUnit.PerOccasion, 1), JudgingDay.Occasion), (tet.Frequency, tet.JudgedOn));
        Assert.Contains(norms.Groups, group => group is { Code: "g11", IsSealed: true, No: 11 });
    }

    [Fact]
    public async Task Every_kind_of_line_is_read_as_it_was_decided()
    {
        var lines = (await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund))).Lines.ToDictionary(line => line.Code);
        Assert.Equal(["D-01", "D-02", "D-03", "D-04"], lines.Keys.Order().Take(4));
        Assert.Equal(20, lines.Count);
        Assert.Equal((NormPayee.Institution, true), (lines["D-04"].Payee, lines["D-04"].GoodsAllowed));
        Assert.Equal(["district", "province_or_central"], lines["D-11"].Amounts.Select(amount => amount.Code));
        Assert.Equal(
            new AmountRule.Sum([new AmountRule.Fixed(new(3_000_000)), new AmountRule.PerUnit(new(300_000), CaseQuantity.Child, null)]),
            lines["D-14"].Amounts[0].Rule);
        Assert.Equal(
            new AmountRule.Sum([new AmountRule.PerUnit(new(50_000), CaseQuantity.Day, 15), new AmountRule.Expense(CaseQuantity.Fare, null)]),
            lines["D-17"].Amounts[0].Rule);
        Assert.Equal(new AmountRule.PercentOf(5, CaseQuantity.FreeReceipts), lines["D-19"].Amounts[0].Rule);
    }

    [Fact]
    public async Task A_commune_without_a_decision_is_shown_the_districts_and_told_that_it_is_not_its_own()
    {
        var norms = await ledger.Done(TamDuong.Officer, new GetNorms(TamDuong.BinhLu));
        Assert.True(norms.Shown is { IsOwn: false, IsAbove: true });
    }

    [Fact]
    public async Task Lines_and_groups_follow_the_chosen_support()
    {
        var norms = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund, Support: "surgery"));
        Assert.All(norms.Lines, line => Assert.Equal("surgery", line.Support.Kind));
        Assert.Equal(norms.Lines.Count, norms.Supports.Single(support => support.Code == "surgery").Lines);
        Assert.DoesNotContain(norms.Groups, group => group.IsSealed);
    }

    [Fact]
    public async Task A_decision_or_fund_that_is_not_there_is_not_found()
    {
        Assert.IsType<NormDecisionNotFound>((await ledger.Send(TamDuong.Accountant, new GetNorms(Given.Fund, Decision: 99))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.OtherOfficer, new GetNorms(Given.Fund))).Error);
    }
}
