using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Disbursements;
using NodaTime;

namespace FundLedger.UnitTests.Disbursements;

/// <summary>Asked, decided and paid by three persons, in this order.</summary>
public sealed class DisbursementTests
{
    private const long Requester = 1;
    private const long Approver = 2;
    private const long Payer = 3;
    private const string Hash = "c0ffee";

    private static readonly LocalDate Approval = new(2021, 2, 3);

    private static readonly Disbursement Waiting = new()
    {
        Id = 7, Status = DisbursementStatus.Requested, Total = new Money(300_000), RequesterPerson = Requester, ContentHash = Hash,
        Steps = [Step(1, "chair")], Hands = [Hand("chair", Approver)],
    };

    private static readonly Disbursement Approved = Waiting with
    {
        Status = DisbursementStatus.Approved, ApproverPerson = Approver, DecidedBy = "Chủ tịch", ApprovedOn = Approval,
        DecidedAt = Instant.FromUtc(2021, 2, 3, 2, 0),
    };

    private static ApprovalStep Step(int step, string level, long? person = null, long? inName = null) => new()
    {
        Step = step, Level = level, NameVi = level, NameEn = level, DecidedPerson = person, InNamePerson = inName ?? person,
    };

    private static ApprovalHand Hand(string level, long person, long? inName = null) => new()
    {
        Level = level, Person = person, User = $"u{person}", InNamePerson = inName ?? person, InNameOf = $"u{inName ?? person}",
    };

    [Fact]
    public void Who_does_not_stand_on_the_step_decides_nothing()
    {
        var second = Waiting with { Steps = [Step(1, "chair", Approver), Step(2, "council")], Hands = [Hand("chair", 4)] };
        Assert.Equal(new StepOfOthers(7, 2, "council", "council"), second.RefusalToApprove(4, Hash, true));
        Assert.Equal(new StepOfOthers(7, 2, "council", "council"), second.RefusalToDecide(4));
    }

    [Fact]
    public void Who_took_a_step_takes_no_other_not_even_for_another_or_through_another()
    {
        var second = Waiting with { Steps = [Step(1, "chair", Approver), Step(2, "council")] };
        Assert.Equal(new StepTakenAlready(7), (second with { Hands = [Hand("council", Approver)] }).RefusalToDecide(Approver));
        Assert.Equal(new StepTakenAlready(7), (second with { Hands = [Hand("council", Approver, 9)] }).RefusalToDecide(Approver));
        Assert.Equal(new StepTakenAlready(7), (second with { Hands = [Hand("council", 4, Approver)] }).RefusalToDecide(4));
        Assert.Null((second with { Hands = [Hand("council", 4, Approver), Hand("council", 4, 9)] }).RefusalToDecide(4));
    }

    [Fact]
    public void The_power_of_who_asks_decides_nothing_and_the_own_power_comes_first()
    {
        Assert.Equal(new DelegatedByRequester(7), (Waiting with { Hands = [Hand("chair", 4, Requester)] }).RefusalToDecide(4));
        ApprovalHand[] hands = [Hand("chair", 4, 9), Hand("chair", 4)];
        Assert.Equal(hands[1], Waiting.Steps[0].HandFor(7, Requester, Waiting.Steps, hands).Value);
    }

    [Fact]
    public void Who_is_related_does_not_approve_and_may_reject()
    {
        Assert.Equal(new ApproverIsRelated(7), Waiting.RefusalToApprove(Approver, Hash, false));
        Assert.Null(Waiting.RefusalToDecide(Approver));
    }

    [Fact]
    public void What_was_asked_before_the_first_ladder_can_only_be_ended()
    {
        var old = Waiting with { Steps = [], Hands = [] };
        Assert.Equal(new AskedBeforeLadder(7), old.RefusalToApprove(Approver, Hash, true));
        Assert.Null(old.RefusalToDecide(Approver));
    }

    [Fact]
    public void Who_took_any_step_does_not_pay() => Assert.Equal(
        new PayerIsApprover(7), (Approved with { Steps = [Step(1, "chair", Payer), Step(2, "council", Approver)] }).RefusalToPay(Payer, Approval));

