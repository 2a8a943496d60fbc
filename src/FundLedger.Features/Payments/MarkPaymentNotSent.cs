using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Payments;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>Says that the bank never got the order, after looking at the account; it may then be taken again.</summary>
/// <param name="Reason">How one knows, at least 10 characters.</param>
public sealed record MarkPaymentNotSent(string Fund, Guid Key, int Order, string Reason) : ICommand<PaymentMoved>;

internal sealed class MarkPaymentNotSentHandler(PaymentSteps steps) : IRequestHandler<MarkPaymentNotSent, Result<PaymentMoved>>
{
    private const string NotSentSql = "SELECT mark_order_not_sent(@FundId, @Order, @Reason)";

    public async Task<Result<PaymentMoved>> Handle(MarkPaymentNotSent request, CancellationToken cancellationToken) =>
        LongReasonMissing.In(request.Reason) is { } tooShort ? tooShort : await steps.TakeAsync(
            new PaymentMove(request.Fund, request.Order, request.Reason), (order, person) => order.RefusalToMarkNotSent(person), NotSentSql,
            PaymentOrderStatus.Prepared, cancellationToken);
}
