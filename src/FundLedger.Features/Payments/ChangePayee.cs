using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>Corrects to whom a line is transferred, while its order has not left the house.</summary>
public sealed record ChangePayee(string Fund, Guid Key, int Order, Payee Payee) : ICommand<PaymentMoved>;

internal sealed class ChangePayeeHandler(Db db, FundLock fundLock, PaymentLoad payments)
    : IRequestHandler<ChangePayee, Result<PaymentMoved>>
{
    private const string ChangeSql = "SELECT change_payee(@FundId, @Order, @Line, @Name, @Bank, @Account)";

    public async Task<Result<PaymentMoved>> Handle(ChangePayee request, CancellationToken cancellationToken)
    {
        if (request.Payee.Refusal() is { } malformed) return malformed;
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await payments.OrderAsync(request.Fund, request.Order, cancellationToken) is not { } order)
        {
            return new PaymentOrderNotFound(request.Fund, request.Order);
        }

        if (order.Rules.RefusalToChangePayee(fund.Person, request.Payee.Line) is { } refusal) return refusal;
        if (order.Rules.Hands.RefusalOfPayees([request.Payee]) is { } tookPart) return tookPart;
        var (line, name, bank, account) = request.Payee;
        await db.ExecuteAsync(
            ChangeSql, new { fund.FundId, request.Order, Line = line, Name = name, Bank = bank, Account = account }, cancellationToken);
        return new PaymentMoved(request.Order, order.Rules.Status);
    }
}
