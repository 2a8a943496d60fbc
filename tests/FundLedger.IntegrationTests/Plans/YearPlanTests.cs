using System.Security.Cryptography;
using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Notices;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Plans;
using FundLedger.Features.Reports;
using FundLedger.IntegrationTests.Bookkeeping;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Plans;

/// <summary>A plan is proposed by one and adopted by another; the report of the year stands beside it.</summary>
public sealed class YearPlanTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);

    private static LocalDate From => new(2021, 1, 1);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 4_000_000);
        await ledger.Given.Paid("CHUNG", await ledger.Given.Children(6));
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task It_is_adopted_by_another_person_and_changed_by_a_new_version_with_its_reason()
    {
        var first = await Proposed(5_000_000);
        Assert.Equal(1, first.Version);
        Assert.IsType<YearPlanWaits>((await ledger.Send(TamDuong.Accountant, Plan(1))).Error);
        var hands = await ledger.Done(TamDuong.Accountant, new GetHandsToAct(Given.Fund, "year_plan", first.Plan));
        Assert.Equal([TamDuong.Approver, TamDuong.SecondApprover], hands.Who.Select(hand => hand.User).Order());
        var decision = new DecideYearPlan(Given.Fund, Guid.NewGuid(), first.Plan, true, null);
        Assert.IsType<YearPlanDeciderIsProposer>((await ledger.Send(TamDuong.AccountantsOtherAccount, decision)).Error);
        await ledger.Done(TamDuong.Approver, decision with { Key = Guid.NewGuid() });
        Assert.IsType<YearPlanDecidedBefore>((await ledger.Send(TamDuong.SecondApprover, decision with { Key = Guid.NewGuid() })).Error);
        Assert.IsType<YearPlanReasonMissing>((await ledger.Send(TamDuong.Accountant, Plan(6_000_000))).Error);
        var second = await ledger.Done(TamDuong.Accountant, Plan(6_000_000) with { Reason = "Tỉnh giao thêm chỉ tiêu vận động" });
        Assert.Equal(2, second.Version);
        var rejection = new DecideYearPlan(Given.Fund, Guid.NewGuid(), second.Plan, false, "ngắn");
        Assert.IsType<YearPlanRejectionUnsaid>((await ledger.Send(TamDuong.Approver, rejection)).Error);
        await ledger.Done(TamDuong.Approver, rejection with { Key = Guid.NewGuid(), Reason = "Chưa có văn bản giao của tỉnh" });
        var plans = await ledger.Done(TamDuong.Auditor, new GetYearPlans(Given.Fund, 2021));
        Assert.Equal((2, 1, null), (plans.Plans.Count, plans.InForce!.Version, plans.Waiting));
        Assert.Equal(PassState.Ok, (await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State);
    }

    [Fact]
    public async Task What_is_no_plan_is_refused_by_its_line()
    {
        var plan = Plan(1_000);
        foreach (var receipts in (PlannedReceipt[][])[
            [new("khong-co", new Money(1))], [new("donation", Money.Zero)], [new("donation", new Money(1)), new("donation", new Money(2))]])
        {
            Assert.IsType<YearPlanLineOdd>((await ledger.Send(TamDuong.Accountant, plan with { Key = Guid.NewGuid(), Receipts = receipts })).Error);
        }

        var fewer = plan with { Key = Guid.NewGuid(), Uses = [new PlannedUse("holiday_gift", new Money(1), -1)] };
        Assert.IsType<YearPlanLineOdd>((await ledger.Send(TamDuong.Accountant, fewer)).Error);
        Assert.IsType<YearPlanEmpty>((await ledger.Send(TamDuong.Accountant, plan with { Key = Guid.NewGuid(), Receipts = [], Uses = [] })).Error);
        Assert.IsType<PlannedYearOdd>((await ledger.Send(TamDuong.Accountant, plan with { Key = Guid.NewGuid(), Year = 2031 })).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Cashier, new GetYearPlans(Given.Fund, 2021))).Error);
    }

    [Fact]
    public async Task The_report_stands_beside_the_plan_in_force_and_a_frozen_one_beside_that_of_its_day()
    {
        Assert.DoesNotContain((await Report()).Head.Form.Columns, column => column.Key == "planMoney");
        await Adopted(await Proposed(5_000_000));
        var report = await Report();
        Assert.Equal(["planMoney", "planChildren", "reached"], report.Head.Form.Columns.TakeLast(3).Select(column => column.Key));
        Assert.Contains(report.Head.Narrowed, words => words.Vi == "Kế hoạch năm 2021, phiên bản 1");
        Assert.Equal(["5000000||80%", "5000000||80%", "7000000||26%", "2000000|8|90%", "5000000|1|0%"], Beside(report));
        var frozen = (await ledger.Done(TamDuong.Accountant, new FreezeReport(
            Given.Fund, Guid.NewGuid(), "receipt-use", From, ledger.Clock.Today, new LocalDate(2021, 6, 30)))).Number;
        var before = await Paper(frozen);
        await Adopted(await ledger.Done(TamDuong.Accountant, Plan(8_000_000) with { Reason = "Tỉnh giao thêm chỉ tiêu vận động" }));
        Assert.Equal("8000000||50%", Beside(await Report())[0]);
        Assert.Equal(before, await Paper(frozen));
    }

    private static List<string> Beside(ReportPage report) =>
    [
        .. report.Rows.Select(row => string.Join('|', row.Cells.TakeLast(3).Select(BookReading.Plain))).Where(cells => cells != "||"),
    ];

    private static ProposeYearPlan Plan(long donations) => new(
        Given.Fund, Guid.NewGuid(), 2021, null, [new PlannedReceipt("donation", new Money(donations))],
        [new PlannedUse("holiday_gift", new Money(2_000_000), 8), new PlannedUse("surgery", new Money(5_000_000), 1)]);

    private Task<YearPlanProposed> Proposed(long donations) => ledger.Done(TamDuong.Accountant, Plan(donations));

    private Task<YearPlanDecided> Adopted(YearPlanProposed plan) =>
        ledger.Done(TamDuong.Approver, new DecideYearPlan(Given.Fund, Guid.NewGuid(), plan.Plan, true, null));

    private Task<ReportPage> Report() =>
        ledger.Done(TamDuong.Auditor, new GetReport(new ReportQuestion(Given.Fund, "receipt-use", From, ledger.Clock.Today)));

    private async Task<string> Paper(int frozen)
    {
        await using var file = (await ledger.Done(TamDuong.Auditor, new ExportFrozenReport(Given.Fund, frozen, "pdf", PaperLanguage.Vietnamese))).File;
        return Convert.ToHexString(await SHA256.HashDataAsync(file.Content, Ledger.Token));
    }
}
