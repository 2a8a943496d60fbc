using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Norms;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>How single cases are judged before and while they are asked for, and by whom they wait.</summary>
public sealed class CaseJudgedTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private const string QuantitiesSql = "SELECT quantities::text FROM disbursement_lines WHERE disbursement_id = @Id";
    private const string TermsSql = "SELECT count(*) FROM request_terms WHERE disbursement_id = @Id";
    private const string HouseholdSql = "SELECT household_code FROM beneficiaries WHERE beneficiary_code = @Child";

    private static readonly LocalDate Day = new(2021, 6, 20);

    public async ValueTask InitializeAsync()
    {
        ledger.Clock.Today = Day;
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") > 0) return;
        await ledger.Given.Pool();
        await ledger.Given.Pool("PT", ["surgery"]);
        await ledger.Given.Receipt("CHUNG", 90_000_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_case_is_assessed_by_the_day_that_counts()
    {
        var visit = new SupportCase("D-11", (await ledger.Given.Children(1))[0]) { Variant = "district", HappenedOn = Day };
        Assert.Equal(new Money(300_000), (await ledger.Done(TamDuong.Accountant, new AssessSupport(Given.Fund, visit))).Allowed);
        Assert.Equal(new NoNormInForce(Given.Fund, new LocalDate(2020, 12, 31)), await AssessedAsync(visit with { HappenedOn = new LocalDate(2020, 12, 31) }));
        Assert.Equal(new EventInFuture(Day.PlusDays(1), Day), await AssessedAsync(visit with { HappenedOn = Day.PlusDays(1) }));
        Assert.Null(await AssessedAsync(visit with { HappenedOn = null }));
    }

    [Fact]
    public async Task What_no_request_could_ask_for_is_refused_when_it_is_assessed()
    {
        var child = (await ledger.Given.Children(1))[0];
        var accident = new SupportCase("D-12", child) { CaseReference = "TN-1", ReasonForAmount = "Gãy chân" };
        Assert.Equal(new NormLineNotForCase("D-01"), await AssessedAsync(accident with { Line = "D-01" }));
        Assert.IsType<CaseReferenceUnusable>(await AssessedAsync(accident with { CaseReference = " " }));
        Assert.Equal(new BeneficiaryNotFound("TE-999999"), await AssessedAsync(accident with { Beneficiary = "TE-999999" }));
        Assert.IsType<CaseCostNegative>(await AssessedAsync(accident with { Cost = new Money(-1) }));
        var stocked = accident with { Stock = [new GoodsWanted(1, 1)] };
        Assert.Equal(new PoolNotFound("KHONG"), await AssessedAsync(stocked, "KHONG"));
        Assert.Null(await AssessedAsync(stocked, ""));
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), child, ChildEventKind.Died, Day, "Theo báo cáo của thôn"));
        Assert.Equal(new ChildDied(child), await AssessedAsync(accident));
        Assert.Null(await AssessedAsync(new SupportCase("D-13", child)));
    }

    [Fact]
    public async Task A_household_is_asked_for_with_its_children_and_without_what_the_fund_received()
    {
        var child = (await ledger.Given.Children(1))[0];
        var household = await ledger.Ask<string>(HouseholdSql, new { Child = child });
        var flood = new SupportCase("D-14", household) { CaseReference = "LU-1", Quantities = new Dictionary<string, long> { ["child"] = 1 } };
        var id = (await ledger.Done(
            TamDuong.Accountant, new RequestSupport(Given.Fund, Guid.NewGuid(), "CHUNG", flood, SamplePapers.Of("D-14")))).Id;
        Assert.Equal("""{"child": 1}""", await ledger.Ask<string>(QuantitiesSql, new { Id = id }));
        Assert.Equal(0, await ledger.Ask<long>(TermsSql, new { Id = id }));
        var terms = (await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, id))).Terms;
        Assert.False(terms.SaysSomething);
    }

    [Fact]
    public async Task A_sheet_says_how_the_approver_may_decide_and_why_the_asker_may_not()
    {
        var id = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        var approver = (await SheetAsync(TamDuong.Approver, id)).Decision;
        Assert.Equal((TamDuong.Approver, "council_chair", null), (approver.Hand!.User, approver.Hand.Level, approver.WhyNot));
        Assert.Equal((1, "Hội đồng quản lý Quỹ"), (approver.Waiting!.Step, approver.Waiting.NameVi));
        var asker = (await SheetAsync(TamDuong.Accountant, id)).Decision;
        Assert.Null(asker.Hand);
        Assert.IsType<StepOfOthers>(asker.WhyNot);
        var line = Assert.Single((await SheetAsync(TamDuong.Approver, id)).Lines);
        Assert.DoesNotContain("nhóm", line.ReasonsVi, StringComparison.Ordinal);
        Assert.DoesNotContain("class", line.ReasonsEn, StringComparison.Ordinal);
        Assert.Contains("300.000", line.ReasonsVi, StringComparison.Ordinal);
        await ledger.Done(
            TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true));
        var after = (await SheetAsync(TamDuong.Approver, id)).Decision;
        Assert.Equal((null, null, null), (after.Hand, after.WhyNot, after.Waiting));
        Assert.Equal("Chủ tịch Hội đồng Quỹ", Assert.Single(after.Steps).Who);
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_as_a_whole_is_said_before_its_lines_are_judged()
    {
        var gifts = Given.TetRequest("CHUNG", (await ledger.Given.Children(2))[0], "TE-999998", "TE-999999");
        Assert.IsType<NoLines>(await RefusedAsync(gifts with { Lines = [] }));
        Assert.Equal(new PoolNotFound("KHONG"), await RefusedAsync(gifts with { Pool = "KHONG" }));
        Assert.Equal(new PoolNotForPurpose("PT", "holiday_gift", "tet"), await RefusedAsync(gifts with { Pool = "PT" }));
        Assert.Equal(new OccasionUnknown("tet", 1999), await RefusedAsync(gifts with { Year = 1999 }));
        Assert.Equal(new LineRefused("TE-999998", new BeneficiaryNotFound("TE-999998"), 2), await RefusedAsync(gifts));
    }

    private Task<DisbursementSheet> SheetAsync(string user, long id) => ledger.Done(user, new GetDisbursement(Given.Fund, id));

    private async Task<Error?> AssessedAsync(SupportCase asked, string? pool = null) =>
        (await ledger.Send(TamDuong.Accountant, new AssessSupport(Given.Fund, asked) { Pool = pool })).Error;

    private async Task<Error?> RefusedAsync(RequestHolidayGifts asked) =>
        (await ledger.Send(TamDuong.Accountant, asked with { Key = Guid.NewGuid() })).Error;
}
