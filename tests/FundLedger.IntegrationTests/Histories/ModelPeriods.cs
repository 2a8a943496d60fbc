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

    public LocalDate? LastClosed => ClosedThrough?.With(DateAdjusters.StartOfMonth);

    public Foretold Closes(LocalDate month)
    {
        var end = month.With(DateAdjusters.EndOfMonth);
        if (month != (ClosedThrough?.PlusDays(1) ?? openedOn)) return Refuse("month-not-next");
        if (end >= Today) return Refuse("month-not-ended");
        if (Requests.Exists(request => request.Status == Status.Approved && request.ApprovedOn <= end)) return Refuse("period-has-blockers");
        ClosedThrough = end;
        versions[month] = versions.GetValueOrDefault(month) + 1;
        // Begun, closed, and the statement sealed; after December what each pool carries into the new year.
        var openings = month.Month == 12
            ? Entries.Where(entry => entry.Day <= end).SelectMany(entry => new[] { entry.Pool, entry.To ?? entry.Pool }).Distinct().Count()
            : 0;
        return Do(3 + openings, $"{month:uuuu-MM} {versions[month]}");
    }

    public Foretold AsksToReopen(LocalDate month, string requester)
    {
        if (month != LastClosed) return Refuse("month-not-reopenable");
        if (Reopenings.Exists(asked => asked.Month == month && !asked.IsDecided)) return Refuse("reopening-already-asked");
        Reopenings.Add(new Reopening(LogNo + 1, month, requester));
        return Do(1, $"{LogNo + 1} {month:uuuu-MM}");
    }

    public Foretold Reopens(long no, Hand by)
    {
        if (Reopenings.Find(asked => asked.No == no) is not { } reopening) return Foretold.Unheard("reopening-not-asked");
        if (reopening.IsDecided) return Refuse("reopening-decided");
        if (reopening.Requester == by.Person) return Refuse("reopener-is-requester");
        if (reopening.Month != LastClosed) return Refuse("month-not-reopenable");
        if (!by.HasRole) return Refuse("role-missing");
        reopening.IsDecided = true;
        ClosedThrough = reopening.Month == openedOn ? null : reopening.Month.PlusDays(-1);
        return Do(1, $"{reopening.Month:uuuu-MM}");
    }
}
