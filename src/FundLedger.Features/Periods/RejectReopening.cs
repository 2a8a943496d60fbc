using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>The second person leaves the month closed.</summary>
/// <param name="Request">Number of the request in the fund's hash log.</param>
/// <param name="Reason">At least 10 characters.</param>
public sealed record RejectReopening(string Fund, Guid Key, long Request, string Reason) : ICommand<ReopeningRejected>;

public sealed record ReopeningRejected(LocalDate Month);

internal sealed class RejectReopeningHandler(Db db, ReopeningLoad requests) : IRequestHandler<RejectReopening, Result<ReopeningRejected>>
{
    private const string RejectSql = "SELECT reject_reopening(@FundId, @Request, @Reason)";

    public async Task<Result<ReopeningRejected>> Handle(RejectReopening request, CancellationToken cancellationToken)
    {
        if (LongReasonMissing.In(request.Reason) is { } noReason) return noReason;
        var (fund, asked) = await requests.LockAsync(request, cancellationToken);
        if (asked is null) return new ReopeningNotAsked(request.Request);
        if (asked.RefusalToDecide(fund.Person) is { } refusal) return refusal;
        await db.ExecuteAsync(RejectSql, new { fund.FundId, request.Request, Reason = request.Reason.Trim() }, cancellationToken);
        return new ReopeningRejected(asked.Month);
    }
}
