using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// Opens the bank's file, or the Treasury's paper, of a prepared order for taking. From here on the order counts as possibly sent:
/// whatever breaks next, it is not sent a second time until somebody has said what became of it.
/// </summary>
public sealed record TakePaymentFile(string Fund, Guid Key, int Order) : ICommand<PaymentMoved>;

internal sealed class TakePaymentFileHandler(PaymentSteps steps) : IRequestHandler<TakePaymentFile, Result<PaymentMoved>>
{
    private const string TakeSql = "SELECT take_order_file(@FundId, @Order)";

    public Task<Result<PaymentMoved>> Handle(TakePaymentFile request, CancellationToken cancellationToken) => steps.TakeAsync(
        new PaymentMove(request.Fund, request.Order), (order, person) => order.RefusalToTake(person), TakeSql,
        PaymentOrderStatus.Unknown, cancellationToken);
}
