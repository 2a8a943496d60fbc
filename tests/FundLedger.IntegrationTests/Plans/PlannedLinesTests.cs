using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Plans;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Plans;

/// <summary>Bounds of a plan and of its decision, and what is read of it afterwards.</summary>
public sealed class PlannedLinesTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Theory]
    [InlineData(2019, false)]
    [InlineData(2020, true)]
    [InlineData(2022, true)]
    [InlineData(2023, false)]
    public async Task A_plan_is_of_last_year_this_or_the_next(int year, bool isMade) => Assert.Equal(
        isMade ? null : new PlannedYearOdd(year, 2021), (await ledger.Send(TamDuong.Accountant, Plan() with { Year = year })).Error);

    [Fact]
    public async Task The_line_that_is_wrong_is_named()
    {
        var most = new Money(1_000_000_000_000_000);
        Assert.Equal(new YearPlanLineOdd("donation"), await RefusedAsync(Plan() with { Receipts = [new("donation", most + new Money(1))] }));
        Assert.Equal(new YearPlanLineOdd("surgery"), await RefusedAsync(Plan() with { Uses = [new("holiday_gift", most, 0), new("surgery", Money.Zero, 1)] }));
        Assert.Equal(new YearPlanLineOdd("khác"), await RefusedAsync(Plan() with { Uses = [new("khác", new Money(1), 1)] }));
        Assert.Equal(
            new YearPlanLineOdd("surgery"),
            await RefusedAsync(Plan() with { Uses = [new("surgery", new Money(1), 1), new("surgery", new Money(2), 1)] }));
        Assert.Equal(new YearPlanLineOdd("surgery"), await RefusedAsync(Plan() with { Uses = [new("surgery", new Money(1), -1)] }));
        Assert.Equal(new YearPlanEmpty(), await RefusedAsync(Plan() with { Receipts = [], Uses = [] }));
        Assert.Null(await RefusedAsync(Plan() with { Receipts = [new("donation", most)], Uses = [] }));
        Assert.Equal(new YearPlanWaits(2021), await RefusedAsync(Plan()));
    }

    [Fact]
    public async Task A_rejection_and_the_next_version_have_a_reason_of_ten_to_five_hundred_letters()
    {
        var first = await ledger.Done(TamDuong.Accountant, Plan() with { Reason = "không cần" });
        Assert.Equal(new YearPlanRejectionUnsaid(first.Plan), await DecidedAsync(first.Plan, false, $" {new string('x', 9)} "));
        Assert.Equal(new YearPlanRejectionUnsaid(first.Plan), await DecidedAsync(first.Plan, false, new string('x', 501)));
        Assert.Equal(new YearPlanRejectionUnsaid(first.Plan), await DecidedAsync(first.Plan, false, null));
        Assert.Equal(new YearPlanUnknown(99), await DecidedAsync(99, true, null));
        Assert.Null(await DecidedAsync(first.Plan, false, new string('x', 500)));
        Assert.Equal(new YearPlanReasonMissing(2), await RefusedAsync(Plan() with { Reason = new string('x', 9) }));
        Assert.Equal(new YearPlanReasonMissing(2), await RefusedAsync(Plan() with { Reason = new string('x', 501) }));
        Assert.Equal(new YearPlanReasonMissing(2), await RefusedAsync(Plan()));
        var second = await ledger.Done(TamDuong.Accountant, Plan() with { Reason = new string('y', 10) });
        Assert.Equal(2, second.Version);
        Assert.Null(await DecidedAsync(second.Plan, true, "không giữ lại"));

        var plans = await ledger.Done(TamDuong.Accountant, new GetYearPlans(Given.Fund, 2020) { Plan = second.Plan });
        Assert.Equal((2021, ledger.Clock.Today, second.Plan, null), (plans.Year, plans.Today, plans.InForce!.Plan, plans.Waiting));
        Assert.Equal([2, 1], plans.Plans.Select(plan => plan.Version));
        Assert.Equal([new string('y', 10), null], plans.Plans.Select(plan => plan.Reason));
        Assert.Equal([null, new string('x', 500)], plans.Plans.Select(plan => plan.Rejection));
        Assert.Equal(("Kế toán Quỹ", "Chủ tịch Hội đồng Quỹ", true), (plans.InForce.ProposedBy, plans.InForce.DecidedBy, plans.InForce.IsOwn));
        Assert.Equal([new PlannedReceipt("donation", new Money(5_000_000))], plans.InForce.Receipts);
        Assert.Equal(
            [new PlannedUse("holiday_gift", new Money(2_000_000), 8), new PlannedUse("surgery", new Money(3_000_000), 1)], plans.InForce.Uses);
        Assert.Equal("Quà lễ, Tết", plans.Kinds.Single(kind => kind.Code == "holiday_gift").Name.Vi);
        Assert.Contains("donation", plans.Sources.Select(source => source.Code));
        Assert.False((await ledger.Done(TamDuong.Approver, new GetYearPlans(Given.Fund, 2021))).InForce!.IsOwn);
        var other = await ledger.Done(TamDuong.Auditor, new GetYearPlans(Given.Fund, 2022) { Plan = 99 });
        Assert.Equal((2022, 0, null), (other.Year, other.Plans.Count, other.InForce));
        Assert.Null(await RefusedAsync(Plan() with { Reason = new string('z', 500) }));
        Assert.Equal(new FundNotFound(Given.Fund), (await ledger.Send(TamDuong.OtherOfficer, new GetYearPlans(Given.Fund, 2021))).Error);
    }

    private static ProposeYearPlan Plan() => new(
        Given.Fund, Guid.NewGuid(), 2021, null, [new PlannedReceipt("donation", new Money(5_000_000))],
        [new PlannedUse("holiday_gift", new Money(2_000_000), 8), new PlannedUse("surgery", new Money(3_000_000), 1)]);

    private async Task<Error?> RefusedAsync(ProposeYearPlan plan) => (await ledger.Send(TamDuong.Accountant, plan)).Error;

    private async Task<Error?> DecidedAsync(int plan, bool isAdopted, string? reason) =>
        (await ledger.Send(TamDuong.Approver, new DecideYearPlan(Given.Fund, Guid.NewGuid(), plan, isAdopted, reason))).Error;
}
