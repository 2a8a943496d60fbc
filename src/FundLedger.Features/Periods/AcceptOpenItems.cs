using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>A second person accepts that the open items of a closing stay open over the end of the month.</summary>
/// <param name="Month">Any day of the month that is being closed.</param>
/// <param name="ItemsHash">The list as it was seen, see <see cref="PeriodChecklist.OpenItemsHash"/>.</param>
/// <param name="Reason">At least 10 characters.</param>
public sealed record AcceptOpenItems(string Fund, Guid Key, LocalDate Month, string ItemsHash, string Reason) : ICommand<OpenItemsAccepted>;

public sealed record OpenItemsAccepted(LocalDate Month);

internal sealed class AcceptOpenItemsHandler(Db db, FundLock fundLock) : IRequestHandler<AcceptOpenItems, Result<OpenItemsAccepted>>
{
    private const string SeenSql = """
        SELECT encode(open_items_hash(s.fund_id, s.closing_month), 'hex') AS hash, s.closing_person AS person
        FROM period_states s WHERE s.fund_id = @FundId
        """;

    private const string AcceptSql = "SELECT accept_open_items(@FundId, @Month, decode(@ItemsHash, 'hex'), @Reason)";

    private sealed record Seen
    {
        public string Hash { get; init; } = "";

        public long Person { get; init; }
    }

    public async Task<Result<OpenItemsAccepted>> Handle(AcceptOpenItems request, CancellationToken cancellationToken)
    {
        if (LongReasonMissing.In(request.Reason) is { } noReason) return noReason;
        var month = request.Month.With(DateAdjusters.StartOfMonth);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (fund.Closing != month) return new ClosingNotStarted(month);
        var seen = await db.SingleAsync<Seen>(SeenSql, new { fund.FundId }, cancellationToken);
        if (seen.Person == fund.Person) return new AccepterIsCloser(month);
        if (seen.Hash != request.ItemsHash) return new OpenItemsChanged(month);
        await db.ExecuteAsync(
            AcceptSql, new { fund.FundId, Month = month, request.ItemsHash, Reason = request.Reason.Trim() }, cancellationToken);
        return new OpenItemsAccepted(month);
    }
}
