using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Approvals;

/// <summary>Who approves what in a fund: the ladder in force, one that waits, the earlier ones, and who acts in whose name.</summary>
public sealed record GetLadder(string Fund) : IQuery<LadderBoard>;

/// <param name="Ladders">Newest first.</param>
/// <param name="Delegations">Those that hold or will, then the ended of the last year.</param>
/// <param name="Approvers">Whom a ladder or a delegation can name.</param>
/// <param name="NormLevels">The levels that the fund's published norm decisions in force or to come name.</param>
public sealed record LadderBoard(
    IReadOnlyList<LadderPaper> Ladders, IReadOnlyList<Delegation> Delegations, IReadOnlyList<ApproverChoice> Approvers,
    IReadOnlyList<string> NormLevels)
{
    /// <summary>Named by the norm and on no step of the ladder in force: what they would approve cannot be asked for.</summary>
    public IEnumerable<string> Unanswered =>
        InForce is null ? [] : NormLevels.Where(level => !InForce.Steps.Any(step => step.Answers(level)));

    /// <summary>What new requests climb; null while the fund has none.</summary>
    public LadderPaper? InForce => Ladders.FirstOrDefault(ladder => ladder.IsInForce);

    public LadderPaper? Waiting => Ladders.FirstOrDefault(ladder => ladder.Status == "proposed");
}

public sealed record LadderPaper
{
    public int No { get; init; }

    public string Number { get; init; } = "";

    public LocalDate IssuedOn { get; init; }

    public LocalDate ValidFrom { get; init; }

    /// <summary>proposed, adopted or refused.</summary>
    public string Status { get; init; } = "";

    public string Proposer { get; init; } = "";

    /// <summary>Who adopted or refused it; null while it waits.</summary>
    public string? Decider { get; init; }

    public string? RefusalReason { get; init; }

    public bool IsInForce { get; init; }

    /// <summary>Proposed by the person asking, by whatever account.</summary>
    public bool IsMine { get; init; }

    public IReadOnlyList<LadderPaperStep> Steps { get; init; } = [];
}

public sealed record LadderPaperStep
{
    public int Ladder { get; init; }

    public int Step { get; init; }

    public string Level { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public Money? AboveTotal { get; init; }

    public Money? AboveCase { get; init; }

    public string[] NormLevels { get; init; } = [];

    public bool Answers(string level) => level == Level || NormLevels.Contains(level);

    /// <summary>User names.</summary>
    public string[] Holders { get; init; } = [];

    /// <summary>The same as they are called on screens.</summary>
    public string[] HolderNames { get; init; } = [];
}

public sealed record Delegation
{
    public int No { get; init; }

    public string Level { get; init; } = "";

    public string Holder { get; init; } = "";

    public string Delegate { get; init; } = "";

    public LocalDate From { get; init; }

    public LocalDate To { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Business date on which it was ended before its time; null otherwise.</summary>
    public LocalDate? EndedOn { get; init; }

    /// <summary>It is of or to the person asking, and can be ended by that person.</summary>
    public bool IsMine { get; init; }

    public bool HoldsToday { get; init; }
}

public sealed record ApproverChoice
{
    public string User { get; init; } = "";

    public string Name { get; init; } = "";

    public bool IsMe { get; init; }

    /// <summary>Codes of the levels that this approver holds in his or her own name today.</summary>
    public string[] Levels { get; init; } = [];
}

internal sealed class GetLadderHandler(Db db) : IRequestHandler<GetLadder, Result<LadderBoard>>
{
    private const string LaddersSql = """
        SELECT l.ladder_no AS no, l.number, l.issued_on, l.valid_from, l.status, coalesce(p.display_name, l.proposer) AS proposer,
            coalesce(d.display_name, l.decider) AS decider, l.refusal_reason,
            coalesce(l.proposer_person = (SELECT person_id FROM users WHERE user_name = acting_user()), false) AS is_mine,
            l.ladder_no = (SELECT x.ladder_no FROM approval_ladders x WHERE x.fund_id = l.fund_id AND x.status = 'adopted'
                AND x.valid_from <= business_today() ORDER BY x.valid_from DESC, x.ladder_no DESC LIMIT 1) AS is_in_force
        FROM approval_ladders l JOIN funds f USING (fund_id) LEFT JOIN users p ON p.user_name = l.proposer
        LEFT JOIN users d ON d.user_name = l.decider
        WHERE f.code = @Fund ORDER BY l.ladder_no DESC
        """;

    private const string StepsSql = """
        SELECT s.ladder_no AS ladder, s.step, s.level_code AS level, s.name_vi, s.name_en, s.above_total, s.above_case, s.norm_levels,
            array_agg(h.user_name ORDER BY h.user_name) AS holders, array_agg(u.display_name ORDER BY h.user_name) AS holder_names
        FROM approval_steps s JOIN funds f USING (fund_id) JOIN approval_step_holders h USING (fund_id, ladder_no, step)
        JOIN users u USING (user_name)
        WHERE f.code = @Fund GROUP BY s.fund_id, s.ladder_no, s.step ORDER BY s.ladder_no, s.step
        """;

    private const string DelegationsSql = """
        SELECT d.delegation_no AS no, d.level_code AS level, h.display_name AS holder, a.display_name AS delegate, lower(d.days) AS from,
            upper(d.days) - 1 AS to, d.reason, (d.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS ended_on,
            (SELECT person_id FROM users WHERE user_name = acting_user()) IN (d.holder_person, d.delegate_person) AS is_mine,
            d.ended_at IS NULL AND d.days @> business_today() AS holds_today
        FROM approval_delegations d JOIN funds f USING (fund_id) JOIN users h ON h.user_name = d.holder
        JOIN users a ON a.user_name = d.delegate
        WHERE f.code = @Fund AND upper(d.days) > business_today() - 365
        ORDER BY d.ended_at IS NOT NULL OR upper(d.days) <= business_today(), d.delegation_no DESC
        """;

    private const string ApproversSql = """
        SELECT u.user_name AS user, u.display_name AS name, u.user_name = acting_user() AS is_me,
            array_remove(array_agg(DISTINCT h.level_code), NULL) AS levels
        FROM users u JOIN user_roles r USING (user_name) JOIN funds f USING (fund_id)
        LEFT JOIN approval_hands(f.fund_id) h ON h.user_name = u.user_name AND h.in_name_of = u.user_name
        WHERE f.code = @Fund AND r.role = 'approver' AND u.disabled_at IS NULL
        GROUP BY u.user_name ORDER BY u.display_name, u.user_name
        """;

    private const string NormLevelsSql = """
        SELECT DISTINCT x.level FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id JOIN norm_lines l USING (decision_id)
        CROSS JOIN LATERAL (VALUES (l.approver_level), (l.exception_level)) x(level)
        WHERE f.code = @Fund AND n.status = 'published' AND x.level IS NOT NULL ORDER BY 1
        """;

    public async Task<Result<LadderBoard>> Handle(GetLadder request, CancellationToken cancellationToken)
    {
        var steps = (await db.ListAsync<LadderPaperStep>(StepsSql, request, cancellationToken)).ToLookup(step => step.Ladder);
        var ladders = await db.ListAsync<LadderPaper>(LaddersSql, request, cancellationToken);
        return new LadderBoard(
            [.. ladders.Select(ladder => ladder with { Steps = [.. steps[ladder.No]] })],
            await db.ListAsync<Delegation>(DelegationsSql, request, cancellationToken),
            await db.ListAsync<ApproverChoice>(ApproversSql, request, cancellationToken),
            await db.ListAsync<string>(NormLevelsSql, request, cancellationToken));
    }
}
