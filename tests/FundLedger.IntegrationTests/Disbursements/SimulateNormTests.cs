using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Norms;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>A year's support judged again by the decision that was in force: nothing comes out differently.</summary>
public sealed class SimulateNormTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task The_last_year_with_support_is_judged_again_with_its_costs_variants_and_counts()
    {
        var decision = (await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund))).Decisions.Single(one => one.IsSample).DecisionId;
        var before = await SimulatedAsync(decision);
        Assert.Equal((null, 0, 0), (before.Year, before.Years.Count, before.Simulation.Supports));
        Assert.Equal(
            new NormDecisionNotFound(9_999), (await ledger.Send(TamDuong.Accountant, new SimulateNorm(Given.Fund, 9_999))).Error);

        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 90_000_000);
        var child = (await ledger.Given.Children(1, "g13"))[0];
        await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        ledger.Clock.Today = new LocalDate(2022, 3, 1);
        await ledger.Done(TamDuong.Accountant, new RequestSurgery(Given.Fund, Guid.NewGuid(), "CHUNG", "heart", child, "BA-1")
        {
            Cost = new Money(12_000_000), Insurance = new Money(5_000_000), OtherAid = new Money(1_000_000), Papers = SamplePapers.Of("D-07"),
        });
        await AskedAsync(new SupportCase("D-11", child) { Variant = "district" });
        await AskedAsync(new SupportCase("D-17", child)
        {
            CaseReference = "BA-1", Quantities = new Dictionary<string, long> { ["day"] = 3, ["fare"] = 70_000 },
        });

        var simulated = await SimulatedAsync(decision);
        Assert.Equal((2022, 3, 0), (simulated.Year, simulated.Simulation.Supports, simulated.Unknown));
        Assert.Equal([2022, 2021], simulated.Years);
        Assert.Equal(
            [("D-07", 4_800_000L, 0L), ("D-11", 300_000L, 0L), ("D-17", 220_000L, 0L)],
            simulated.Simulation.Lines.Select(line => (line.Line!.Code, line.Given.Dong, line.Difference.Dong)));
        var gifts = (await ledger.Done(TamDuong.Accountant, new SimulateNorm(Given.Fund, decision, 2021))).Simulation;
        Assert.Equal(("D-01", 300_000L, 0L), (Assert.Single(gifts.Lines).Line!.Code, gifts.Given.Dong, gifts.Difference.Dong));
    }

    private Task<SimulatedNorm> SimulatedAsync(int decision) => ledger.Done(TamDuong.Accountant, new SimulateNorm(Given.Fund, decision));

    private Task<DisbursementRequested> AskedAsync(SupportCase asked) => ledger.Done(
        TamDuong.Accountant, new RequestSupport(Given.Fund, Guid.NewGuid(), "CHUNG", asked, SamplePapers.Of(asked.Line)));
}
