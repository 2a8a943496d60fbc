using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>Something that a check found.</summary>
public sealed record CloseFinding
{
    /// <summary>Code of the <see cref="CloseCheck"/>.</summary>
    public string CheckCode { get; init; } = "";

    public CloseSeverity Severity { get; init; }

    /// <summary>The thing as people name it: a voucher's number, a request's, a pool's code.</summary>
    public string Item { get; init; } = "";

    /// <summary>What kind of thing it is: voucher, entry, disbursement, pool, account or log.</summary>
    public string Target { get; init; } = "";

    /// <summary>Which one, for a link to it.</summary>
    public string TargetNo { get; init; } = "";

    public LocalDate? OnDate { get; init; }

    public Money? Amount { get; init; }
}

/// <summary>What stands in the way of a closing, read inside the running request.</summary>
internal sealed class Checklist(Db db)
{
    private const string FindingsSql = """
        SELECT check_code, replace(severity, '_', '') AS severity, item, target, target_no, on_date, amount
        FROM close_findings(@FundId, @Month)
        """;

    private const string AcceptedSql = """
        SELECT EXISTS (SELECT FROM period_events a JOIN period_states s ON s.fund_id = a.fund_id AND s.closing_month = a.month
            WHERE a.fund_id = @FundId AND a.event = 'accepted' AND a.content_hash = open_items_hash(@FundId, @Month)
                AND a.answers = (SELECT max(c.log_no) FROM period_events c
                                 WHERE c.fund_id = a.fund_id AND c.month = a.month AND c.event = 'closing'))
        """;

    public Task<IReadOnlyList<CloseFinding>> ReadAsync(int fundId, LocalDate month, CancellationToken token) =>
        db.ListAsync<CloseFinding>(FindingsSql, new { FundId = fundId, Month = month }, token);

    /// <summary>Whether a second person has accepted exactly the items that are open now.</summary>
    public Task<bool> IsAcceptedAsync(int fundId, LocalDate month, CancellationToken token) =>
        db.SingleAsync<bool>(AcceptedSql, new { FundId = fundId, Month = month }, token);

    /// <summary>The findings that a closing would be refused for.</summary>
    public async Task<IReadOnlyList<CloseFinding>> BlockersAsync(int fundId, LocalDate month, CancellationToken token)
    {
        var findings = await ReadAsync(fundId, month, token);
        var isAccepted = findings.Any(found => found.Severity == CloseSeverity.OpenItem) && await IsAcceptedAsync(fundId, month, token);
        return [.. findings.Where(found =>
            found.Severity == CloseSeverity.Blocker || (found.Severity == CloseSeverity.OpenItem && !isAccepted))];
    }
}
