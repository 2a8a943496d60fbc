using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>Opens a month again that is being closed and was not closed yet, so that what the checklist found can be put right.</summary>
/// <param name="Month">Any day of the month.</param>
public sealed record TakeClosingBack(string Fund, Guid Key, LocalDate Month) : ICommand<ClosingTakenBack>;

public sealed record ClosingTakenBack(LocalDate Month);

internal sealed class TakeClosingBackHandler(Db db, FundLock fundLock) : IRequestHandler<TakeClosingBack, Result<ClosingTakenBack>>
{
    private const string TakeBackSql = "SELECT take_closing_back(@FundId, @Month)";

    public async Task<Result<ClosingTakenBack>> Handle(TakeClosingBack request, CancellationToken cancellationToken)
    {
        var month = request.Month.With(DateAdjusters.StartOfMonth);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (fund.Closing != month) return new ClosingNotStarted(month);
        await db.ExecuteAsync(TakeBackSql, new { fund.FundId, Month = month }, cancellationToken);
        return new ClosingTakenBack(month);
    }
}
