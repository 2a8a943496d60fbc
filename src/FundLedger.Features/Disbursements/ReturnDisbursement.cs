using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Gives a request back to who asked, to be corrected and asked for anew; what it had reserved is available again, and its uses of the norm
/// are given back.
/// </summary>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record ReturnDisbursement(string Fund, Guid Key, long Id, string Reason) : ICommand<DisbursementReturned>;

public sealed record DisbursementReturned(long Id);

internal sealed class ReturnDisbursementHandler(Db db, FundLock fundLock, DisbursementLoad disbursements)
    : IRequestHandler<ReturnDisbursement, Result<DisbursementReturned>>
{
    private const string ReturnSql = "SELECT return_disbursement(@FundId, @Id, @Key, @Reason)";

    public async Task<Result<DisbursementReturned>> Handle(ReturnDisbursement request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new ReasonMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await disbursements.FindAsync(request.Fund, request.Id, cancellationToken) is not { } disbursement)
        {
            return new DisbursementNotFound(request.Fund, request.Id);
        }

        if (disbursement.RefusalToDecide(fund.Person) is { } refusal) return refusal;
        await db.ExecuteAsync(ReturnSql, new { fund.FundId, request.Id, request.Key, request.Reason }, cancellationToken);
        return new DisbursementReturned(request.Id);
    }
}
