using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Adjustments;

/// <summary>A second person posts an adjustment that changes the fund's balance.</summary>
/// <param name="Seen">Hash of the content that was shown, 64 hexadecimal digits.</param>
public sealed record ApproveAdjustment(string Fund, Guid Key, long Id, string Seen) : ICommand<AdjustmentPosted>;

public sealed record AdjustmentPosted(string Voucher, long EntryNo);

internal sealed class ApproveAdjustmentHandler(Db db, FundLock fundLock, AdjustmentReader adjustments)
    : IRequestHandler<ApproveAdjustment, Result<AdjustmentPosted>>
{
    private const string ApproveSql = """
        SELECT voucher_year, voucher_no, entry_no FROM approve_adjustment(@FundId, @Id, @Key, decode(@ContentHash, 'hex'))
        """;

    public async Task<Result<AdjustmentPosted>> Handle(ApproveAdjustment request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var adjustment = await adjustments.FindAsync(request.Fund, request.Id, cancellationToken);
        if (adjustment is null) return new AdjustmentNotFound(request.Fund, request.Id);
        if (adjustment.RefusalToDecide(fund.Person) is { } refusal) return refusal;
        if (adjustment.ContentHash != request.Seen) return new AdjustmentNotAsSeen(request.Id);
        if (fund.Dates.RefusalFor(adjustment.Date) is { } badDate) return badDate;
        var posted = await db.SingleAsync<PostedAdjustment>(
            ApproveSql, new { fund.FundId, request.Id, request.Key, adjustment.ContentHash }, cancellationToken);
        return new AdjustmentPosted(posted.Voucher!, posted.EntryNo!.Value);
    }
}
