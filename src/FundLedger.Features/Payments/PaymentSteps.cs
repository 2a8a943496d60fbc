using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Payments;

/// <summary>A step of an order that is nothing but a step.</summary>
/// <param name="Status">Where the order stands now.</param>
public sealed record PaymentMoved(int Order, PaymentOrderStatus Status);

/// <summary>Takes such a step: lock, load, ask the rule, move; shared by the steps on the way to the bank and back.</summary>
internal sealed class PaymentSteps(Db db, FundLock fundLock, PaymentLoad payments)
{
    /// <param name="sql">The step, from <c>@FundId</c>, <c>@Order</c> and <c>@Reason</c>.</param>
    public async Task<Result<PaymentMoved>> TakeAsync(
        PaymentMove move, Func<PaymentOrder, long, Refused?> rule, string sql, PaymentOrderStatus now, CancellationToken token)
    {
        if (PaymentReasonTooLong.In(move.Reason) is { } tooLong) return tooLong;
        var fund = await fundLock.TakeAsync(move.Fund, token);
        var order = await payments.OrderAsync(move.Fund, move.Order, token);
        if (order is null) return new PaymentOrderNotFound(move.Fund, move.Order);
        if (rule(order.Rules, fund.Person) is { } refusal) return refusal;
        await db.ExecuteAsync(sql, new { fund.FundId, move.Order, Reason = move.Reason?.Trim() }, token);
        return new PaymentMoved(move.Order, now);
    }
}

internal sealed record PaymentMove(string Fund, int Order, string? Reason = null);
