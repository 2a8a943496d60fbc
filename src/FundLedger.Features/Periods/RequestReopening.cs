using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>Asks that the month which was closed last be opened again; another person decides.</summary>
/// <param name="Month">Any day of the month.</param>
/// <param name="Reason">At least 10 characters; no name of a child.</param>
public sealed record RequestReopening(string Fund, Guid Key, LocalDate Month, string Reason) : ICommand<ReopeningRequested>;

/// <param name="Request">Number of the request in the fund's hash log.</param>
public sealed record ReopeningRequested(long Request, LocalDate Month);

internal sealed class RequestReopeningHandler(Db db, FundLock fundLock) : IRequestHandler<RequestReopening, Result<ReopeningRequested>>
{
    private const string WaitingSql = """
        SELECT EXISTS (SELECT FROM period_events q WHERE q.fund_id = @FundId AND q.month = @Month AND q.event = 'reopen_requested'
            AND NOT EXISTS (SELECT FROM period_events a WHERE a.fund_id = q.fund_id AND a.answers = q.log_no))
        """;

    private const string RequestSql = "SELECT request_reopening(@FundId, @Month, @Reason)";

    public async Task<Result<ReopeningRequested>> Handle(RequestReopening request, CancellationToken cancellationToken)
    {
        if (LongReasonMissing.In(request.Reason) is { } noReason) return noReason;
        var month = request.Month.With(DateAdjusters.StartOfMonth);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (LastClosed.RefusalFor(month, fund) is { } refusal) return refusal;
        var asked = new { fund.FundId, Month = month, Reason = request.Reason.Trim() };
        if (await db.SingleAsync<bool>(WaitingSql, asked, cancellationToken)) return new ReopeningAlreadyAsked(month);
        return new ReopeningRequested(await db.SingleAsync<long>(RequestSql, asked, cancellationToken), month);
    }
}

/// <summary>The one month that may be reopened.</summary>
internal static class LastClosed
{
    public static Refused? RefusalFor(LocalDate month, LockedFund fund)
    {
        var last = fund.ClosedThrough?.With(DateAdjusters.StartOfMonth);
        return month != last || fund.Closing is not null ? new MonthNotReopenable(month, last) : null;
    }
}
