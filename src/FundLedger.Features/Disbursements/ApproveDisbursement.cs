using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>Approves a request as it was seen.</summary>
/// <param name="Seen">Content hash (hex) of the request on the approver's screen.</param>
public sealed record ApproveDisbursement(string Fund, Guid Key, long Id, string Seen) : ICommand<DisbursementApproved>;

public sealed record DisbursementApproved(long Id);

internal sealed class ApproveDisbursementHandler(Db db, FundLock fundLock, DisbursementLoad disbursements)
    : IRequestHandler<ApproveDisbursement, Result<DisbursementApproved>>
{
    private const string ApproveSql = "SELECT approve_disbursement(@FundId, @Id, decode(@ContentHash, 'hex'))";

    public async Task<Result<DisbursementApproved>> Handle(ApproveDisbursement request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await disbursements.FindAsync(request.Fund, request.Id, cancellationToken) is not { } disbursement)
        {
            return new DisbursementNotFound(request.Fund, request.Id);
        }

        if (disbursement.RefusalToApprove(fund.Person, request.Seen) is { } refusal) return refusal;
        await db.ExecuteAsync(ApproveSql, new { fund.FundId, request.Id, disbursement.ContentHash }, cancellationToken);
        return new DisbursementApproved(request.Id);
    }
}
