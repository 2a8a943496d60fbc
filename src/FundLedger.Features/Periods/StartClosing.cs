using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>Begins to close a month: from now on nothing is dated in it, and its checklist stands still.</summary>
/// <param name="Month">Any day of the month.</param>
public sealed record StartClosing(string Fund, Guid Key, LocalDate Month) : ICommand<ClosingStarted>;

public sealed record ClosingStarted(LocalDate Month);

internal sealed class StartClosingHandler(Db db, FundLock fundLock) : IRequestHandler<StartClosing, Result<ClosingStarted>>
{
    private const string StartSql = "SELECT start_closing(@FundId, @Month)";

    public async Task<Result<ClosingStarted>> Handle(StartClosing request, CancellationToken cancellationToken)
    {
        var month = request.Month.With(DateAdjusters.StartOfMonth);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (NextMonth.RefusalFor(month, fund) is { } refusal) return refusal;
        if (fund.Closing == month) return new ClosingAlreadyStarted(month);
        await db.ExecuteAsync(StartSql, new { fund.FundId, Month = month }, cancellationToken);
        return new ClosingStarted(month);
    }
}
