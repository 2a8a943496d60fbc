using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>Takes the step of a request that waits, as the request was seen; with the last step it is approved.</summary>
/// <param name="Seen">Content hash (hex) of the request on the approver's screen.</param>
/// <param name="IsUnrelated">The approver declares to be no relation of those who get or take the money.</param>
public sealed record ApproveDisbursement(string Fund, Guid Key, long Id, string Seen, bool IsUnrelated) : ICommand<DisbursementApproved>;

/// <param name="StepsLeft">Steps that others have to take still; zero when the request is approved.</param>
public sealed record DisbursementApproved(long Id, int StepsLeft);

internal sealed class ApproveDisbursementHandler(Db db, FundLock fundLock, DisbursementLoad disbursements)
    : IRequestHandler<ApproveDisbursement, Result<DisbursementApproved>>
{
    private const string ApproveSql = "SELECT approve_disbursement(@FundId, @Id, decode(@ContentHash, 'hex'), @IsUnrelated)";

    public async Task<Result<DisbursementApproved>> Handle(ApproveDisbursement request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await disbursements.FindAsync(request.Fund, request.Id, cancellationToken) is not { } disbursement)
        {
            return new DisbursementNotFound(request.Fund, request.Id);
        }

        if (disbursement.RefusalToApprove(fund.Person, request.Seen, request.IsUnrelated) is { } refusal) return refusal;
        var left = await db.SingleAsync<int>(
            ApproveSql, new { fund.FundId, request.Id, disbursement.ContentHash, request.IsUnrelated }, cancellationToken);
        return new DisbursementApproved(request.Id, left);
    }
}
