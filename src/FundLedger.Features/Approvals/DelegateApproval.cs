using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Approvals;

/// <summary>
/// Lets another approver of the fund act in one's name at a level on some days (ủy quyền). What was lent is not lent on, and nobody acts
/// so on what either of the two asked for.
/// </summary>
/// <param name="To">Last day, at most a year after the first.</param>
/// <param name="Reason">At least 5 characters.</param>
public sealed record DelegateApproval(string Fund, Guid Key, string Level, string Delegate, LocalDate From, LocalDate To, string Reason)
    : ICommand<ApprovalDelegated>;

public sealed record ApprovalDelegated(int Delegation);

/// <summary>Takes a delegation back, or gives it back, before its last day.</summary>
public sealed record EndDelegation(string Fund, Guid Key, int Delegation) : ICommand<ApprovalDelegated>;

public sealed record LevelNotHeld(string Level)
    : Refused($"This person does not stand on the step {Level}; what was delegated is not passed on.")
{
    public override string Field => "Level";
}

public sealed record DelegateImpossible(string Delegate) : Refused($"{Delegate} is no other person who approves in this fund.")
{
    public override string Field => "Delegate";
}

public sealed record DelegationDays() : Invalid("A delegation begins today or later and lasts a year at most.")
{
    public override string Field => "To";
}

public sealed record DelegationOverlaps(string Delegate)
    : Refused($"For some of these days the level is delegated already, or {Delegate} has delegated it to this person.")
{
    public override string Field => "From";
}

public sealed record DelegationNotFound(string Fund, int Delegation)
    : NotFound($"Fund {Fund} has no delegation {Delegation} of or to this person that still holds.");

internal sealed class DelegateApprovalHandler(Db db, FundLock fundLock, Ladders ladders)
    : IRequestHandler<DelegateApproval, Result<ApprovalDelegated>>
{
    private const string DelegateSql = "SELECT delegate_approval(@FundId, @Level, @Delegate, @From, @To, @Reason)";

    private const string PersonSql = """
        SELECT u.person_id FROM users u JOIN user_roles r USING (user_name) JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND r.role = 'approver' AND u.user_name = @Delegate AND u.disabled_at IS NULL
        """;

    private const string OverlapSql = """
        SELECT count(*) FROM approval_delegations d WHERE d.fund_id = @FundId AND d.level_code = @Level AND d.ended_at IS NULL
            AND d.days && daterange(@From, @To, '[]')
            AND (d.holder_person = @Person OR (d.holder_person = @Other AND d.delegate_person = @Person))
        """;

    public async Task<Result<ApprovalDelegated>> Handle(DelegateApproval request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new ReasonMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (request.From < fund.Today || request.To < request.From || Period.DaysBetween(request.From, request.To) > 365)
        {
            return new DelegationDays();
        }

        var hands = await ladders.HandsAsync(request.Fund, cancellationToken);
        if (!hands.Any(hand => hand.Level == request.Level && hand.Person == fund.Person && !hand.IsDelegated))
        {
            return new LevelNotHeld(request.Level);
        }

        var other = await db.FindAsync<long?>(PersonSql, request, cancellationToken);
        if (other is null || other == fund.Person) return new DelegateImpossible(request.Delegate);
        var days = new
        {
            fund.FundId, request.Level, request.Delegate, request.From, request.To, request.Reason, fund.Person, Other = other,
        };
        if (await db.SingleAsync<long>(OverlapSql, days, cancellationToken) > 0) return new DelegationOverlaps(request.Delegate);
        return new ApprovalDelegated(await db.SingleAsync<int>(DelegateSql, days, cancellationToken));
    }
}

internal sealed class EndDelegationHandler(Db db, FundLock fundLock) : IRequestHandler<EndDelegation, Result<ApprovalDelegated>>
{
    private const string EndSql = "SELECT end_delegation(@FundId, @Delegation)";

    private const string FindSql = """
        SELECT count(*) FROM approval_delegations WHERE fund_id = @FundId AND delegation_no = @Delegation AND ended_at IS NULL
            AND @Person IN (holder_person, delegate_person)
        """;

    public async Task<Result<ApprovalDelegated>> Handle(EndDelegation request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var named = new { fund.FundId, request.Delegation, fund.Person };
        if (await db.SingleAsync<long>(FindSql, named, cancellationToken) == 0)
        {
            return new DelegationNotFound(request.Fund, request.Delegation);
        }

        await db.ExecuteAsync(EndSql, named, cancellationToken);
        return new ApprovalDelegated(request.Delegation);
    }
}
