using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>What lies between a report that was sent and a later one of the same period, voucher by voucher.</summary>
/// <param name="Earlier">Number of the earlier one.</param>
/// <param name="Later">Number of the final one; null where it is compared with the books as they are.</param>
/// <param name="To">The last day that the later one knows.</param>
public sealed record ReportDifference(int Earlier, int? Later, LocalDate To, IReadOnlyList<ReportAddition> Additions)
{
    /// <summary>What the balance of the fund has changed by.</summary>
    public Worth Effect => Additions.Aggregate(default(Worth), (sum, one) => sum + one.Effect);
}

/// <summary>One voucher that the earlier report did not know.</summary>
public sealed record ReportAddition
{
    public LocalDate Date { get; init; }

    public Instant RecordedAt { get; init; }

    public long LogNo { get; init; }

    public string? Voucher { get; init; }

    /// <summary>What it counts as, e.g. receipt or disbursement; a reversal as what it reverses.</summary>
    public string Kind { get; init; } = "";

    public bool IsReversal { get; init; }

    /// <summary>Dated within the earlier report, written down after it; else dated after its last day.</summary>
    public bool IsLate { get; init; }

    internal Money Money { get; init; }

    internal Money Goods { get; init; }

    public Worth Effect => new(Money, Goods);
}

internal sealed class ReportDifferences(Db db, FrozenReports frozen)
{
    private const string AddedSql = """
        SELECT m.entry_date AS date, max(m.recorded_at) AS recorded_at, min(m.log_no) AS log_no,
            format_voucher(m.voucher_type, m.voucher_year, m.voucher_no) AS voucher, m.counts_as AS kind, m.is_reversal,
            m.entry_date <= @CutOff AS is_late, coalesce(sum(m.effect) FILTER (WHERE NOT m.is_goods), 0)::bigint AS money,
            coalesce(sum(m.effect) FILTER (WHERE m.is_goods), 0)::bigint AS goods
        FROM report_moves(ARRAY[@FundId], ARRAY[@LaterLog], '{}', '{}') m JOIN pools p USING (fund_id, pool_id)
        WHERE m.entry_date <= @To AND (m.log_no > @EarlierLog OR m.entry_date > @CutOff)
            AND (@Occasion::text IS NULL OR (m.occasion_code = @Occasion AND m.occasion_year = extract(year FROM @End::date))
                OR (m.support_kind IS NULL AND @Occasion = ANY (p.occasion_codes)))
        GROUP BY m.entry_date, m.voucher_type, m.voucher_year, m.voucher_no, m.counts_as, m.is_reversal ORDER BY 3
        """;

    public async Task<Result<ReportDifference>> OfAsync(BookFund fund, FrozenReport report, CancellationToken token)
    {
        if (report.Follows is not { } number)
        {
            return await BetweenAsync(report, null, fund.LogNo, LocalDate.Min(report.To, fund.Today), token);
        }

        var earlier = await frozen.FindAsync(fund.FundId, number, token);
        return earlier.Error is { } lost ? lost : await BetweenAsync(earlier.Value, report.Number, report.LogNo, report.CutOff, token);
    }

    private async Task<ReportDifference> BetweenAsync(
        FrozenReport earlier, int? later, long laterLog, LocalDate to, CancellationToken token)
    {
        var asked = new
        {
            earlier.FundId, EarlierLog = earlier.LogNo, LaterLog = laterLog, earlier.CutOff, To = to, End = earlier.To, earlier.Occasion,
        };
        return new ReportDifference(earlier.Number, later, to, await db.ListAsync<ReportAddition>(AddedSql, asked, token));
    }
}
