using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Ledger;

/// <summary>Reads the ladder in force of a fund and who may act on it; shared by all that is asked for and decided.</summary>
internal sealed class Ladders(Db db)
{
    /// <summary>The hands of the acting user in fund <c>@Fund</c>.</summary>
    public const string MyHandsSql = """
        SELECT h.level_code AS level, h.user_name AS user, h.person_id AS person, h.in_name_of, h.in_name_person
        FROM funds f CROSS JOIN LATERAL approval_hands(f.fund_id) h WHERE f.code = @Fund AND h.user_name = acting_user()
        """;

    private const string HandsSql = """
        SELECT h.level_code AS level, h.user_name AS user, h.person_id AS person, h.in_name_of, h.in_name_person
        FROM funds f CROSS JOIN LATERAL approval_hands(f.fund_id) h WHERE f.code = @Fund
        """;

    private const string PayersSql = """
        SELECT DISTINCT u.person_id FROM users u JOIN user_roles r USING (user_name) JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND r.role = 'cashier' AND u.disabled_at IS NULL
        """;

    private const string StepsSql = """
        SELECT l.ladder_no, l.number, s.step, s.level_code AS level, s.name_vi, s.name_en, s.above_total, s.above_case, s.norm_levels
        FROM funds f CROSS JOIN LATERAL (
            SELECT l.* FROM approval_ladders l WHERE l.fund_id = f.fund_id AND l.status = 'adopted' AND l.valid_from <= business_today()
            ORDER BY l.valid_from DESC, l.ladder_no DESC LIMIT 1) l
        JOIN approval_steps s ON s.fund_id = l.fund_id AND s.ladder_no = l.ladder_no
        WHERE f.code = @Fund ORDER BY s.step
        """;

    /// <summary>The ladder in force today; refused when the fund has none.</summary>
    public async Task<Result<ApprovalLadder>> InForceAsync(string fund, CancellationToken token)
    {
        var steps = await db.ListAsync<StepRow>(StepsSql, new { Fund = fund }, token);
        if (steps is not [var first, ..]) return new NoLadderInForce(fund);
        return new ApprovalLadder(first.LadderNo, first.Number, [.. steps.Select(step => step.ToStep())]);
    }

    public Task<IReadOnlyList<ApprovalHand>> HandsAsync(string fund, CancellationToken token) =>
        db.ListAsync<ApprovalHand>(HandsSql, new { Fund = fund }, token);

    /// <summary>The persons who could pay in the fund.</summary>
    public Task<IReadOnlyList<long>> PayersAsync(string fund, CancellationToken token) =>
        db.ListAsync<long>(PayersSql, new { Fund = fund }, token);

    private sealed record StepRow
    {
        public int LadderNo { get; init; }

        public string Number { get; init; } = "";

        public int Step { get; init; }

        public string Level { get; init; } = "";

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";

        public Money? AboveTotal { get; init; }

        public Money? AboveCase { get; init; }

        public string[] NormLevels { get; init; } = [];

        public LadderStep ToStep() => new(Step, Level, NameVi, NameEn, AboveTotal, AboveCase, [.. NormLevels]);
    }
}
