using FundLedger.Domain;
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
        Assert.Equal(("fixed", new Money(300_000), "occasion", 1), (tet.AmountRule, tet.Ceiling, tet.Frequency, tet.FrequencyLimit));
        Assert.Contains(norms.Groups, group => group is { Code: "g11", IsSealed: true, No: 11 });
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
        Assert.All(norms.Lines, line => Assert.Equal("surgery", line.SupportKind));
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
