using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Goods;

/// <summary>Losses of goods, those that wait first, then the newest.</summary>
/// <param name="Waiting">Only those that wait.</param>
public sealed record ListGoodsLosses(string Fund, bool Waiting = false) : IQuery<IReadOnlyList<ListedLoss>>;

public sealed record ListedLoss
{
    public int Loss { get; init; }

    public int Lot { get; init; }

    public int Item { get; init; }

    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public long Quantity { get; init; }

    /// <summary>What it is worth by the lot's value now; zero while that is not known.</summary>
    public Money Value { get; init; }

    public LossCause Cause { get; init; }

    public string MinutesNumber { get; init; } = "";

    public LocalDate MinutesDate { get; init; }

    public string Reason { get; init; } = "";

    public LocalDate AskedOn { get; init; }

    public string AskedBy { get; init; } = "";

    /// <summary>asked, approved or rejected.</summary>
    public string Status { get; init; } = "";

    public string? DecidedBy { get; init; }

    public string? RejectedFor { get; init; }

    public string? Voucher { get; init; }

    /// <summary>It waits, and the reader is an approver who did not ask for it.</summary>
    public bool MayDecide { get; init; }
}

internal sealed class ListGoodsLossesHandler(Db db) : IRequestHandler<ListGoodsLosses, Result<IReadOnlyList<ListedLoss>>>
{
    private const string LossesSql = """
        SELECT x.loss_no AS loss, x.lot_no AS lot, l.item_no AS item, i.name, i.unit, x.quantity, x.quantity * b.unit_value AS value,
            x.cause,
            x.minutes_number, x.minutes_date, x.reason, x.asked_on, a.display_name AS asked_by, x.status, d.display_name AS decided_by,
            x.rejection_reason AS rejected_for, format_voucher(g.voucher_type, g.voucher_year, g.voucher_no) AS voucher,
            x.status = 'asked' AND actor_has_role(x.fund_id, 'approver')
                AND x.asker_person <> (SELECT u.person_id FROM users u WHERE u.user_name = acting_user()) AS may_decide
        FROM goods_losses x JOIN funds f USING (fund_id) JOIN goods_lots l USING (fund_id, lot_no) JOIN goods_items i USING (fund_id,
            item_no)
        JOIN goods_balances b USING (fund_id, lot_no) JOIN users a ON a.user_name = x.asker LEFT JOIN users d ON d.user_name = x.decider
        LEFT JOIN goods_papers g ON g.fund_id = x.fund_id AND g.paper_no = x.paper_no
        WHERE f.code = @Fund AND (NOT @Waiting OR x.status = 'asked') ORDER BY x.status <> 'asked', x.loss_no DESC
        """;

    public async Task<Result<IReadOnlyList<ListedLoss>>> Handle(ListGoodsLosses request, CancellationToken cancellationToken) =>
        (await db.ListAsync<ListedLoss>(LossesSql, request, cancellationToken)).ToList();
}
