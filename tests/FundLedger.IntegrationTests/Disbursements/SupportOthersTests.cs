using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Norms;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>Households after a flood, schools and their events, and the running of the fund.</summary>
public sealed class SupportOthersTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private static readonly LocalDate Day = new(2021, 6, 20);

    public async ValueTask InitializeAsync()
    {
        ledger.Clock.Today = Day;
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") > 0) return;
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 90_000_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_household_gets_its_part_and_one_for_each_child_that_is_there()
    {
        var (household, children) = await HouseholdAsync(3);
        var flood = new SupportCase("D-14", household) { HappenedOn = Day, CaseReference = "LU-2021", Quantities = Counted("child", 3) };
        Assert.Equal(3, Assert.IsType<HouseholdHasFewer>((await Refused(flood with { Quantities = Counted("child", 4) })).Why).There);
        var sent = await Sent(flood);
        Assert.Equal(new Money(3_900_000), sent.Total);
        Assert.IsType<FrequencyUsedUp>((await Refused(flood)).Why);
        Assert.IsType<BeneficiaryNotFound>((await Refused(flood with { Beneficiary = "HO-9999" })).Why);
        var line = Assert.Single((await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id))).Lines);
        Assert.Equal((household, false, "Hộ gia đình"), (line.Child, line.IsChild, line.ClassVi));
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), children[0], ChildEventKind.Died, Day, "Theo báo cáo của thôn"));
        var stopped = await ledger.Send(TamDuong.Approver, new ApproveDisbursement(
            Given.Fund, Guid.NewGuid(), sent.Id, await ledger.Given.ContentHash(sent.Id), true));
        Assert.IsType<LinesNotPayable>(stopped.Error);
        Assert.IsType<HouseholdWithout>(Assert.Single(
            (await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id))).Lines).Absence);
    }

    [Fact]
    public async Task A_school_gets_its_gift_twice_a_year_and_its_events_at_their_cost()
    {
        var school = await AddAsync("Trường Mầm non Bình Lư");
        Assert.IsType<InstitutionThere>((await ledger.Send(
            TamDuong.Accountant, new AddInstitution(Given.Fund, Guid.NewGuid(), "03412", "trường  mầm non BÌNH LƯ"))).Error);
        Assert.IsType<InstitutionNameUnusable>((await ledger.Send(
            TamDuong.Accountant, new AddInstitution(Given.Fund, Guid.NewGuid(), "03412", " x "))).Error);
        Assert.IsType<InstitutionUnitUnknown>((await ledger.Send(
            TamDuong.Officer, new AddInstitution(TamDuong.BinhLu, Guid.NewGuid(), "03430", "Trường của xã khác"))).Error);
        var gift = new SupportCase("D-04", school);
        Assert.Equal(new Money(2_000_000), (await Sent(gift)).Total);
        Assert.IsType<GoodsNotAllowed>((await Refused(gift with { Goods = new Money(2_000_001) })).Why);
        var inGoods = await Sent(gift with { Goods = new Money(1_500_000) });
        Assert.Equal(new Money(2_000_000), inGoods.Total);
        var line = Assert.Single((await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, inGoods.Id))).Lines);
        Assert.Equal((new Money(1_500_000), "Trường Mầm non Bình Lư"), (line.Goods, line.RecipientName));
        Assert.IsType<FrequencyUsedUp>((await Refused(gift)).Why);
        var event1 = new SupportCase("D-18", school) { CaseReference = "TT-2021", Cost = new Money(4_000_000) };
        Assert.Equal(new Money(4_000_000), (await Sent(event1)).Total);
        Assert.IsType<BeneficiaryNotFound>((await Refused(gift with { Beneficiary = "CS-9999" })).Why);
        var listed = (await ledger.Done(TamDuong.Accountant, new ListInstitutions(Given.Fund))).Institutions;
        Assert.Contains(listed, one => one.Code == school && one.Unit.Contains("Bình Lư", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_fund_runs_on_a_share_of_what_the_books_say_it_received()
    {
        var running = new SupportCase("D-19", Given.Fund) { Quantities = Counted("free_receipts", 999_999_999) };
        var sent = await Sent(running);
        Assert.Equal(new Money(4_500_000), sent.Total);
        Assert.IsType<FrequencyUsedUp>((await Refused(running)).Why);
        Assert.IsType<BeneficiaryNotFound>((await Refused(running with { Beneficiary = TamDuong.BinhLu })).Why);
        await ledger.Done(TamDuong.Approver, new ApproveDisbursement(
            Given.Fund, Guid.NewGuid(), sent.Id, await ledger.Given.ContentHash(sent.Id), true));
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(sent.Id));
        var statement = await ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, new LocalDate(2021, 1, 1), Day));
        var kind = Assert.Single(statement.Figures.Disbursements, one => one.Kind == "running_cost");
        Assert.Equal((new Money(4_500_000), 1, 0), (kind.Amount, kind.Times, kind.Children));
        Assert.Equal("Không cho riêng trẻ nào", Assert.Single(kind.Classes).Name.Vi);
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.Equal((pass.Name, PassState.Ok), (pass.Name, pass.State)));
        var simulated = await ledger.Done(TamDuong.Accountant, new SimulateNorm(Given.Fund, 1));
        Assert.Contains(simulated.Simulation.Lines, one => one.Line?.Code == "D-19" && one.Difference == Money.Zero);
    }

    [Fact]
    public async Task The_sheet_says_which_children_its_asker_registered()
    {
        var own = await ledger.Done(TamDuong.Accountant, new RegisterChild(
            TamDuong.BinhLu, Guid.NewGuid(), "Em Của Kế Toán", new LocalDate(2013, 4, 4), "Người Nhà", "cô", ["poor"]));
        var others = (await ledger.Given.Children(1))[0];
        Assert.Equal(1, await RegisteredByHandsAsync(own.Code));
        Assert.Equal(0, await RegisteredByHandsAsync(others));
    }

    private async Task<int> RegisteredByHandsAsync(string child)
    {
        var sent = await Sent(new SupportCase("D-12", child) { CaseReference = $"TN-{child}", ReasonForAmount = "Gãy chân, nằm viện" });
        return (await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id))).Head.RegisteredByHands;
    }

    [Fact]
    public async Task An_institution_that_is_renamed_by_hand_is_found()
    {
        var school = await AddAsync("Trường Tiểu học Bản Bo");
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, $"""
            SET session_replication_role = replica;
            UPDATE institutions SET name = 'Công ty của tôi' WHERE institution_code = '{school}'
            """, null, Ledger.Token);
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.Contains(verified.Passes, pass => pass.Name == "references" && pass.State == PassState.Wrong);
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, $"""
            SET session_replication_role = replica;
            UPDATE institutions SET name = 'Trường Tiểu học Bản Bo' WHERE institution_code = '{school}'
            """, null, Ledger.Token);
    }

    private static Dictionary<string, long> Counted(string unit, long count) => new() { [unit] = count };

    private async Task<string> AddAsync(string name) => (await ledger.Done(
        TamDuong.Officer, new AddInstitution(TamDuong.BinhLu, Guid.NewGuid(), "03412", name))).Institution;

    private async Task<(string Household, string[] Children)> HouseholdAsync(int children)
    {
        var first = await RegisterAsync(0, null);
        var others = new List<string> { first.Code };
        for (var i = 1; i < children; i++) others.Add((await RegisterAsync(i, first.Household)).Code);
        return (first.Household, [.. others]);
    }

    private Task<ChildRegistered> RegisterAsync(int no, string? household) => ledger.Done(TamDuong.Officer, new RegisterChild(
        TamDuong.BinhLu, Guid.NewGuid(), $"Con Thứ {no}", new LocalDate(2010 + no, 5, 5), "Mẹ Đông Con", "mẹ", ["poor"]) { Household = household });

    private Task<Result<DisbursementRequested>> Send(SupportCase asked) =>
        ledger.Send(TamDuong.Accountant, new RequestSupport(Given.Fund, Guid.NewGuid(), "CHUNG", asked, SamplePapers.Of(asked.Line)));

    private async Task<DisbursementRequested> Sent(SupportCase asked)
    {
        var assessed = await ledger.Done(TamDuong.Accountant, new AssessSupport(Given.Fund, asked));
        var sent = await Send(asked);
        Assert.Null(sent.Error);
        Assert.Equal(assessed.Allowed, sent.Value.Total);
        return sent.Value;
    }

    private async Task<LineRefused> Refused(SupportCase asked) => Assert.IsType<LineRefused>((await Send(asked)).Error);
}
