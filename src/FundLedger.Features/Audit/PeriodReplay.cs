using System.Globalization;
using FundLedger.Domain.Ledger;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Audit;

/// <summary>The state of a fund's months at a point of its log: the rules of closing and reopening, written a second time.</summary>
internal sealed class PeriodReplay(VerifiedFund fund, LogTallies tallies)
{
    private readonly Dictionary<long, SealedPeriodEvent> events = [];
    private readonly Dictionary<LocalDate, int> versions = [];
    private readonly HashSet<long> decided = [];
    private LocalDate? closing;
    private long? closingPerson;
    private SealedClosing? unsealed;

    /// <summary>Last day of the last month that is closed.</summary>
    public LocalDate? ClosedThrough { get; private set; }

    /// <summary>Why an entry may not be dated as it is, in words; null when it may.</summary>
    public Difference? RefusalOf(SealedEntry entry)
    {
        if (entry.EntryDate <= ClosedThrough) return new Difference("entry_date", "after " + Text(ClosedThrough), Text(entry.EntryDate));
        return closing is { } month && entry.EntryDate < month.PlusMonths(1) && entry.Kind != "lapse"
            ? new Difference("entry_date", "not before " + Text(month.PlusMonths(1)), Text(entry.EntryDate))
            : null;
    }

    /// <summary>A closing: the next month, in its version.</summary>
    public void Play(SealedClosing record, FundFigures figures, long lastEntryNo)
    {
        var end = record.Month.With(DateAdjusters.EndOfMonth);
        versions[record.Month] = versions.GetValueOrDefault(record.Month) + 1;
        Compare("month", Text(NextMonth), Text(record.Month));
        Compare("version", Digits(versions[record.Month]), Digits(record.Version));
        Compare("last_entry_no", Digits(lastEntryNo), Digits(record.LastEntryNo));
        Compare("liquid", figures.LiquidThrough(end).ToString(CultureInfo.InvariantCulture), Digits(record.Liquid));
        (ClosedThrough, closing, closingPerson, unsealed) = (end, null, null, record);

        void Compare(string field, string expected, string found) =>
            tallies.Closings.Compare(fund.Code, "closing", NameOf(record.Month), field, expected, found);
    }

    /// <summary>The digest of a statement: of the closing right before it.</summary>
    public void Play(SealedStatement record)
    {
        Compare("log_no", Digits((unsealed?.LogNo ?? -1) + 1), Digits(record.LogNo));
        Compare("month", Text(unsealed?.Month), Text(record.Month));
        Compare("version", Digits(unsealed?.Version ?? 0), Digits(record.Version));
        unsealed = null;

        void Compare(string field, string expected, string found) =>
            tallies.Closings.Compare(fund.Code, "statement", NameOf(record.Month), field, expected, found);
    }

    public void Play(SealedPeriodEvent record)
    {
        events[record.LogNo] = record;
        switch (record.Event)
        {
            case "closing":
                Compare(record, "month", Text(NextMonth), Text(record.Month));
                Compare(record, "state", "", Text(closing));
                (closing, closingPerson) = (record.Month, record.PersonId);
                break;
            case "taken_back":
                Compare(record, "month", Text(closing), Text(record.Month));
                (closing, closingPerson) = (null, null);
                break;
            case "reopen_requested":
                Compare(record, "month", Text(LastClosed), Text(record.Month));
                break;
            default:
                PlayAnswer(record);
                break;
        }
    }

    /// <summary>The end of a year is decided while its December is closing; a lapse has been posted right before.</summary>
    public void Play(SealedYearEnd record, FundFigures figures)
    {
        var last = new LocalDate(record.Year, 12, 31);
        var left = figures.LiquidThrough(record.PoolId, last) + (record.Outcome == "lapsed" ? record.Amount : 0);
        Compare("closing month", Text(last.With(DateAdjusters.StartOfMonth)), Text(closing));
        Compare("amount", left.ToString(CultureInfo.InvariantCulture), Digits(record.Amount));

        void Compare(string field, string expected, string found) =>
            tallies.Periods.Compare(fund.Code, "year end", $"{record.Year}/{record.PoolId}", field, expected, found);
    }

    /// <summary>What a pool begins the year with, as December was closed.</summary>
    public void Play(SealedOpening record, FundFigures figures)
    {
        var last = new LocalDate(record.Year - 1, 12, 31);
        Compare("balance", figures.BalanceThrough(record.PoolId, last).ToString(CultureInfo.InvariantCulture), Digits(record.Balance));
        Compare("liquid", figures.LiquidThrough(record.PoolId, last).ToString(CultureInfo.InvariantCulture), Digits(record.Liquid));
        Compare("version", Digits(versions.GetValueOrDefault(last.With(DateAdjusters.StartOfMonth))), Digits(record.Version));

        void Compare(string field, string expected, string found) =>
            tallies.Periods.Compare(fund.Code, "opening", $"{record.Year}/{record.PoolId}", field, expected, found);
    }

    /// <summary>The row that says how far the books are closed now.</summary>
    public void End(PeriodStateRow? found)
    {
        Compare("closed_through", Text(ClosedThrough), found is null ? null : Text(found.ClosedThrough));
        Compare("closing_month", Text(closing), Text(found?.ClosingMonth));
        Compare("closing_person", Digits(closingPerson ?? 0), Digits(found?.ClosingPerson ?? 0));

        void Compare(string field, string expected, string? actual) =>
            tallies.Periods.Compare(fund.Code, "period state", fund.Code, field, expected, actual);
    }

    private LocalDate NextMonth => ClosedThrough?.PlusDays(1) ?? fund.OpenedOn.With(DateAdjusters.StartOfMonth);

    private LocalDate? LastClosed => ClosedThrough?.With(DateAdjusters.StartOfMonth);

    private void PlayAnswer(SealedPeriodEvent record)
    {
        var question = events.GetValueOrDefault(record.Answers ?? 0);
        Compare(record, "answers", record.Event == "accepted" ? "closing" : "reopen_requested", question?.Event);
        Compare(record, "answered_person", Digits(question?.PersonId ?? 0), Digits(record.AnsweredPerson ?? 0));
        Compare(record, "different persons", "true", record.PersonId == question?.PersonId ? "false" : "true");
        Compare(record, "answered month", Text(question?.Month), Text(record.Month));
        if (record.Event == "accepted") return;
        Compare(record, "decided before", "false", decided.Add(record.Answers ?? 0) ? "false" : "true");
        if (record.Event != "reopened") return;
        Compare(record, "month", Text(LastClosed), Text(record.Month));
        var before = record.Month.PlusDays(-1);
        ClosedThrough = versions.ContainsKey(before.With(DateAdjusters.StartOfMonth)) ? before : null;
    }

    private void Compare(SealedPeriodEvent record, string field, string expected, string? found) =>
        tallies.Periods.Compare(fund.Code, record.Event, NameOf(record.Month), field, expected, found);

    private static string NameOf(LocalDate month) => YearMonthPattern.Iso.Format(month.ToYearMonth());

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";
}

/// <summary>How far the books of a fund are closed, as the projection says.</summary>
internal sealed record PeriodStateRow
{
    public LocalDate? ClosedThrough { get; init; }

    public LocalDate? ClosingMonth { get; init; }

    public long? ClosingPerson { get; init; }
}
