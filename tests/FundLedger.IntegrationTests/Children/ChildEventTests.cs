using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>What happens to a child, and what it does to the requests that wait for it.</summary>
public sealed class ChildEventTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string KhunHa = "Q03430";

    private LocalDate Today => ledger.Clock.Today;

    [Fact]
    public async Task A_death_stops_the_approval_of_a_waiting_request_until_it_is_rejected()
    {
        var (pool, children) = await GivenAsync("DIED", 2);
        var id = await ledger.Given.TetGifts(pool, children);
        await Recorded(children[1], ChildEventKind.Died);
        var approval = new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true);
        Assert.Equal(new LinesNotPayable(id, new ChildDied(children[1]), 1), (await ledger.Send(TamDuong.Approver, approval)).Error);
        var sheet = await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, id));
        Assert.Equal([null, "died"], sheet.Lines.Select(line => line.Obstacle));
        await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), id, "Một trẻ đã mất"));
        Assert.IsType<ChildDied>((await RefusedLine(pool, children[1])).Why);
        await ledger.Given.Paid(pool, children[0]);
    }

    [Fact]
    public async Task What_was_approved_for_a_child_that_is_suspended_since_is_withdrawn_and_asked_for_anew()
    {
        var (pool, children) = await GivenAsync("SUSP", 2);
        var id = await ledger.Given.Approved(pool, children);
        await Recorded(children[0], ChildEventKind.Suspended);
        Assert.IsType<LinesNotPayable>((await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id))).Error);
        var withdrawal = new WithdrawDisbursement(Given.Fund, Guid.NewGuid(), id, "Có trẻ đang tạm dừng");
        Assert.IsType<ApproverIsRequester>((await ledger.Send(TamDuong.AccountantsOtherAccount, withdrawal)).Error);
        await ledger.Done(TamDuong.Approver, withdrawal with { Key = Guid.NewGuid() });
        Assert.IsType<NotApproved>((await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id))).Error);
        await ledger.Given.Paid(pool, children[1]);
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }

    [Fact]
    public async Task A_suspended_child_stays_suspended_with_another_group_after_a_move_and_registered_again()
    {
        var child = (await ledger.Given.Children(1))[0];
        await Recorded(child, ChildEventKind.Suspended);
        await ledger.Done(TamDuong.Officer, Event(child, ChildEventKind.GroupAdded) with { Class = "g04" });
        Assert.Equal("suspended", await StateAsync(child));
        Assert.IsType<ChildEventImpossible>((await ledger.Send(TamDuong.Officer, Event(child, ChildEventKind.Suspended))).Error);
        await Recorded(child, ChildEventKind.Left);
        await Recorded(child, ChildEventKind.Registered);
        Assert.Equal("suspended", await StateAsync(child));
        await Recorded(child, ChildEventKind.Resumed);
        Assert.Equal("active", await StateAsync(child));
    }

    [Fact]
    public async Task A_child_that_moved_is_gone_for_its_old_commune_and_paid_once()
    {
        var (pool, children) = await GivenAsync("MOVED", 1);
        await ledger.Given.Paid(pool, children[0]);
        await ledger.Done(TamDuong.Officer, new MoveChild(
            TamDuong.BinhLu, Guid.NewGuid(), children[0], "03430", Today, "Gia đình chuyển nhà"));
        Assert.IsType<ChildNotFound>((await ledger.Send(TamDuong.Officer, new GetChild(TamDuong.BinhLu, children[0]))).Error);
        Assert.DoesNotContain((await ledger.Done(TamDuong.Officer, new ListChildren(TamDuong.BinhLu))).Children, row => row.Code == children[0]);
        var sheet = await ledger.Done(TamDuong.OtherOfficer, new GetChild(KhunHa, children[0]));
        Assert.Equal(["registered", "moved"], sheet.Events.Select(one => one.Event));
        Assert.Single(sheet.Support);
        Assert.IsNotType<ChildMovedAway>((await RefusedLine(pool, children[0])).Why);
    }

    [Fact]
    public async Task For_a_fund_that_a_child_moved_away_from_its_line_is_not_payable()
    {
        var (pool, children) = await GivenAsync("AWAY", 1);
        await ledger.Given.TetGifts(pool, children[0]);
        Assert.Null(await ledger.Ask<string?>(ObstacleSql, new { Child = children[0], TamDuong.BinhLu }));
        await ledger.Done(TamDuong.Officer, new MoveChild(
            TamDuong.BinhLu, Guid.NewGuid(), children[0], "03430", Today, "Gia đình chuyển nhà"));
        Assert.Equal("moved", await ledger.Ask<string?>(ObstacleSql, new { Child = children[0], TamDuong.BinhLu }));
        Assert.Null(await ledger.Ask<string?>(ObstacleSql, new { Child = children[0], BinhLu = Given.Fund }));
    }

    [Fact]
    public async Task A_group_that_ended_before_the_day_that_counts_stops_the_line_and_one_that_ends_later_does_not()
    {
        var (pool, children) = await GivenAsync("GROUP", 2);
        var id = await ledger.Given.TetGifts(pool, children[0]);
        await ledger.Done(TamDuong.Officer, Event(children[0], ChildEventKind.GroupEnded) with { Class = "poor" });
        var approval = new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true);
        Assert.IsType<ChildLeftGroup>(Assert.IsType<LinesNotPayable>((await ledger.Send(TamDuong.Approver, approval)).Error).Why);
        var later = await ledger.Given.Approved(pool, children[1]);
        var before = Today;
        ledger.Clock.Today = new LocalDate(2021, 2, 20);
        await ledger.Done(TamDuong.Officer, Event(children[1], ChildEventKind.GroupEnded) with { Class = "poor" });
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(later));
        ledger.Clock.Today = before;
    }

    [Fact]
    public async Task A_mistaken_event_is_corrected_by_another_one_and_both_stay()
    {
        var (pool, children) = await GivenAsync("WRONG", 1);
        await Recorded(children[0], ChildEventKind.Died);
        Assert.Equal("died", await StateAsync(children[0]));
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, children[0]));
        await ledger.Done(TamDuong.Officer, new CorrectChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), children[0], sheet.Events[^1].No, "Ghi nhầm sang trẻ khác"));
        Assert.Equal("active", await StateAsync(children[0]));
        sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, children[0]));
        Assert.Equal(["registered", "died", "corrected"], sheet.Events.Select(one => one.Event));
        await ledger.Given.Paid(pool, children[0]);
    }

    private const string ObstacleSql = """
        SELECT line_obstacle(l, '2021-02-12', (SELECT units_of_fund(fund_id) FROM funds WHERE code = @BinhLu), now())
        FROM disbursement_lines l WHERE l.beneficiary_code = @Child
        """;

    private async Task<(string Pool, string[] Children)> GivenAsync(string code, int count)
    {
        var pool = await ledger.Given.Pool(code);
        await ledger.Given.Receipt(pool, 5_000_000);
        return (pool, await ledger.Given.Children(count));
    }

    private RecordChildEvent Event(string child, ChildEventKind happened) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), child, happened, Today, "Theo báo cáo của thôn");

    private Task<ChildEventRecorded> Recorded(string child, ChildEventKind happened) => ledger.Done(TamDuong.Officer, Event(child, happened));

    private async Task<string> StateAsync(string child) =>
        (await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child))).Head.State;

    private async Task<LineRefused> RefusedLine(string pool, string child) =>
        Assert.IsType<LineRefused>((await ledger.Send(TamDuong.Accountant, Given.TetRequest(pool, child))).Error);
}
