using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Approvals;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Funds;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Approvals;

/// <summary>Requests climb the ladder of their fund step by step, lowest first, each step another person.</summary>
public sealed class LadderTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string EventsSql = """
        SELECT event || coalesce(' ' || step || ' ' || in_name_of, '') FROM disbursement_events e JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND disbursement_id = @Id ORDER BY log_no
        """;

    private const string RefusalsSql = "SELECT code FROM refusals ORDER BY refusal_no DESC LIMIT 1";

    [Fact]
    public async Task Above_the_limit_two_persons_approve_one_after_the_other_and_a_third_pays()
    {
        var pool = await PoolAsync();
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
        var small = await ledger.Given.TetGifts(pool, await ledger.Given.Children(1));
        Assert.Single((await SheetAsync(small)).Steps);
        // What the fund gives for the same occasion within a week counts together: 300,000 and 300,000 are above 500,000.
        var id = await ledger.Given.TetGifts(pool, await ledger.Given.Children(1));
        Assert.Equal(["Chủ tịch", "Hội đồng"], (await SheetAsync(id)).Steps.Select(step => step.NameVi));

        var early = await ledger.Send(TamDuong.SecondApprover, await Climb.ApprovalAsync(ledger, id));
        Assert.Equal(new StepOfOthers(id, 1, "Chủ tịch", "Chair"), early.Error);
        Assert.Equal(1, (await ledger.Done(TamDuong.Approver, await Climb.ApprovalAsync(ledger, id))).StepsLeft);
        Assert.IsType<NotApproved>((await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id))).Error);
        Assert.IsType<StepOfOthers>((await ledger.Send(TamDuong.Approver, await Climb.ApprovalAsync(ledger, id))).Error);
        Assert.Equal(0, (await ledger.Done(TamDuong.SecondApprover, await Climb.ApprovalAsync(ledger, id))).StepsLeft);
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));

        Assert.Equal(["requested", "step_approved 1 duyet", "approved 2 duyet2", "paid"], await EventsAsync(id));
        await VerifiedAsync();
    }

    [Fact]
    public async Task A_sum_split_in_two_climbs_as_high_as_the_whole_and_both_are_shown()
    {
        var pool = await PoolAsync();
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
        var children = await ledger.Given.Children(2);
        var first = await ledger.Given.TetGifts(pool, children[..1]);
        var second = await ledger.Given.TetGifts(pool, children[1..]);
        var sheet = await SheetAsync(second);
        Assert.Contains(sheet.Recent, one => one.Id == first && one.Amount == new Money(300_000));
        Assert.Equal(new Money(300_000) + new Money(sheet.Recent.Sum(one => one.Amount.Dong)), sheet.JudgedSum);
        Assert.Equal(2, sheet.Steps.Count);
    }

    [Fact]
    public async Task Without_a_ladder_or_without_hands_nothing_is_asked_for()
    {
        var pool = await PoolAsync();
        var children = await ledger.Given.Children(2);
        await Climb.AdoptedAsync(ledger, [Climb.TwoSteps[0] with { NormLevels = [] }]);
        await ledger.Done(TamDuong.Accountant, Given.TetRequest(pool, children[0]));
        await Climb.AdoptedAsync(ledger, [Climb.TwoSteps[0] with { Level = "office_head", NormLevels = [] }]);
        var lacking = await ledger.Send(TamDuong.Accountant, Given.TetRequest(pool, children[1]));
        Assert.IsType<LadderLacksLevel>(lacking.Error);
        Assert.Equal("ladder-lacks-level", await ledger.Ask<string>(RefusalsSql));
        // The only holder is the requester under another account.
        await Climb.AdoptedAsync(ledger, [Climb.TwoSteps[0] with { Holders = [TamDuong.AccountantsOtherAccount] }]);
        var alone = await ledger.Send(TamDuong.Accountant, Given.TetRequest(pool, children[1]));
        Assert.Equal(new StepWithoutApprover("Chủ tịch", "Chair"), alone.Error);
    }

    [Fact]
    public async Task What_waits_keeps_the_steps_that_it_was_asked_with()
    {
        var pool = await PoolAsync();
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps[0]);
        var id = await ledger.Given.TetGifts(pool, await ledger.Given.Children(2));
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
        Assert.Single((await SheetAsync(id)).Steps);
        Assert.Equal(0, (await ledger.Done(TamDuong.Approver, await Climb.ApprovalAsync(ledger, id))).StepsLeft);
    }

    [Fact]
    public async Task Who_takes_over_a_level_decides_what_waits_at_it()
    {
        var pool = await PoolAsync();
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps[0]);
        var id = await ledger.Given.TetGifts(pool, await ledger.Given.Children(1));
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps[0] with { Holders = [TamDuong.SecondApprover] });
        Assert.IsType<StepOfOthers>((await ledger.Send(TamDuong.Approver, await Climb.ApprovalAsync(ledger, id))).Error);
        await ledger.Done(TamDuong.SecondApprover, await Climb.ApprovalAsync(ledger, id));
    }

    [Fact]
    public async Task Who_is_related_does_not_approve_and_what_is_returned_frees_the_money_and_the_norm()
    {
        var pool = await PoolAsync();
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
        var children = await ledger.Given.Children(2);
        var id = await ledger.Given.TetGifts(pool, children);
        Assert.Equal(new ApproverIsRelated(id), (await ledger.Send(TamDuong.Approver, await Climb.ApprovalAsync(ledger, id, false))).Error);
        await ledger.Done(TamDuong.Approver, await Climb.ApprovalAsync(ledger, id));
        var byOther = await ledger.Send(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), id, "Thiếu danh sách xã"));
        Assert.IsType<StepOfOthers>(byOther.Error);
        await ledger.Done(TamDuong.SecondApprover, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), id, "Thiếu danh sách xã"));
        Assert.Equal("returned", (await ledger.Done(TamDuong.Accountant, new GetDisbursement(Given.Fund, id))).Head.Status);
        Assert.Contains((await ledger.Done(TamDuong.Accountant, new GetMyWork(Given.Fund))).Rejected, item => item.Id == id);
        Assert.Equal("returned 2 duyet2", (await EventsAsync(id))[^1]);
        // The same children again: their norm was given back, and all steps begin anew.
        var again = await ledger.Given.TetGifts(pool, children);
        Assert.All((await SheetAsync(again)).Steps, step => Assert.False(step.IsTaken));
        await VerifiedAsync();
    }

    [Fact]
    public async Task The_inbox_holds_what_the_reader_may_decide_now_and_no_more()
    {
        var pool = await PoolAsync();
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
        var id = await ledger.Given.TetGifts(pool, await ledger.Given.Children(2));
        Assert.Contains(id, await InboxAsync(TamDuong.Approver));
        Assert.DoesNotContain(id, await InboxAsync(TamDuong.SecondApprover));
        Assert.DoesNotContain(id, await InboxAsync(TamDuong.AccountantsOtherAccount));
        Assert.DoesNotContain(id, await InboxAsync(TamDuong.Approver, new Money(599_999)));
        Assert.Contains(id, await InboxAsync(TamDuong.Approver, new Money(600_000)));
        await ledger.Done(TamDuong.Approver, await Climb.ApprovalAsync(ledger, id));
        Assert.DoesNotContain(id, await InboxAsync(TamDuong.Approver));
        Assert.Contains(id, await InboxAsync(TamDuong.SecondApprover));
    }

    private async Task<IReadOnlyList<long>> InboxAsync(string user, Money? upTo = null) =>
        [.. (await ledger.Done(user, new GetInbox(Given.Fund) { UpTo = upTo })).Items.Select(item => item.Id)];

    private async Task<string> PoolAsync()
    {
        var pool = await ledger.Given.Pool($"P{Guid.NewGuid():N}"[..8].ToUpperInvariant());
        await ledger.Given.Receipt(pool, 10_000_000);
        // A week on, so that no test counts the requests of another.
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(8);
        return pool;
    }

    private async Task<SheetDecision> SheetAsync(long id) =>
        (await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, id))).Decision;

    private Task<IReadOnlyList<string>> EventsAsync(long id) => ledger.List<string>(EventsSql, new { Given.Fund, Id = id });

    private async Task VerifiedAsync()
    {
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.Equal((pass.Name, PassState.Ok), (pass.Name, pass.State)));
    }
}
