using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Payments;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>Takes a prepared order back before its file is taken; its lines are open again.</summary>
/// <param name="Reason">At least 5 characters.</param>
public sealed record CancelPaymentOrder(string Fund, Guid Key, int Order, string Reason) : ICommand<PaymentMoved>;

internal sealed class CancelPaymentOrderHandler(PaymentSteps steps) : IRequestHandler<CancelPaymentOrder, Result<PaymentMoved>>
{
    private const string CancelSql = "SELECT cancel_payment_order(@FundId, @Order, @Reason)";

    public async Task<Result<PaymentMoved>> Handle(CancelPaymentOrder request, CancellationToken cancellationToken) =>
        request.Reason.Trim().Length < 5 ? new ReasonMissing() : await steps.TakeAsync(
            new PaymentMove(request.Fund, request.Order, request.Reason), (order, person) => order.RefusalToCancel(person), CancelSql,
            PaymentOrderStatus.Cancelled, cancellationToken);
}
