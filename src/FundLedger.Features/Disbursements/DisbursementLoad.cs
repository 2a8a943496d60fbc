using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Disbursements;

public sealed record DisbursementNotFound(string Fund, long Id) : NotFound($"Fund {Fund} has no request {Id} that this user may see.");

/// <summary>Loads a request as the rules judge it; the caller holds the fund's lock. Shared by approve, reject and pay.</summary>
internal sealed class DisbursementLoad(Db db)
{
    private const string LoadSql = """
        SELECT d.disbursement_id AS id, d.status,
            d.total - (SELECT coalesce(sum(l.stock), 0) FROM disbursement_lines l
                WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id)::bigint AS total,
            d.requester_person, d.approver_person,
            encode(r.content_hash, 'hex') AS content_hash, actor_has_role(d.fund_id, 'approver') AS is_by_approver,
            u.display_name AS decided_by, a.recorded_at AS decided_at,
            CASE WHEN a.event = 'approved' THEN (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date END AS approved_on,
            (SELECT array_agg(o.beneficiary_code || ' ' || o.obstacle ORDER BY o.line_no)
             FROM disbursement_obstacles(d.fund_id, d.disbursement_id) o) AS obstacles,
            (SELECT array_agg(w.beneficiary_code || ' ' || w.other_code) FROM pairs_to_decide(d.fund_id, d.disbursement_id) w) AS pairs,
            EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = d.fund_id AND o.disbursement_id = d.disbursement_id
                AND (o.outcome IS NULL OR o.outcome IN ('paid', 'partial', 'returned'))) AS is_paid_by_orders,
            (SELECT array_agg(p.full_name) FROM persons p WHERE p.person_id IN (d.requester_person, d.approver_person)
                OR p.person_id = (SELECT w.person_id FROM users w WHERE w.user_name = acting_user())
                OR p.person_id IN (SELECT s.decided_person FROM disbursement_steps s
                    WHERE s.fund_id = d.fund_id AND s.disbursement_id = d.disbursement_id)) AS hand_names
        FROM disbursements d JOIN funds f USING (fund_id)
        JOIN disbursement_events r ON r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id AND r.event = 'requested'
        LEFT JOIN disbursement_events a ON a.fund_id = d.fund_id AND a.disbursement_id = d.disbursement_id
            AND a.event IN ('approved', 'rejected', 'returned')
        LEFT JOIN users u ON u.user_name = a.actor
        WHERE f.code = @Fund AND d.disbursement_id = @Id
        """;

    private const string StepsSql = """
        SELECT s.step, s.level_code AS level, s.name_vi, s.name_en, s.decided_person, s.in_name_person
        FROM disbursement_steps s JOIN funds f USING (fund_id) WHERE f.code = @Fund AND s.disbursement_id = @Id ORDER BY s.step
        """;

    public async Task<Disbursement?> FindAsync(string fund, long id, CancellationToken token)
    {
        var asked = new { Fund = fund, Id = id };
        if (await db.FindAsync<Row>(LoadSql, asked, token) is not { } row) return null;
        var request = row.ToDisbursement() with { Steps = await db.ListAsync<ApprovalStep>(StepsSql, asked, token) };
        return request.Waiting is null
            ? request
            : request with { Hands = await db.ListAsync<ApprovalHand>(Ladders.MyHandsSql, asked, token) };
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public string Status { get; init; } = "";

        public Money Total { get; init; }

        public long RequesterPerson { get; init; }

        public long? ApproverPerson { get; init; }

        public string ContentHash { get; init; } = "";

        public bool IsByApprover { get; init; }

        public LocalDate? ApprovedOn { get; init; }

        public string? DecidedBy { get; init; }

        public Instant? DecidedAt { get; init; }

        public string[]? Obstacles { get; init; }

        public string[]? Pairs { get; init; }

        public bool IsPaidByOrders { get; init; }

        public string[]? HandNames { get; init; }

        public Disbursement ToDisbursement() => new()
        {
            Id = Id, Status = Enum.Parse<DisbursementStatus>(Status, ignoreCase: true), Total = Total, RequesterPerson = RequesterPerson,
            ApproverPerson = ApproverPerson, ApprovedOn = ApprovedOn, ContentHash = ContentHash,
            DecidedBy = DecidedBy, DecidedAt = DecidedAt, IsByApprover = IsByApprover, IsPaidByOrders = IsPaidByOrders,
            HandNames = HandNames ?? [],
            Pairs = [.. (Pairs ?? []).Select(one => one.Split(' ')).Select(one => new UndecidedPair(one[0], one[1]))],
            Obstacles = [.. (Obstacles ?? []).Select(one => one.Split(' ')).Select(one => ChildAbsent.Of(one[0], one[1]))],
        };
    }
}
