using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>Closes a month that has ended: nothing more may be dated in it. Months are closed in order.</summary>
/// <param name="Month">Any day of the month.</param>
public sealed record ClosePeriod(string Fund, Guid Key, LocalDate Month) : ICommand<PeriodClosing>;

public sealed record PeriodClosing(LocalDate Month);

public sealed record MonthNotEnded(LocalDate Month, LocalDate Today) : Refused($"{Month:uuuu-MM} has not ended on {Today:uuuu-MM-dd}.");

public sealed record MonthNotNext(LocalDate Month, LocalDate Next) : Refused($"Months are closed in order: the next is {Next:uuuu-MM}.");

internal sealed class ClosePeriodHandler(Db db, FundLock fundLock) : IRequestHandler<ClosePeriod, Result<PeriodClosing>>
{
    private const string CloseSql = "SELECT close_period(@FundId, @Month)";

    public async Task<Result<PeriodClosing>> Handle(ClosePeriod request, CancellationToken cancellationToken)
    {
        var month = request.Month.With(DateAdjusters.StartOfMonth);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var next = fund.ClosedThrough?.PlusDays(1) ?? fund.OpenedOn.With(DateAdjusters.StartOfMonth);
        if (month != next) return new MonthNotNext(month, next);
        if (month.PlusMonths(1) > fund.Today) return new MonthNotEnded(month, fund.Today);
        await db.ExecuteAsync(CloseSql, new { fund.FundId, Month = month }, cancellationToken);
        return new PeriodClosing(month);
    }
}
