using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>The second person opens a closed month again. Its statement stays as it was; closing it anew makes the next version.</summary>
/// <param name="Request">Number of the request in the fund's hash log.</param>
public sealed record ApproveReopening(string Fund, Guid Key, long Request) : ICommand<PeriodReopened>;

public sealed record PeriodReopened(LocalDate Month);

internal sealed class ApproveReopeningHandler(Db db, ReopeningLoad requests) : IRequestHandler<ApproveReopening, Result<PeriodReopened>>
{
    private const string ApproveSql = "SELECT approve_reopening(@FundId, @Request)";

    public async Task<Result<PeriodReopened>> Handle(ApproveReopening request, CancellationToken cancellationToken)
    {
        var (fund, asked) = await requests.LockAsync(request, cancellationToken);
        if (asked is null) return new ReopeningNotAsked(request.Request);
        if (asked.RefusalToDecide(fund.Person) is { } refusal) return refusal;
        if (LastClosed.RefusalFor(asked.Month, fund) is { } notLast) return notLast;
        await db.ExecuteAsync(ApproveSql, new { fund.FundId, request.Request }, cancellationToken);
        return new PeriodReopened(asked.Month);
    }
}
