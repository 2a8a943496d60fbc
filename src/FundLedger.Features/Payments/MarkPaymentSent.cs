using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>Says that the bank or the Treasury has the order.</summary>
public sealed record MarkPaymentSent(string Fund, Guid Key, int Order) : ICommand<PaymentMoved>;

internal sealed class MarkPaymentSentHandler(PaymentSteps steps) : IRequestHandler<MarkPaymentSent, Result<PaymentMoved>>
{
    private const string SentSql = "SELECT mark_order_sent(@FundId, @Order)";

    public Task<Result<PaymentMoved>> Handle(MarkPaymentSent request, CancellationToken cancellationToken) => steps.TakeAsync(
        new PaymentMove(request.Fund, request.Order), (order, person) => order.RefusalToMarkSent(person), SentSql,
        PaymentOrderStatus.Sent, cancellationToken);
}
