using FundLedger.Domain;
using FundLedger.Domain.Transfers;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Transfers;

/// <summary>The transfers between the pools of a fund, newest first.</summary>
/// <param name="Id">Only this one; null for all.</param>
public sealed record ListTransfers(string Fund, long? Id = null) : IQuery<IReadOnlyList<ListedTransfer>>;

public sealed record ListedTransfer
{
    public long Id { get; init; }

    public TransferStatus Status { get; init; }

    public string FromPool { get; init; } = "";

    public string FromVi { get; init; } = "";

    public string FromEn { get; init; } = "";

    public string ToPool { get; init; } = "";

    public string ToVi { get; init; } = "";

    public string ToEn { get; init; } = "";

    public Money Amount { get; init; }

    /// <summary>What the pool that gives holds and has not reserved, now.</summary>
    public Money Available { get; init; }

    public string MoneyAccount { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? DecisionNumber { get; init; }

    public LocalDate? DecisionDate { get; init; }

    public LocalDate RequestedOn { get; init; }

    public string RequestedBy { get; init; } = "";

    /// <summary>The first of the two approvals.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The second, which posted it.</summary>
    public string? PostedBy { get; init; }

    public string? RejectedBy { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? RejectedFor { get; init; }

    public string? Voucher { get; init; }

    public LocalDate? PostedOn { get; init; }

    /// <summary>What an approval names, 64 hexadecimal digits.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>It waits for a person who is neither its requester nor its first approver; the reader is such a person.</summary>
    public bool MayDecide { get; init; }
}

internal sealed class ListTransfersHandler(Db db) : IRequestHandler<ListTransfers, Result<IReadOnlyList<ListedTransfer>>>
{
    private const string TransfersSql = """
        SELECT t.transfer_id AS id, t.status, f.code AS from_pool, f.name_vi AS from_vi, f.name_en AS from_en, o.code AS to_pool,
            o.name_vi AS to_vi, o.name_en AS to_en, t.amount, b.liquid - b.committed AS available, t.money_account, t.reason,
            t.decision_number, t.decision_date, t.requested_on, r.display_name AS requested_by, a.display_name AS approved_by,
            s.display_name AS posted_by, x.display_name AS rejected_by, e.reason AS rejected_for,
            format_voucher(t.voucher_type, t.voucher_year, t.voucher_no) AS voucher, v.voucher_date AS posted_on,
            encode(q.content_hash, 'hex') AS content_hash,
            t.status IN ('requested', 'approved') AND actor_has_role(t.fund_id, 'approver')
                AND me.person_id <> t.requester_person AND me.person_id IS DISTINCT FROM t.approver_person AS may_decide
        FROM pool_transfers t JOIN funds u USING (fund_id)
        JOIN pools f ON f.fund_id = t.fund_id AND f.pool_id = t.from_pool JOIN pools o ON o.fund_id = t.fund_id AND o.pool_id = t.to_pool
        JOIN pool_balances b ON b.fund_id = t.fund_id AND b.pool_id = t.from_pool
        JOIN pool_transfer_events q ON q.fund_id = t.fund_id AND q.transfer_id = t.transfer_id AND q.event = 'requested'
        LEFT JOIN pool_transfer_events e ON e.fund_id = t.fund_id AND e.transfer_id = t.transfer_id AND e.event = 'rejected'
        LEFT JOIN vouchers v ON v.fund_id = t.fund_id AND v.voucher_type = t.voucher_type AND v.voucher_year = t.voucher_year
            AND v.voucher_no = t.voucher_no
        JOIN users r ON r.user_name = t.requester LEFT JOIN users a ON a.user_name = t.approver
        LEFT JOIN users s ON s.user_name = t.poster LEFT JOIN users x ON x.user_name = t.rejecter
        LEFT JOIN users me ON me.user_name = acting_user()
        WHERE u.code = @Fund AND (@Id::bigint IS NULL OR t.transfer_id = @Id)
        ORDER BY t.transfer_id DESC
        """;

    public async Task<Result<IReadOnlyList<ListedTransfer>>> Handle(ListTransfers request, CancellationToken cancellationToken)
    {
        var found = await db.ListAsync<ListedTransfer>(TransfersSql, new { request.Fund, request.Id }, cancellationToken);
        return request.Id is { } id && found.Count == 0 ? new TransferNotFound(request.Fund, id) : found.ToList();
    }
}
