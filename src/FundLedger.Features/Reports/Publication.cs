using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>A publication that stays is of closed months: what everybody was told does not change under them.</summary>
public sealed record PublicationNotClosed(LocalDate To, LocalDate? ClosedThrough)
    : Refused($"Months up to {To:uuuu-MM-dd} are not all closed: what is published for good is of closed months.")
{
    public override string Field => "To";
}

/// <summary>What is special about the report that everybody may read: its periods, and of which closings it says that it is.</summary>
internal static class Publication
{
    private const string ClosingsSql = """
        SELECT s.closed_through, c.version FROM period_states s
        JOIN unnest(@FundIds, @LogNos) AS k(fund_id, log_no) USING (fund_id)
        LEFT JOIN LATERAL (SELECT x.version FROM closed_periods x WHERE x.fund_id = s.fund_id
            AND x.month = date_trunc('month', @To::date)::date AND x.log_no <= k.log_no ORDER BY x.version DESC LIMIT 1) c ON true
        """;

    /// <summary>Stands over whatever is shown to others.</summary>
    public static Wording Note { get; } = new(
        "Bản để công bố, gửi ra ngoài: số dưới 5 trẻ và các số có thể suy ra được thay bằng dấu …",
        "To be shared: counts under 5 and what they could be computed from are left out (…)");

    /// <summary>The quarter, half or year of these days; the year in which the fund opened begins with its first day. Else null.</summary>
    public static ReportPeriod? PeriodOf(LocalDate from, LocalDate to, LocalDate openedOn) => ReportPeriod.Of(from, to)
        ?? (from == openedOn && from.Year == to.Year && (to.Month, to.Day) == (12, 31)
            ? ReportPeriod.Parse(FormattableString.Invariant($"{to.Year}")) : null);

    /// <summary>Why a publication of these days cannot be kept; null when it can.</summary>
    public static Error? Refusal(LocalDate from, LocalDate cutOff, LocalDate to, LockedFund fund) =>
        cutOff != to || PeriodOf(from, to, fund.OpenedOn) is null ? new SharedPeriodOdd(from, to)
        : fund.ClosedThrough is not { } closed || closed < to ? new PublicationNotClosed(to, fund.ClosedThrough)
        : null;

    /// <summary>The closings that the figures are of, or that they are provisional.</summary>
    public static async Task<Wording> SaidAsync(Db db, IReadOnlyList<BookFund> funds, LocalDate from, LocalDate to, CancellationToken token)
    {
        int[] ids = [.. funds.Select(fund => fund.FundId)];
        long[] known = [.. funds.Select(fund => fund.LogNo)];
        var closings = await db.ListAsync<Closing>(ClosingsSql, new { FundIds = ids, LogNos = known, To = to }, token);
        if (closings.All(closing => closing.ClosedThrough >= to)) return Closed(from, to, closings);
        var through = closings.Any(closing => closing.ClosedThrough is null) ? null : closings.Min(closing => closing.ClosedThrough);
        return through is { } last && last >= from
            ? new Wording(
                $"TẠM TÍNH: mới khóa sổ đến {PrintedDate.Of(last)}, số liệu còn thay đổi",
                $"PROVISIONAL: books closed to {PrintedDate.Of(last)} only, figures can change")
            : new Wording(
                "TẠM TÍNH: chưa tháng nào trong kỳ khóa sổ, số liệu còn thay đổi",
                "PROVISIONAL: no month of the period is closed, figures can change");
    }

    /// <summary>The same of a publication that was kept: it was of closed months.</summary>
    public static async Task<Wording> SaidAsync(Db db, FrozenReport frozen, CancellationToken token)
    {
        var asked = new { FundIds = (int[])[frozen.FundId], LogNos = (long[])[frozen.LogNo], frozen.To };
        return Closed(frozen.From, frozen.To, await db.ListAsync<Closing>(ClosingsSql, asked, token));
    }

    private static Wording Closed(LocalDate from, LocalDate to, IReadOnlyList<Closing> closings)
    {
        var months = FormattableString.Invariant($"{from.Month:00}/{from.Year} – {to.Month:00}/{to.Year}");
        return closings is [{ Version: { } version }]
            ? new Wording(
                FormattableString.Invariant($"Lập từ sổ đã khóa các tháng {months}, lần khóa {version}"),
                FormattableString.Invariant($"Made from the closed months {months}, closing {version}"))
            : new Wording($"Lập từ sổ đã khóa các tháng {months}", $"Made from the closed months {months}");
    }

    private sealed record Closing
    {
        public LocalDate? ClosedThrough { get; init; }

        public int? Version { get; init; }
    }
}
