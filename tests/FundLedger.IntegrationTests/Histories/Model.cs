namespace FundLedger.IntegrationTests.Histories;

/// <summary>The rules of one pool in a few lines of arithmetic: what an accountant would work out on paper beside the program.</summary>
internal sealed class Model
{
    public const long Gift = 300_000;

    private readonly List<(int Day, long Amount)> moves = [];

    /// <summary>Money by day so far, for the pool and its one cash box alike.</summary>
    public long Liquid => moves.Sum(move => move.Amount);

    public long Committed => Requests.Where(request => request.Status is Status.Requested or Status.Approved).Sum(request => request.Total);

    public List<Request> Requests { get; } = [];

    /// <summary>Financial entries in their order; entry number n stands at n − 1.</summary>
    public List<Entry> Entries { get; } = [];

    public enum Status
    {
        Requested,
        Approved,
        Rejected,
        Paid,
    }

    /// <summary>Hands are persons: a second account is the same hand.</summary>
    public sealed record Request(int[] Children, string Requester)
    {
        public Status Status { get; set; }

        public string? Approver { get; set; }

        public int ApprovedOn { get; set; }

        public long Total => Children.Length * Gift;
    }

    /// <summary>An entry with what it adds to the pool; a payment names its child.</summary>
    public sealed record Entry(int Day, long Change, int? Child)
    {
        public bool IsReversal { get; init; }

        public bool IsReversed { get; set; }
    }

    public bool Receives(long amount, int day, int today) => day <= today && day >= 0 && amount > 0 && Adds(day, amount, null);

    public bool Asks(int[] children, string requester)
    {
        var counted = children.Length > 0 && children.Distinct().Count() == children.Length && !children.Any(HasGift);
        if (!counted || children.Length * Gift > Liquid - Committed) return false;
        Requests.Add(new Request(children, requester));
        return true;
    }

    public bool Decides(int id, string person, bool approves, int today)
    {
        if (Find(id) is not { Status: Status.Requested } request || request.Requester == person) return false;
        (request.Status, request.Approver, request.ApprovedOn) = (approves ? Status.Approved : Status.Rejected, person, today);
        return true;
    }

    public bool Pays(int id, string person, int day, int today)
    {
        if (Find(id) is not { Status: Status.Approved } request || request.Requester == person || request.Approver == person) return false;
        if (day < request.ApprovedOn || day > today || !StaysPositive(day, -request.Total)) return false;
        request.Status = Status.Paid;
        foreach (var child in request.Children) Adds(day, -Gift, child);
        return true;
    }

    public bool Reverses(int number, int day, int today)
    {
        if (number < 1 || number > Entries.Count || Entries[number - 1] is not { IsReversal: false, IsReversed: false } entry) return false;
        if (day < entry.Day || day > today || Liquid - entry.Change < Committed || !StaysPositive(day, -entry.Change)) return false;
        entry.IsReversed = true;
        moves.Add((day, -entry.Change));
        Entries.Add(new Entry(day, -entry.Change, entry.Child) { IsReversal = true });
        return true;
    }

    private bool Adds(int day, long change, int? child)
    {
        moves.Add((day, change));
        Entries.Add(new Entry(day, change, child));
        return true;
    }

    private bool StaysPositive(int day, long change)
    {
        var days = moves.Append((Day: day, Amount: change)).GroupBy(move => move.Day).OrderBy(group => group.Key);
        var running = 0L;
        return days.All(group => (running += group.Sum(move => move.Amount)) >= 0);
    }

    private Request? Find(int id) => id >= 1 && id <= Requests.Count ? Requests[id - 1] : null;

    // Waiting, approved or paid; a rejected request and a reversed payment free the child.
    private bool HasGift(int child) =>
        Requests.Any(request => request.Status is Status.Requested or Status.Approved && request.Children.Contains(child))
        || Entries.Any(entry => entry.Child == child && entry is { IsReversal: false, IsReversed: false });
}
