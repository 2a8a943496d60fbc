using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Approvals;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Approvals;

/// <summary>A ladder is proposed by one and adopted by another; who stands on a step may let another act there for some days.</summary>
public sealed class LadderDecisionTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task A_ladder_takes_effect_when_another_person_adopts_it()
    {
        var proposal = Climb.Proposal(ledger, Climb.TwoSteps);
        var moved = await ledger.Done(TamDuong.Accountant, proposal);
        Assert.Equal(new LadderWaitsAlready(proposal.Number), (await ledger.Send(TamDuong.Accountant, Climb.Proposal(ledger, Climb.TwoSteps))).Error);
        var own = await ledger.Send(TamDuong.AccountantsOtherAccount, new AdoptLadder(Given.Fund, Guid.NewGuid(), moved.Ladder));
        Assert.Equal(new AdopterIsProposer(proposal.Number), own.Error);
        var before = await BoardAsync();
        Assert.Equal((moved.Ladder, false), (before.Waiting!.No, before.Waiting.IsInForce));
        await ledger.Done(TamDuong.SecondApprover, new AdoptLadder(Given.Fund, Guid.NewGuid(), moved.Ladder));
        var after = await BoardAsync();
        Assert.Equal((moved.Ladder, null), (after.InForce!.No, after.Waiting));
        Assert.Equal(["Chủ tịch", "Hội đồng"], after.InForce.Steps.Select(step => step.NameVi));
        var late = await ledger.Send(TamDuong.Approver, new RefuseLadder(Given.Fund, Guid.NewGuid(), moved.Ladder, "Không còn cần"));
        Assert.Equal(new LadderNotWaiting(proposal.Number), late.Error);
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.Equal((pass.Name, PassState.Ok), (pass.Name, pass.State)));
    }

    [Fact]
    public async Task A_refused_ladder_changes_nothing_and_another_can_be_proposed()
    {
        var moved = await ledger.Done(TamDuong.Accountant, Climb.Proposal(ledger, Climb.TwoSteps));
        var inForce = (await BoardAsync()).InForce!.No;
        await ledger.Done(TamDuong.Approver, new RefuseLadder(Given.Fund, Guid.NewGuid(), moved.Ladder, "sai 1"));
        var board = await BoardAsync();
        Assert.Equal((inForce, "sai 1"), (board.InForce!.No, board.Ladders[0].RefusalReason));
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
    }

    [Theory]
    [InlineData(LadderFlaw.Count, 0)]
    [InlineData(LadderFlaw.Name, 1)]
    [InlineData(LadderFlaw.Twice, 2)]
    [InlineData(LadderFlaw.Limit, 2)]
    [InlineData(LadderFlaw.Cause, 2)]
    [InlineData(LadderFlaw.Holder, 2)]
    public async Task What_is_wrong_with_a_step_is_named(LadderFlaw flaw, int place)
    {
        var (first, second) = (Climb.TwoSteps[0], Climb.TwoSteps[1]);
        ProposedStep[] steps = flaw switch
        {
            LadderFlaw.Count => [],
            LadderFlaw.Name => [first with { NameVi = " " }, second],
            LadderFlaw.Twice => [first, second with { NormLevels = ["office_head"] }],
            LadderFlaw.Limit => [first, second with { AboveTotal = new Money(-1) }],
            LadderFlaw.Cause => [first, second with { AboveTotal = null }],
            _ => [first, second with { Holders = [TamDuong.Cashier] }],
        };
        var refused = await ledger.Send(TamDuong.Accountant, Climb.Proposal(ledger, steps));
        Assert.Equal(new LadderStepUnsound(place, flaw), refused.Error);
    }

    [Fact]
    public async Task A_ladder_has_the_number_of_a_decision_and_begins_with_it_or_later()
    {
        var proposal = Climb.Proposal(ledger);
        Assert.IsType<LadderNumberMissing>(await RefusalAsync(proposal with { Number = " " }));
        Assert.IsType<LadderNumberMissing>(await RefusalAsync(proposal with { Number = new string('1', 61) }));
        Assert.IsType<LadderStepUnsound>(await RefusalAsync(proposal with { Number = new string('1', 60) }));
        Assert.IsType<LadderDates>(await RefusalAsync(proposal with { ValidFrom = proposal.IssuedOn.PlusDays(-1) }));
        Assert.IsType<LadderStepUnsound>(await RefusalAsync(proposal with { ValidFrom = proposal.IssuedOn.PlusDays(1) }));

        async Task<Error?> RefusalAsync(ProposeLadder one) =>
            (await ledger.Send(TamDuong.Accountant, one with { Key = Guid.NewGuid() })).Error;
    }

    [Fact]
    public async Task A_delegate_acts_in_the_name_of_the_holder_from_the_first_day_to_the_last()
    {
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps[0]);
        var pool = await ledger.Given.Pool("UQ");
        await ledger.Given.Receipt(pool, 5_000_000);
        var (from, to) = (ledger.Clock.Today.PlusDays(2), ledger.Clock.Today.PlusDays(4));
        var made = await ledger.Done(TamDuong.Approver, Delegation(from, to));
        var ids = new List<long>();
        foreach (var child in await ledger.Given.Children(3)) ids.Add(await ledger.Given.TetGifts(pool, child));

        await RefusedToDelegateAsync(ids[0]);
        ledger.Clock.Today = from;
        await ledger.Done(TamDuong.SecondApprover, await Climb.ApprovalAsync(ledger, ids[0]));
        var step = Assert.Single((await ledger.Done(TamDuong.Auditor, new GetDisbursement(Given.Fund, ids[0]))).Decision.Steps);
        Assert.Equal(("Phó Chủ tịch Hội đồng Quỹ", "Chủ tịch Hội đồng Quỹ"), (step.Who, step.InNameOf));
        ledger.Clock.Today = to.PlusDays(1);
        await RefusedToDelegateAsync(ids[1]);

        var second = await ledger.Done(TamDuong.Approver, Delegation(ledger.Clock.Today, ledger.Clock.Today));
        await ledger.Done(TamDuong.SecondApprover, new EndDelegation(Given.Fund, Guid.NewGuid(), second.Delegation));
        await RefusedToDelegateAsync(ids[2]);
        var gone = await ledger.Send(TamDuong.Approver, new EndDelegation(Given.Fund, Guid.NewGuid(), second.Delegation));
        Assert.IsType<DelegationNotFound>(gone.Error);
        Assert.NotEqual(made.Delegation, second.Delegation);
    }

    [Fact]
    public async Task What_was_lent_ends_when_its_holder_approves_no_longer()
    {
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps[0]);
        var pool = await ledger.Given.Pool("NGHI");
        await ledger.Given.Receipt(pool, 5_000_000);
        var today = ledger.Clock.Today;
        await ledger.Done(TamDuong.Approver, Delegation(today.PlusDays(40), today.PlusDays(40)));
        ledger.Clock.Today = today.PlusDays(40);
        var id = await ledger.Given.TetGifts(pool, await ledger.Given.Children(1));
        await RoleAsync("SELECT revoke_role(@User, fund_id, 'approver') FROM funds WHERE code = @Fund");
        await RefusedToDelegateAsync(id);
        await RoleAsync("SELECT grant_role(@User, fund_id, 'approver') FROM funds WHERE code = @Fund");
        await ledger.Done(TamDuong.SecondApprover, await Climb.ApprovalAsync(ledger, id));
        ledger.Clock.Today = today.PlusDays(41);
    }

    private Task<int> RoleAsync(string sql) => OwnerSql.ExecuteAsync(
        ledger.Database.Owner, "SET app.actor = '(operator)'; " + sql, new { User = TamDuong.Approver, Given.Fund }, Ledger.Token);

    [Fact]
    public async Task A_delegation_is_of_the_holder_to_another_approver_and_in_no_circle()
    {
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps[0] with { Holders = [TamDuong.Approver, TamDuong.SecondApprover] });
        var (from, to) = (ledger.Clock.Today.PlusDays(20), ledger.Clock.Today.PlusDays(30));
        Assert.IsType<LevelNotHeld>((await ledger.Send(TamDuong.AccountantsOtherAccount, Delegation(from, to))).Error);
        Assert.IsType<DelegateImpossible>((await ledger.Send(TamDuong.Approver, Delegation(from, to) with { Delegate = TamDuong.Approver })).Error);
        Assert.IsType<DelegateImpossible>((await ledger.Send(TamDuong.Approver, Delegation(from, to) with { Delegate = TamDuong.Cashier })).Error);
        Assert.IsType<DelegationDays>((await ledger.Send(TamDuong.Approver, Delegation(ledger.Clock.Today.PlusDays(-1), to))).Error);
        Assert.IsType<DelegationDays>((await ledger.Send(TamDuong.Approver, Delegation(to, from))).Error);
        Assert.IsType<DelegationDays>((await ledger.Send(TamDuong.Approver, Delegation(from, from.PlusDays(366)))).Error);
        Assert.IsType<ReasonMissing>((await ledger.Send(TamDuong.Approver, Delegation(from, to) with { Reason = " nghỉ " })).Error);
        await ledger.Done(TamDuong.Approver, Delegation(from.PlusDays(380), from.PlusDays(380 + 365)) with { Reason = "nghỉ1" });
        await ledger.Done(TamDuong.Approver, Delegation(from, to));
        Assert.IsType<DelegationOverlaps>((await ledger.Send(TamDuong.Approver, Delegation(to, to.PlusDays(1)))).Error);
        var circle = await ledger.Send(TamDuong.SecondApprover, Delegation(from, from) with { Delegate = TamDuong.Approver });
        Assert.IsType<DelegationOverlaps>(circle.Error);
    }

    private async Task RefusedToDelegateAsync(long id)
    {
        var refused = await ledger.Send(TamDuong.SecondApprover, await Climb.ApprovalAsync(ledger, id));
        Assert.Equal("step-of-others", refused.Error?.Code);
    }

    private static DelegateApproval Delegation(LocalDate from, LocalDate to) =>
        new(Given.Fund, Guid.NewGuid(), Climb.Chair, TamDuong.SecondApprover, from, to, "Đi công tác");

    private async Task<LadderBoard> BoardAsync() => await ledger.Done(TamDuong.Auditor, new GetLadder(Given.Fund));
}
