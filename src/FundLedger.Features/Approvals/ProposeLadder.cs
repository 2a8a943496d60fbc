using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Approvals;

/// <summary>
/// Lays a ladder of approval before an approver of the fund, who adopts or refuses it. One waits at a time; it is never edited.
/// </summary>
/// <param name="Number">Number of the decision that says who approves what, at most 60 characters.</param>
/// <param name="ValidFrom">Binds requests that are asked for from then on, or from the day of adoption when that is later.</param>
/// <param name="Steps">One to five, the lowest first.</param>
public sealed record ProposeLadder(
    string Fund, Guid Key, string Number, LocalDate IssuedOn, LocalDate ValidFrom, IReadOnlyList<ProposedStep> Steps)
    : ICommand<LadderMoved>;

/// <summary>A step as it is proposed.</summary>
/// <param name="Level">Code of the level, lower-case letters, digits and underscores; norm lines name it so.</param>
/// <param name="AboveTotal">Climbed when a request is above this sum; null for never by the sum, as on the first step.</param>
/// <param name="AboveCase">Climbed when one recipient gets more than this; null for never by a case.</param>
/// <param name="NormLevels">Other codes by which norm lines ask for this step.</param>
/// <param name="Holders">User names of approvers of the fund, one at least.</param>
public sealed record ProposedStep(
    string Level, string NameVi, string NameEn, Money? AboveTotal, Money? AboveCase, IReadOnlyList<string> NormLevels,
    IReadOnlyList<string> Holders);

/// <param name="State">proposed, adopted or refused.</param>
public sealed record LadderMoved(int Ladder, string Number, string State);

public sealed record LadderWaitsAlready(string Number) : Refused($"The ladder of decision {Number} waits to be adopted or refused first.");

/// <param name="Place">Of the step, from one.</param>
public sealed record LadderStepUnsound(int Place, LadderFlaw Flaw) : Invalid($"Step {Place} of the ladder: {Flaw}.")
{
    public override string Field => "Steps";

    public Wording Why => Flaw switch
    {
        LadderFlaw.Count => new("phân cấp có từ một đến năm bước", "a ladder has one to five steps"),
        LadderFlaw.Name => new("thiếu cấp duyệt hoặc tên bước", "its level or its name is missing"),
        LadderFlaw.Twice => new("cấp duyệt này đã ở một bước thấp hơn", "its level stands on a lower step already"),
        LadderFlaw.Limit => new("mức tiền phải cao hơn bước dưới, bước 1 không có mức", "its limits must rise; the first step has none"),
        LadderFlaw.Cause => new("chưa có mức tiền hay cấp duyệt nào dẫn đến bước này", "neither a limit nor a level asks for it"),
        _ => new("chưa chọn người giữ bước là người duyệt của quỹ", "nobody who approves in this fund stands on it"),
    };
}

public enum LadderFlaw
{
    /// <summary>There must be one to five steps.</summary>
    Count,

    /// <summary>The code or a name is missing or too long.</summary>
    Name,

    /// <summary>Two steps answer the same level.</summary>
    Twice,

    /// <summary>A limit on the first step, or one that does not rise.</summary>
    Limit,

    /// <summary>Nothing asks for the step.</summary>
    Cause,

    /// <summary>Nobody stands on it, or somebody who is no approver of the fund.</summary>
    Holder,
}

public sealed record LadderDates() : Invalid("A ladder begins on the day of its decision or later.")
{
    public override string Field => "ValidFrom";
}

public sealed record LadderNumberMissing() : Invalid("The number of the decision is needed, at most 60 characters.")
{
    public override string Field => "Number";
}

internal sealed class ProposeLadderHandler(Db db, FundLock fundLock) : IRequestHandler<ProposeLadder, Result<LadderMoved>>
{
    private const string ProposeSql = "SELECT propose_ladder(@FundId, @Number, @IssuedOn, @ValidFrom, @Steps::jsonb)";

    private const string WaitingSql = """
        SELECT l.number FROM approval_ladders l JOIN funds f USING (fund_id) WHERE f.code = @Fund AND l.status = 'proposed'
        """;

    private const string ApproversSql = """
        SELECT r.user_name FROM user_roles r JOIN funds f USING (fund_id) WHERE f.code = @Fund AND r.role = 'approver'
        """;

    public async Task<Result<LadderMoved>> Handle(ProposeLadder request, CancellationToken cancellationToken)
    {
        if (request.Number.Trim().Length is 0 or > 60) return new LadderNumberMissing();
        if (request.ValidFrom < request.IssuedOn) return new LadderDates();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await db.FindAsync<string>(WaitingSql, request, cancellationToken) is { } waiting) return new LadderWaitsAlready(waiting);
        var approvers = (await db.ListAsync<string>(ApproversSql, request, cancellationToken)).ToHashSet();
        if (LadderSoundness.Of(request.Steps, approvers) is { } unsound) return unsound;
        var no = await db.SingleAsync<int>(
            ProposeSql,
            new
            {
                fund.FundId, Number = request.Number.Trim(), request.IssuedOn, request.ValidFrom,
                Steps = JsonSerializer.Serialize(request.Steps, Json.Options),
            },
            cancellationToken);
        return new LadderMoved(no, request.Number.Trim(), "proposed");
    }
}
