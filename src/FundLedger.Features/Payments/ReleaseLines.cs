using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Payments;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// Gives approved lines up that will not be paid: the child died or moved away, the family does not want it. Their money is free in the
/// pool again and they do not count against the norm.
/// </summary>
/// <param name="Lines">Numbers of the lines; none of them paid or on its way.</param>
/// <param name="Reason">At least 10 characters; no name of a child.</param>
public sealed record ReleaseLines(string Fund, Guid Key, long Id, IReadOnlyList<int> Lines, string Reason) : ICommand<LinesReleased>;

/// <param name="Order">Number under which it stands among the payment orders.</param>
public sealed record LinesReleased(int Order, int Lines);

internal sealed class ReleaseLinesHandler(Db db, FundLock fundLock, PaymentLoad payments)
    : IRequestHandler<ReleaseLines, Result<LinesReleased>>
{
    private const string ReleaseSql = "SELECT release_payment_lines(@FundId, @Key, @Id, @Lines, @Reason)";

    public async Task<Result<LinesReleased>> Handle(ReleaseLines request, CancellationToken cancellationToken)
    {
        if (LongReasonMissing.In(request.Reason) is { } tooShort) return tooShort;
        if (PaymentReasonTooLong.In(request.Reason) is { } tooLong) return tooLong;
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await payments.RequestAsync(request.Fund, request.Id, officer: null, cancellationToken) is not { } asked)
        {
            return new PaymentRequestNotFound(request.Fund, request.Id);
        }

        int[] lines = [.. request.Lines.Distinct()];
        if (asked.RefusalToRelease(fund.Person, lines) is { } refusal) return refusal;
        if (fund.Dates.RefusalFor(fund.Today) is { } closed) return closed;
        var order = await db.SingleAsync<int>(
            ReleaseSql, new { fund.FundId, request.Key, request.Id, Lines = lines, Reason = request.Reason.Trim() }, cancellationToken);
        return new LinesReleased(order, lines.Length);
    }
}
