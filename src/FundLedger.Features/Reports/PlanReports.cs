using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Reports;

/// <summary>Enters the reports of a year into the calendar of a fund, so that its accountants are told of each in time.</summary>
/// <param name="TellDays">So many days before each is due, 1 to 60.</param>
public sealed record PlanReports(string Fund, Guid Key, int Year, int TellDays) : ICommand<ReportsPlanned>;

public sealed record ReportsPlanned(int Count);

public sealed record PlanYearOdd(int Year, int ThisYear) : Invalid($"The reports of {Year} are not planned in {ThisYear}.")
{
    public override string Field => "Year";
}

public sealed record TellDaysOdd(int Days) : Invalid($"{Days} days before is not between 1 and 60.")
{
    public override string Field => "TellDays";
}

public sealed record ReportsPlannedAlready(int Year) : Refused($"The reports of {Year} are in the calendar already.");

internal sealed class PlanReportsHandler(Db db, FundLock fundLock) : IRequestHandler<PlanReports, Result<ReportsPlanned>>
{
    private const string PlanSql = "SELECT plan_reports(@FundId, @Year, @TellDays)";

    public async Task<Result<ReportsPlanned>> Handle(PlanReports request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (Math.Abs(request.Year - fund.Today.Year) > 1) return new PlanYearOdd(request.Year, fund.Today.Year);
        if (request.TellDays is < 1 or > 60) return new TellDaysOdd(request.TellDays);
        var plan = new { fund.FundId, request.Year, request.TellDays };
        var count = await db.SingleAsync<int>(PlanSql, plan, cancellationToken);
        return count == 0 ? new ReportsPlannedAlready(request.Year) : new ReportsPlanned(count);
    }
}
