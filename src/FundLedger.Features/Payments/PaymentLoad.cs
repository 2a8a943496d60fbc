using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Payments;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Payments;

public sealed record PaymentOrderNotFound(string Fund, int Order)
    : NotFound($"Fund {Fund} has no payment order {Order} that this user may see.");

public sealed record PaymentRequestNotFound(string Fund, long Id) : NotFound($"Fund {Fund} has no request {Id} that this user may see.");

/// <summary>Loads requests and orders as the rules judge them; the caller holds the fund's lock.</summary>
internal sealed class PaymentLoad(Db db)
{
    private const string RequestSql = """
        SELECT d.status, d.requester_person AS requester,
            ARRAY(SELECT s.decided_person FROM disbursement_steps s WHERE s.fund_id = d.fund_id AND s.disbursement_id = d.disbursement_id
                AND s.decided_person IS NOT NULL
                UNION SELECT d.approver_person WHERE d.approver_person IS NOT NULL) AS deciders,
            ARRAY(SELECT p.full_name FROM persons p WHERE p.person_id IN (d.requester_person, d.approver_person)
                OR p.person_id = (SELECT u.person_id FROM users u WHERE u.user_name = acting_user())
                OR EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = d.fund_id AND s.disbursement_id = d.disbursement_id
                    AND s.decided_person = p.person_id)
                OR EXISTS (SELECT FROM payment_orders o JOIN payment_order_steps s USING (fund_id, order_no)
                    WHERE o.fund_id = d.fund_id AND o.disbursement_id = d.disbursement_id AND s.person_id = p.person_id)) AS names,
            (SELECT (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM disbursement_events a
             WHERE a.fund_id = d.fund_id AND a.disbursement_id = d.disbursement_id AND a.event = 'approved') AS approved_on
        FROM disbursements d JOIN funds f USING (fund_id) WHERE f.code = @Fund AND d.disbursement_id = @Id
        """;

    private const string RequestLinesSql = """
        SELECT l.line_no AS no, l.amount - coalesce(l.stock, 0) AS amount, coalesce(l.beneficiary_code, l.recipient) AS child, w.obstacle,
            l.line_no IN (SELECT o.line_no FROM open_lines o
                WHERE o.fund_id = (SELECT fund_id FROM funds WHERE code = @Fund) AND o.disbursement_id = @Id) AS is_open
        FROM funds f JOIN disbursement_lines l USING (fund_id)
        LEFT JOIN disbursement_obstacles(f.fund_id, @Id) w ON w.line_no = l.line_no
        WHERE f.code = @Fund AND l.disbursement_id = @Id AND l.amount > coalesce(l.stock, 0) ORDER BY l.line_no
        """;

    private const string PairsSql = """
        SELECT w.beneficiary_code AS code, w.other_code AS other FROM funds f CROSS JOIN LATERAL pairs_to_decide(f.fund_id, @Id) w
        WHERE f.code = @Fund
        """;

    private const string OrderSql = """
        SELECT o.order_no AS no, replace(o.way, '_', '') AS way, o.status, o.prepared_on, o.officer_person AS officer,
            o.disbursement_id AS request, o.money_account,
            (SELECT y.name FROM payment_payees y JOIN users u ON u.user_name = acting_user() JOIN persons p USING (person_id)
             WHERE y.fund_id = o.fund_id AND y.order_no = o.order_no
                AND lower(btrim(y.name) COLLATE "vi-VN-x-icu") = lower(btrim(p.full_name) COLLATE "vi-VN-x-icu") LIMIT 1) AS namesake
        FROM payment_orders o JOIN funds f USING (fund_id) WHERE f.code = @Fund AND o.order_no = @Order
        """;

    private const string OrderLinesSql = """
        SELECT l.line_no AS no, l.amount, l.outcome IS NOT NULL AS has_ended, d.paid AS delivered
        FROM payment_order_lines l JOIN funds f USING (fund_id) LEFT JOIN deliveries d USING (fund_id, order_no, line_no)
        WHERE f.code = @Fund AND l.order_no = @Order ORDER BY l.line_no
        """;

    /// <param name="officer">Person who is to take an advance; null for the other ways.</param>
    public async Task<OrderableRequest?> RequestAsync(string fund, long id, long? officer, CancellationToken token)
    {
        var key = new { Fund = fund, Id = id };
        if (await db.FindAsync<RequestRow>(RequestSql, key, token) is not { } row) return null;
        var lines = await db.ListAsync<RequestLineRow>(RequestLinesSql, key, token);
        var pairs = (await db.ListAsync<UndecidedPair>(PairsSql, key, token)).ToLookup(pair => pair.Code, StringComparer.Ordinal);
        return new OrderableRequest
        {
            Id = id, Status = row.Status, ApprovedOn = row.ApprovedOn, Lines = [.. lines.Select(line => line.ToLine(pairs))],
            Hands = row.HandsOf(id, officer),
        };
    }

    public async Task<LoadedOrder?> OrderAsync(string fund, int order, CancellationToken token)
    {
        var key = new { Fund = fund, Order = order };
        if (await db.FindAsync<OrderRow>(OrderSql, key, token) is not { } row) return null;
        var request = await db.SingleAsync<RequestRow>(RequestSql, new { Fund = fund, Id = row.Request }, token);
        var lines = await db.ListAsync<OrderLineRow>(OrderLinesSql, key, token);
        return new LoadedOrder(
            new PaymentOrder
            {
                No = row.No, Way = row.Way, Status = row.Status, PreparedOn = row.PreparedOn,
                Lines = [.. lines.Select(line => new OrderedLine(line.No, line.Amount, line.HasEnded) { Delivered = line.Delivered })],
                Hands = request.HandsOf(row.Request, row.Officer) with { Namesake = row.Namesake },
            },
            row.MoneyAccount);
    }

    private sealed record RequestRow
    {
        public DisbursementStatus Status { get; init; }

        public long Requester { get; init; }

        public long[] Deciders { get; init; } = [];

        public string[] Names { get; init; } = [];

        public LocalDate? ApprovedOn { get; init; }

        public OrderHands HandsOf(long request, long? officer) => new(request, Requester, Deciders.ToHashSet(), officer) { Names = Names };
    }

    private sealed record RequestLineRow
    {
        public int No { get; init; }

        public Money Amount { get; init; }

        public string Child { get; init; } = "";

        public string? Obstacle { get; init; }

        public bool IsOpen { get; init; }

        public OrderableLine ToLine(ILookup<string, UndecidedPair> pairs) =>
            new(No, Amount, IsOpen, Obstacle is { } why ? ChildAbsent.Of(Child, why) : null) { Pair = pairs[Child].FirstOrDefault() };
    }

    private sealed record OrderRow
    {
        public int No { get; init; }

        public PaymentWay Way { get; init; }

        public PaymentOrderStatus Status { get; init; }

        public LocalDate PreparedOn { get; init; }

        public long? Officer { get; init; }

        public long Request { get; init; }

        public string? MoneyAccount { get; init; }

        public string? Namesake { get; init; }
    }

    private sealed record OrderLineRow
    {
        public int No { get; init; }

        public Money Amount { get; init; }

        public bool HasEnded { get; init; }

        public Money? Delivered { get; init; }
    }
}

/// <param name="MoneyAccount">cash or bank.</param>
internal sealed record LoadedOrder(PaymentOrder Rules, string? MoneyAccount);
