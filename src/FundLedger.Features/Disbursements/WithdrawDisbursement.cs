using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Takes an approved request back before it is paid; what it had reserved is available again, and its uses of the norm are given back.
/// </summary>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record WithdrawDisbursement(string Fund, Guid Key, long Id, string Reason) : ICommand<DisbursementWithdrawn>;

public sealed record DisbursementWithdrawn(long Id);

internal sealed class WithdrawDisbursementHandler(Db db, FundLock fundLock, DisbursementLoad disbursements)
    : IRequestHandler<WithdrawDisbursement, Result<DisbursementWithdrawn>>
{
    private const string WithdrawSql = "SELECT withdraw_disbursement(@FundId, @Id, @Key, @Reason)";

    public async Task<Result<DisbursementWithdrawn>> Handle(WithdrawDisbursement request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new ReasonMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await disbursements.FindAsync(request.Fund, request.Id, cancellationToken) is not { } disbursement)
        {
            return new DisbursementNotFound(request.Fund, request.Id);
        }

        if (disbursement.RefusalToWithdraw(fund.Person) is { } refusal) return refusal;
        await db.ExecuteAsync(WithdrawSql, new { fund.FundId, request.Id, request.Key, request.Reason }, cancellationToken);
        return new DisbursementWithdrawn(request.Id);
    }
}
