using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>The occasions with their days of the last, this and the coming years, as they stand in the calendar.</summary>
public sealed record ListOccasions(string Fund) : IQuery<OccasionCalendar>;

public sealed record OccasionCalendar(IReadOnlyList<int> Years, IReadOnlyList<CalendarOccasion> Occasions);

/// <param name="Rule">Day and month, e.g. 1/1; of the lunar calendar when <paramref name="IsLunar"/>.</param>
public sealed record CalendarOccasion(string Code, Wording Name, bool IsLunar, string Rule, IReadOnlyList<OccasionDay> Days);

/// <param name="IsAsComputed">The day is the one that the lunar calendar of Vietnam gives; true for what is not lunar.</param>
/// <param name="DiffersFromChinese">The same lunar date is another day in China.</param>
public sealed record OccasionDay(int Year, LocalDate HeldOn, bool IsAsComputed, bool DiffersFromChinese);

internal sealed class ListOccasionsHandler(Db db) : IRequestHandler<ListOccasions, Result<OccasionCalendar>>
{
    private const int Ahead = 10;

    private const string DaysSql = """
        SELECT o.occasion_code AS code, o.name_vi, o.name_en, o.calendar, o.date_rule, d.year::int AS year, d.held_on
        FROM occasions o JOIN occasion_dates d USING (occasion_code)
        WHERE d.year BETWEEN extract(year FROM business_today()) - 1 AND extract(year FROM business_today()) + @Ahead
        ORDER BY d.year, d.held_on, o.occasion_code
        """;

    public async Task<Result<OccasionCalendar>> Handle(ListOccasions request, CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<Row>(DaysSql, new { Ahead }, cancellationToken);
        return new OccasionCalendar(
            [.. rows.Select(row => row.Year).Distinct()], [.. rows.GroupBy(row => row.Code).Select(days => Of([.. days]))]);
    }

    private static CalendarOccasion Of(IReadOnlyList<Row> days)
    {
        var first = days[0];
        return new CalendarOccasion(
            first.Code, new Wording(first.NameVi, first.NameEn), first.Calendar == "lunar", first.DateRule, [.. days.Select(DayOf)]);
    }

    private static OccasionDay DayOf(Row row)
    {
        var rule = row.DateRule.Split('/');
        if (row.Calendar != "lunar" || rule.Length != 2) return new OccasionDay(row.Year, row.HeldOn, true, false);
        var (d, m) = (int.Parse(rule[0], CultureInfo.InvariantCulture), int.Parse(rule[1], CultureInfo.InvariantCulture));
        return new OccasionDay(
            row.Year, row.HeldOn, LunarCalendar.Of(row.Year, m, d) == row.HeldOn, LunarCalendar.DiffersFromChinese(row.Year, m, d));
    }

    private sealed record Row
    {
        public string Code { get; init; } = "";

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";

        public string Calendar { get; init; } = "";

        public string DateRule { get; init; } = "";

        public int Year { get; init; }

        public LocalDate HeldOn { get; init; }
    }
}
