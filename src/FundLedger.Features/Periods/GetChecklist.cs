using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>What stands in the way of closing a month.</summary>
/// <param name="Month">Any day of the month.</param>
public sealed record GetChecklist(string Fund, LocalDate Month) : IQuery<PeriodChecklist>;

/// <param name="Findings">In the order of <see cref="CloseChecks.All"/>; a check without a finding is clear.</param>
/// <param name="OpenItemsHash">Names the open items for <see cref="AcceptOpenItems"/>, 64 hexadecimal digits.</param>
/// <param name="IsAccepted">A second person has accepted exactly these open items.</param>
public sealed record PeriodChecklist(LocalDate Month, IReadOnlyList<CloseFinding> Findings, string OpenItemsHash, bool IsAccepted)
{
    public bool HasOpenItems => Findings.Any(found => found.Severity == CloseSeverity.OpenItem);

    /// <summary>Whether the month may be closed as far as the checklist goes.</summary>
    public bool IsClear =>
        !Findings.Any(found => found.Severity == CloseSeverity.Blocker) && (IsAccepted || !HasOpenItems);
}

internal sealed class GetChecklistHandler(Db db, Checklist checklist) : IRequestHandler<GetChecklist, Result<PeriodChecklist>>
{
    private const string FundSql = "SELECT fund_id FROM funds WHERE code = @Fund";
    private const string HashSql = "SELECT encode(open_items_hash(@FundId, @Month), 'hex')";

    public async Task<Result<PeriodChecklist>> Handle(GetChecklist request, CancellationToken cancellationToken)
    {
        var month = request.Month.With(DateAdjusters.StartOfMonth);
        var found = await db.FindAsync<int?>(FundSql, new { request.Fund }, cancellationToken);
        if (found is not { } fundId) return new FundNotFound(request.Fund);
        return new PeriodChecklist(
            month,
            await checklist.ReadAsync(fundId, month, cancellationToken),
            await db.SingleAsync<string>(HashSql, new { FundId = fundId, Month = month }, cancellationToken),
            await checklist.IsAcceptedAsync(fundId, month, cancellationToken));
    }
}