    [Fact]
    public void Another_person_than_the_requester_decides_on_what_is_waiting()
    {
        Assert.Null(Waiting.RefusalToApprove(Approver, Hash, true));
        Assert.Null(Waiting.RefusalToDecide(Approver));
        Assert.Equal(new ApproverIsRequester(7), Waiting.RefusalToApprove(Requester, Hash, true));
        Assert.Equal(new ApproverIsRequester(7), Waiting.RefusalToDecide(Requester));
    }

    [Fact]
    public void What_was_not_seen_is_not_approved() => Assert.Equal(new RequestChanged(7), Waiting.RefusalToApprove(Approver, "c0ffe0", true));

    [Theory]
    [InlineData(DisbursementStatus.Approved)]
    [InlineData(DisbursementStatus.Rejected)]
    [InlineData(DisbursementStatus.Paid)]
    public void What_is_decided_is_not_decided_again(DisbursementStatus status)
    {
        var decided = Approved with { Status = status };
        var refusal = new AlreadyDecided(7, status, "Chủ tịch", decided.DecidedAt);
        Assert.Equal(refusal, decided.RefusalToDecide(Payer));
        Assert.Equal(refusal, decided.RefusalToApprove(Payer, Hash, true));
        Assert.Equal(refusal, decided.RefusalToApprove(Payer, "c0ffe0", true));
    }

    [Fact]
    public void A_third_person_pays_from_the_day_of_the_approval_on()
    {
        Assert.Null(Approved.RefusalToPay(Payer, Approval));
        Assert.Null(Approved.RefusalToPay(Payer, Approval.PlusDays(1)));
        Assert.Equal(new PaidBeforeApproved(7, Approval.PlusDays(-1), Approval), Approved.RefusalToPay(Payer, Approval.PlusDays(-1)));
        Assert.Equal(new PayerIsRequester(7), Approved.RefusalToPay(Requester, Approval));
        Assert.Equal(new PayerIsApprover(7), Approved.RefusalToPay(Approver, Approval));
    }

    [Theory]
    [InlineData(DisbursementStatus.Requested)]
    [InlineData(DisbursementStatus.Rejected)]
    [InlineData(DisbursementStatus.Paid)]
    public void Only_what_is_approved_is_paid(DisbursementStatus status) =>
        Assert.Equal(new NotApproved(7, status), (Approved with { Status = status }).RefusalToPay(Payer, Approval));

    [Fact]
    public void A_refusal_says_which_request_and_why()
    {
        Assert.Equal("Request 7 must be decided by someone other than its requester.", new ApproverIsRequester(7).Message);
        Assert.Equal("Request 7 must be paid by someone other than its requester.", new PayerIsRequester(7).Message);
        Assert.Equal("Request 7 must be paid by someone other than its approver.", new PayerIsApprover(7).Message);
        Assert.Equal("Request 7 is no longer waiting: it is Paid.", new AlreadyDecided(7, DisbursementStatus.Paid, null, null).Message);
        Assert.Equal("Request 7 is not approved: it is Rejected.", new NotApproved(7, DisbursementStatus.Rejected).Message);
        Assert.Equal("Request 7 is not what was on the screen.", new RequestChanged(7).Message);
        var early = new PaidBeforeApproved(7, Approval.PlusDays(-1), Approval);
        Assert.Equal("Request 7 was approved on 2021-02-03; it cannot be paid on 2021-02-02.", early.Message);
        Assert.Equal("Date", early.Field);
        Assert.Equal("A request names at least one child.", new NoLines().Message);
    }

    [Fact]
    public void A_refused_line_tells_how_many_others_are_refused()
    {
        var why = new NoLines();
        Assert.Equal($"TE-000001: {why.Message}", new LineRefused("TE-000001", why, 1).Message);
        Assert.Equal($"TE-000001: {why.Message} (3 lines are refused.)", new LineRefused("TE-000001", why, 3).Message);
        Assert.Equal("Pool PT may not be used for holiday_gift tet.", new PoolNotForPurpose("PT", "holiday_gift", "tet").Message);
        Assert.Equal("Pool PT may not be used for surgery.", new PoolNotForPurpose("PT", "surgery", null).Message);
        Assert.Equal("Pool", new PoolNotForPurpose("PT", "surgery", null).Field);
    }
}
