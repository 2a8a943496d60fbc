using System.Globalization;
using NodaTime;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>
/// The rules of a fund in a few pages of arithmetic: what an accountant would work out on paper beside the program. Each method foretells
/// the answer to one command and, when it is carried out, writes it down.
/// </summary>
internal sealed partial class Model(LocalDate openedOn, LocalDate today, long logNo)
{
    public static readonly string[] Accounts = ["cash", "bank"];

    /// <summary>What the norm gives on an occasion.</summary>
    public static readonly IReadOnlyDictionary<string, long> Gifts = new Dictionary<string, long> { ["tet"] = 300_000, ["june1"] = 200_000 };

    private readonly Dictionary<string, int> vouchers = [];

    public LocalDate Today { get; set; } = today;

    public LocalDate? ClosedThrough { get; private set; }

    /// <summary>How many records have been sealed.</summary>
    public long LogNo { get; private set; } = logNo;

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
    public sealed record Request(string Pool, string Occasion, int[] Children, string Requester)
    {
        public Status Status { get; set; }

        public string? Approver { get; set; }

        public LocalDate ApprovedOn { get; set; }

        public long Total => Children.Length * Gifts[Occasion];
    }

    public long Liquid(string pool) => Entries.Sum(entry => entry.ChangeOf(pool));

    public long Held(string account) => Entries.Sum(entry => entry.MoneyOf(account));

    public long Committed(string pool) => Requests
        .Where(request => request.Pool == pool && request.Status is Status.Requested or Status.Approved).Sum(request => request.Total);

    public long Available(string pool) => Liquid(pool) - Committed(pool);

    public Foretold Receives(string pool, long amount, LocalDate day, string account, string? reference, bool hasReason)
    {
        if (amount <= 0) return Foretold.Unheard("receipt-not-positive");
        if (DateRefusal(day) is { } late) return Refuse(late);
        if (reference is not null && Entries.Exists(entry => entry is { IsReversal: false, IsReversed: false } && entry.Reference == reference))
        {
            return Refuse("bank-reference-used");
        }

        var isAlike = Entries.Exists(entry => entry is { IsReceipt: true, IsReversed: false } && entry.Change == amount
            && Math.Abs(Period.DaysBetween(entry.Day, day)) <= 3 && (reference is null || entry.Reference is null));
        if (isAlike && !hasReason) return Refuse("receipt-looks-recorded");
        Entries.Add(new Entry(day, pool, account, amount) { Reference = reference, IsReceipt = true });
        return Do(isAlike ? 2 : 1, $"{Voucher("PT", day)} {Entries.Count}");
    }

    public Foretold Asks(string pool, string occasion, int[] children, string requester)
    {
        if (!(pool, occasion).IsAllowed()) return Refuse("pool-not-for-purpose");
        if (children.Any(child => HasGift(occasion, child))) return Refuse("line-refused");
        var request = new Request(pool, occasion, children, requester);
        if (request.Total > Available(pool)) return Refuse("pool-short");
        if (children.Distinct().Count() != children.Length) return Refuse("norm-used-meanwhile");
        Requests.Add(request);
        return Do(2, $"{Requests.Count} {request.Total}");
    }

    /// <param name="by">The one who decides: the person and whether it is an approver.</param>
    public Foretold Decides(int id, Hand by, bool approves, bool saw)
    {
        if (Find(id) is not { } request) return Foretold.Unheard("disbursement-not-found");
        if (request.Status != Status.Requested) return Refuse("already-decided");
        if (request.Requester == by.Person) return Refuse("approver-is-requester");
        if (approves && !saw) return Refuse("request-changed");
        if (!by.HasRole) return Refuse("role-missing");
        (request.Status, request.Approver, request.ApprovedOn) = (approves ? Status.Approved : Status.Rejected, by.Person, Today);
        return Do(approves ? 1 : 2, $"{id}");
    }

    public Foretold Pays(int id, Hand by, LocalDate day, string account)
    {
        if (Find(id) is not { } request) return Foretold.Unheard("disbursement-not-found");
        if (request.Status != Status.Approved) return Refuse("not-approved");
        if (request.Requester == by.Person) return Refuse("payer-is-requester");
        if (request.Approver == by.Person) return Refuse("payer-is-approver");
        if (day < request.ApprovedOn) return Refuse("paid-before-approved");
        if (DateRefusal(day) is { } late) return Refuse(late);
        if (Held(account) < request.Total) return Refuse("money-short");
        if (!by.HasRole) return Refuse("role-missing");
        var gift = Gifts[request.Occasion];
        var entries = request.Children.Select(child => new Entry(day, request.Pool, account, -gift) { Gift = (request.Occasion, child) });
        if (!StaysPositive([.. entries])) return Refuse("day-would-be-negative");
        request.Status = Status.Paid;
        Entries.AddRange(entries);
        return Do(2 + request.Children.Length, $"{id} {Voucher("PC", day)}");
    }

    public Foretold Reverses(int number, LocalDate day, string account)
    {
        if (number < 1 || number > Entries.Count) return Foretold.Unheard("entry-not-found");
        var entry = Entries[number - 1];
        if (entry.IsReversal || entry.IsFinal || entry.To is not null) return Refuse("not-reversible");
        if (entry.IsReversed) return Refuse("already-reversed");
        if (day < entry.Day) return Refuse("reversed-before-entry");
        if (DateRefusal(day) is { } late) return Refuse(late);
        if (entry.Change > Available(entry.Pool)) return Refuse("pool-short");
        if (entry.Change > Held(account)) return Refuse("money-short");
        var red = new Entry(day, entry.Pool, account, -entry.Change) { IsReversal = true };
        if (!StaysPositive([red])) return Refuse("day-would-be-negative");
        entry.IsReversed = true;
        Entries.Add(red);
        return Do(1, $"{Voucher("BD", day)} {Entries.Count}");
    }

    /// <summary>The same key with other content.</summary>
    public Foretold Mistakes() => Refuse("key-used-for-other");

    /// <summary>Waiting, approved or paid; a rejected request and a reversed payment free the child.</summary>
    private bool HasGift(string occasion, int child) =>
        Requests.Exists(request => request.Occasion == occasion && request.Children.Contains(child)
            && request.Status is Status.Requested or Status.Approved)
        || Entries.Exists(entry => entry.Gift == (occasion, child) && entry is { IsReversal: false, IsReversed: false });

    private bool StaysPositive(Entry[] more)
    {
        var all = Entries.Concat(more).ToList();
        return NeverBelow(all, entry => entry.ChangeOf(more[0].Pool)) && NeverBelow(all, entry => entry.MoneyOf(more[0].Account));
    }

    private static bool NeverBelow(IEnumerable<Entry> entries, Func<Entry, long> change)
    {
        var running = 0L;
        return entries.GroupBy(entry => entry.Day).OrderBy(day => day.Key).All(day => (running += day.Sum(change)) >= 0);
    }

    private Request? Find(int id) => id >= 1 && id <= Requests.Count ? Requests[id - 1] : null;

    private string Voucher(string type, LocalDate day)
    {
        var series = string.Create(CultureInfo.InvariantCulture, $"{type}-{day.Year}");
        vouchers[series] = vouchers.GetValueOrDefault(series) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{vouchers[series]:00000}");
    }

    private Foretold Do(int records, FormattableString answer)
    {
        LogNo += records;
        return new Foretold(null, FormattableString.Invariant(answer));
    }

    // What a rule forbids is written down and sealed; what was malformed or is not there is only answered.
    private Foretold Refuse(string code)
    {
        LogNo++;
        return Foretold.Unheard(code);
    }
}
