using NodaTime;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>Months on paper: closed in order when nothing approved is unpaid, the last one reopened by two persons.</summary>
internal sealed partial class Model
{
    private readonly Dictionary<LocalDate, int> versions = [];

    public List<Reopening> Reopenings { get; } = [];

    /// <param name="No">Its place in the log.</param>
    public sealed record Reopening(long No, LocalDate Month, string Requester)
    {
        public bool IsDecided { get; set; }
    }

    /// <summary>First day of the month that is being closed.</summary>
    public LocalDate? Closing { get; private set; }

    public LocalDate? LastClosed => ClosedThrough?.With(DateAdjusters.StartOfMonth);

    public LocalDate NextMonth => ClosedThrough?.PlusDays(1) ?? openedOn;

    public Foretold BeginsToClose(LocalDate month)
    {
        if (NotNext(month) is { } refusal) return Refuse(refusal);
        if (Closing == month) return Refuse("closing-already-started");
        Closing = month;
        return Do(1, $"{month:uuuu-MM}");
    }

    public Foretold TakesBack(LocalDate month)
    {
        if (Closing != month) return Refuse("closing-not-started");
        Closing = null;
        return Do(1, $"{month:uuuu-MM}");
    }

    public Foretold Closes(LocalDate month)
    {
        var end = month.With(DateAdjusters.EndOfMonth);
        if (NotNext(month) is { } refusal) return Refuse(refusal);
        if (Requests.Exists(request => request.Status == Status.Approved && request.ApprovedOn <= end)
            || Adjustments.Exists(adjustment => adjustment is { IsOver: false } && adjustment.Day <= end) || IsBudgetOpen(month))
        {
            return Refuse("period-has-blockers");
        }

        var begun = Closing is null ? 1 : 0;
        (ClosedThrough, Closing) = (end, null);
        versions[month] = versions.GetValueOrDefault(month) + 1;
        // Begun, if it was not, closed, the statement sealed, its papers kept; after December what each pool carries into the new year.
        var openings = month.Month == 12
            ? Entries.Where(entry => entry.Day <= end).SelectMany(entry => new[] { entry.Pool, entry.To ?? entry.Pool }).Distinct().Count()
            : 0;
        return Do(3 + begun + openings, $"{month:uuuu-MM} {versions[month]}");
    }

    public Foretold AsksToReopen(LocalDate month, string requester)
    {
        if (month != LastClosed || Closing is not null) return Refuse("month-not-reopenable");
        if (Reopenings.Exists(asked => asked.Month == month && !asked.IsDecided)) return Refuse("reopening-already-asked");
        Reopenings.Add(new Reopening(LogNo + 1, month, requester));
        return Do(1, $"{LogNo + 1} {month:uuuu-MM}");
    }

    public Foretold Reopens(long no, Hand by)
    {
        if (Reopenings.Find(asked => asked.No == no) is not { } reopening) return Foretold.Unheard("reopening-not-asked");
        if (reopening.IsDecided) return Refuse("reopening-decided");
        if (reopening.Requester == by.Person) return Refuse("reopener-is-requester");
        if (reopening.Month != LastClosed || Closing is not null) return Refuse("month-not-reopenable");
        if (!by.HasRole) return Refuse("role-missing");
        reopening.IsDecided = true;
        ClosedThrough = reopening.Month == openedOn ? null : reopening.Month.PlusDays(-1);
        return Do(1, $"{reopening.Month:uuuu-MM}");
    }

    private string? NotNext(LocalDate month) =>
        month != NextMonth ? "month-not-next" : month.PlusMonths(1) > Today ? "month-not-ended" : null;

    private string? DateRefusal(LocalDate day) =>
        day > Today ? "date-in-future" : day < openedOn ? "date-before-fund-opened" : day <= ClosedThrough ? "period-closed"
        : day < Closing?.PlusMonths(1) ? "period-being-closed" : null;
}
