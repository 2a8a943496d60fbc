using NodaTime;

namespace FundLedger.Domain.Statements;

/// <summary>A quarter, half or whole year: <c>2021-Q3</c>, <c>2021-H1</c>, <c>2021</c>.</summary>
public sealed record ReportPeriod(string Code, LocalDate From, LocalDate To)
{
    /// <summary>The period of a code; null when it is none.</summary>
    public static ReportPeriod? Parse(string? code)
    {
        var parts = (code ?? "").Split('-');
        if (parts.Length > 2 || parts[0].Length != 4 || !int.TryParse(parts[0], out var year) || year is < 2000 or > 2100) return null;
        return (parts.Length == 1 ? "" : parts[1]) switch
        {
            "" => Of(code!, year, 1, 12),
            "H1" => Of(code!, year, 1, 6),
            "H2" => Of(code!, year, 7, 6),
            ['Q', >= '1' and <= '4' and var quarter] => Of(code!, year, ((quarter - '1') * 3) + 1, 3),
            _ => null,
        };
    }

    /// <summary>The shorter periods that it is made of and that may have been shared before it; none for a quarter.</summary>
    public IReadOnlyList<ReportPeriod> Parts => Code.Split('-') switch
    {
        [var year] => [.. from part in (string[])["Q1", "Q2", "Q3", "Q4", "H1", "H2"] select Parse($"{year}-{part}")!],
        [var year, "H1"] => [Parse($"{year}-Q1")!, Parse($"{year}-Q2")!],
        [var year, "H2"] => [Parse($"{year}-Q3")!, Parse($"{year}-Q4")!],
        _ => [],
    };

    /// <summary>The quarter, half or year from one day to another; null where the days are none.</summary>
    public static ReportPeriod? Of(LocalDate from, LocalDate to) =>
        ((string[])["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4"])
            .Select(part => Parse(FormattableString.Invariant($"{from.Year}{part}")))
            .FirstOrDefault(period => period is not null && (period.From, period.To) == (from, to));

    /// <summary>The quarter of a day.</summary>
    public static ReportPeriod QuarterOf(LocalDate day) => Parse(FormattableString.Invariant($"{day.Year}-Q{((day.Month - 1) / 3) + 1}"))!;

    private static ReportPeriod Of(string code, int year, int month, int months)
    {
        var first = new LocalDate(year, month, 1);
        return new ReportPeriod(code, first, first.PlusMonths(months).PlusDays(-1));
    }
}
