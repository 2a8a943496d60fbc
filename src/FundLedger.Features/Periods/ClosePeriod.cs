using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>
/// Closes a month that has ended and whose checklist is clear: nothing more may be dated in it, and its statement is sealed. Months are
/// closed in order. A month that is still open is begun and closed in one step.
/// </summary>
/// <param name="Month">Any day of the month.</param>
public sealed record ClosePeriod(string Fund, Guid Key, LocalDate Month) : ICommand<PeriodClosing>;

/// <param name="Version">1 for the first closing of the month, one more each time it was reopened.</param>
/// <param name="Digest">Of the month's statement, 64 hexadecimal digits.</param>
public sealed record PeriodClosing(LocalDate Month, int Version, string Digest);

internal sealed class ClosePeriodHandler(Db db, FundLock fundLock, Checklist checklist, ClosingSeal closingSeal)
    : IRequestHandler<ClosePeriod, Result<PeriodClosing>>
{
    private const string CloseSql = "SELECT close_period(@FundId, @Month)";

    public async Task<Result<PeriodClosing>> Handle(ClosePeriod request, CancellationToken cancellationToken)
    {
        var month = request.Month.With(DateAdjusters.StartOfMonth);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (NextMonth.RefusalFor(month, fund) is { } refusal) return refusal;
        var blockers = await checklist.BlockersAsync(fund.FundId, month, cancellationToken);
        if (blockers.Count > 0) return new PeriodHasBlockers(month, blockers);
        await db.ExecuteAsync(CloseSql, new { fund.FundId, Month = month }, cancellationToken);
        return await closingSeal.SealAsync(request.Fund, fund, month, cancellationToken);
    }
}

/// <summary>The one month that may be closed.</summary>
internal static class NextMonth
{
    public static LocalDate Of(LockedFund fund) => fund.ClosedThrough?.PlusDays(1) ?? fund.OpenedOn.With(DateAdjusters.StartOfMonth);

    public static Refused? RefusalFor(LocalDate month, LockedFund fund) =>
        month != Of(fund) ? new MonthNotNext(month, Of(fund))
        : month.PlusMonths(1) > fund.Today ? new MonthNotEnded(month, fund.Today)
        : null;
}
