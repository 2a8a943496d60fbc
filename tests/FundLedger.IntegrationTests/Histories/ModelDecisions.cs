using NodaTime;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>
/// On paper: entries by hand, of which those that change what the fund owns wait for a second person, and what becomes of a budget's money
/// at the end of a year.
/// </summary>
internal sealed partial class Model
{
    // What the decisions of a year have carried over, by year; a lapse, and no decision, carry nothing.
    private readonly Dictionary<int, long> carried = [];

    public List<Adjustment> Adjustments { get; } = [];

    /// <summary>Money that <paramref name="Account"/> gets (or, below zero, gives): from or to another, or as interest and fees.</summary>
    /// <param name="From">The other cash box or account; null when the fund's balance changes.</param>
    public sealed record Adjustment(LocalDate Day, string Pool, string Account, long Change, string? From, string Requester)
    {
        public bool IsOver { get; set; }

        public Entry Entry => new(Day, Pool, Account, Change) { From = From, IsFinal = true };
    }

    public Foretold AsksByHand(Adjustment asked)
    {
        if (DateRefusal(asked.Day) is { } late) return Refuse(late);
        if (asked.Change == 0) return Refuse("adjustment-line-empty");
        if (asked is { From: null, Pool: not Pools.Interest }) return Refuse("balance-of-givers");
        if (asked.From is null)
        {
            Adjustments.Add(asked);
            return Do(1, $"{Adjustments.Count}  ");
        }

        if (Impossible(asked.Entry) is { } refusal) return Refuse(refusal);
        asked.IsOver = true;
        Adjustments.Add(asked);
        Entries.Add(asked.Entry);
        return Do(3, $"{Adjustments.Count} {Voucher("PK", asked.Day)} {Entries.Count}");
    }

    public Foretold DecidesByHand(int id, Hand by, bool approves, bool saw)
    {
        if (id < 1 || id > Adjustments.Count) return Foretold.Unheard("adjustment-not-found");
        var adjustment = Adjustments[id - 1];
        if (adjustment.IsOver) return Refuse("adjustment-decided");
        if (adjustment.Requester == by.Person) return Refuse("poster-is-requester");
        if (approves && !saw) return Refuse("adjustment-not-as-seen");
        if (approves && DateRefusal(adjustment.Day) is { } late) return Refuse(late);
        if (!by.HasRole) return Refuse("role-missing");
        if (approves && Impossible(adjustment.Entry) is { } refusal) return Refuse(refusal);
        adjustment.IsOver = true;
        if (!approves) return Do(1, $"{id}");
        Entries.Add(adjustment.Entry);
        return Do(2, $"{Voucher("PK", adjustment.Day)} {Entries.Count}");
    }

    public Foretold DecidesYearEnd(int year, string pool, bool carries, bool byDecision, Hand by)
    {
        var lastDay = new LocalDate(year, 12, 31);
        if (Closing != lastDay.With(DateAdjusters.StartOfMonth)) return Refuse("closing-not-started");
        if (pool != Pools.Budget) return Refuse("pool-is-no-budget");
        var left = LeftOn(lastDay);
        if (left <= 0) return Refuse("nothing-left-to-decide");
        if (carries && !byDecision) return Refuse("carry-needs-decision");
        if (!carries && left > Available(pool)) return Refuse("pool-short");
        if (!by.HasRole) return Refuse("role-missing");
        if (carries)
        {
            carried[year] = left;
            return Do(1, $"{pool} Carried {left} ");
        }

        var lapse = new Entry(lastDay, pool, "", -left) { IsFinal = true, IsLapse = true };
        if (Impossible(lapse) is { } refusal) return Refuse(refusal);
        carried[year] = 0;
        Entries.Add(lapse);
        return Do(2, $"{pool} Lapsed {left} {Voucher("KC", lastDay)}");
    }

    public Foretold ReturnsBudget(long amount, LocalDate day, string account, Hand by)
    {
        if (amount <= 0) return Foretold.Unheard("return-not-positive");
        if (DateRefusal(day) is { } late) return Refuse(late);
        if (amount > DueBack(day)) return Refuse("return-above-due");
        if (amount > Held(account)) return Refuse("money-short");
        if (!by.HasRole) return Refuse("role-missing");
        var back = new Entry(day, Pools.Budget, account, -amount) { IsFinal = true, IsReturn = true };
        if (!StaysPositive([back])) return Refuse("day-would-be-negative");
        Entries.Add(back);
        return Do(1, $"{Voucher("NT", day)}");
    }

    /// <summary>What may be returned on a day: no more than is due then, nor on any day after it.</summary>
    public long DueBack(LocalDate day) =>
        Entries.Where(entry => entry.IsReturn && entry.Day > day).Select(entry => entry.Day).Append(day).Min(DueOn);

    private long DueOn(LocalDate day) => -Entries.Where(entry => entry.IsLapse && entry.Day <= day).Sum(entry => entry.Change)
        + Entries.Where(entry => entry.IsReturn && entry.Day <= day).Sum(entry => entry.Change);

    // December wants every đồng of the budget decided on, January every lapsed one returned.
    private bool IsBudgetOpen(LocalDate month) => month.Month switch
    {
        12 => LeftOn(month.With(DateAdjusters.EndOfMonth)) != carried.GetValueOrDefault(month.Year),
        1 => DueOn(month.With(DateAdjusters.EndOfMonth)) != 0,
        _ => false,
    };

    private long LeftOn(LocalDate day) => Entries.Where(entry => entry.Day <= day).Sum(entry => entry.ChangeOf(Pools.Budget));

    private string? Impossible(Entry entry)
    {
        if (Accounts.Any(account => Held(account) + entry.MoneyOf(account) < 0)) return "money-spent-meanwhile";
        if (Available(entry.Pool) + entry.ChangeOf(entry.Pool) < 0) return "pool-spent-meanwhile";
        var all = Entries.Append(entry).ToList();
        return NeverBelow(all, each => each.ChangeOf(entry.Pool)) && Accounts.All(account => NeverBelow(all, each => each.MoneyOf(account)))
            ? null : "day-would-be-negative";
    }
}
