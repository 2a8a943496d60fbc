using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Approvals;

/// <summary>Puts a proposed ladder in force. What was asked for before keeps the steps that it was asked with.</summary>
public sealed record AdoptLadder(string Fund, Guid Key, int Ladder) : ICommand<LadderMoved>;

/// <summary>Turns a proposed ladder down.</summary>
/// <param name="Reason">At least 5 characters.</param>
public sealed record RefuseLadder(string Fund, Guid Key, int Ladder, string Reason) : ICommand<LadderMoved>;

public sealed record LadderNotFound(string Fund, int Ladder) : NotFound($"Fund {Fund} has no ladder {Ladder}.");

public sealed record LadderNotWaiting(string Number) : Refused($"The ladder of decision {Number} does not wait for a decision.");

public sealed record AdopterIsProposer(string Number)
    : Refused($"The ladder of decision {Number} is adopted by somebody else than its proposer.");

internal sealed class AdoptLadderHandler(Db db, FundLock fundLock) : IRequestHandler<AdoptLadder, Result<LadderMoved>>
{
    private const string AdoptSql = "SELECT adopt_ladder(@FundId, @Ladder)";

    public async Task<Result<LadderMoved>> Handle(AdoptLadder request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var ladder = await WaitingLadder.FindAsync(db, fund, request.Ladder, cancellationToken);
        if (ladder.RefusalToDecide(request.Fund, request.Ladder, fund.Person) is { } refused) return refused;
        await db.ExecuteAsync(AdoptSql, new { fund.FundId, request.Ladder }, cancellationToken);
        return new LadderMoved(request.Ladder, ladder!.Number, "adopted");
    }
}

internal sealed class RefuseLadderHandler(Db db, FundLock fundLock) : IRequestHandler<RefuseLadder, Result<LadderMoved>>
{
    private const string RefuseSql = "SELECT refuse_ladder(@FundId, @Ladder, @Reason)";

    public async Task<Result<LadderMoved>> Handle(RefuseLadder request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new ReasonMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var ladder = await WaitingLadder.FindAsync(db, fund, request.Ladder, cancellationToken);
        if (ladder.RefusalToDecide(request.Fund, request.Ladder, fund.Person) is { } refused) return refused;
        await db.ExecuteAsync(RefuseSql, new { fund.FundId, request.Ladder, request.Reason }, cancellationToken);
        return new LadderMoved(request.Ladder, ladder!.Number, "refused");
    }
}

internal sealed record WaitingLadder
{
    private const string FindSql = """
        SELECT number, status, proposer_person FROM approval_ladders WHERE fund_id = @FundId AND ladder_no = @Ladder
        """;

    public string Number { get; init; } = "";

    public string Status { get; init; } = "";

    public long? ProposerPerson { get; init; }

    public static Task<WaitingLadder?> FindAsync(Db db, LockedFund fund, int ladder, CancellationToken token) =>
        db.FindAsync<WaitingLadder>(FindSql, new { fund.FundId, Ladder = ladder }, token);
}

internal static class WaitingLadders
{
    /// <summary>Why <paramref name="person"/> may not decide on it, or null.</summary>
    public static Error? RefusalToDecide(this WaitingLadder? ladder, string fund, int no, long person) =>
        ladder is null ? new LadderNotFound(fund, no)
        : ladder.Status != "proposed" ? new LadderNotWaiting(ladder.Number)
        : ladder.ProposerPerson == person ? new AdopterIsProposer(ladder.Number)
        : null;
}
