namespace FundLedger.IntegrationTests.Histories;

/// <summary>Money between pools on paper: one asks, two others approve, the second approval moves it today.</summary>
internal sealed partial class Model
{
    public List<Transfer> Transfers { get; } = [];

    /// <param name="Requester">The person who asked.</param>
    public sealed record Transfer(string From, string To, long Amount, string Account, string Requester)
    {
        public string? Approver { get; set; }

        public bool IsOver { get; set; }
    }

    public Foretold AsksToMove(Transfer asked, bool byDecision)
    {
        if (asked.From == asked.To) return Foretold.Unheard("transfer-to-same-pool");
        if (asked.Amount <= 0) return Foretold.Unheard("transfer-not-positive");
        // What is given for anything may be used for less, and not the other way round.
        if (asked.From != Pools.General && !byDecision) return Refuse("transfer-needs-decision");
        if (asked.Amount > Available(asked.From)) return Refuse("pool-short");
        Transfers.Add(asked);
        return Do(1, $"{Transfers.Count}");
    }

    public Foretold DecidesOnMove(int id, Hand by, bool approves, bool saw)
    {
        if (id < 1 || id > Transfers.Count) return Foretold.Unheard("transfer-not-found");
        var transfer = Transfers[id - 1];
        if (transfer.IsOver) return Refuse("transfer-not-waiting");
        if (transfer.Requester == by.Person) return Refuse("transfer-approver-is-requester");
        if (!approves) return RejectsMove(id, transfer, by);
        if (transfer.Approver == by.Person) return Refuse("transfer-approved-by-same");
        if (!saw) return Refuse("transfer-changed");
        if (transfer.Amount > Available(transfer.From)) return Refuse("pool-short");
        if (!by.HasRole) return Refuse("role-missing");
        if (transfer.Approver is null)
        {
            transfer.Approver = by.Person;
            return Do(1, $"{id} ");
        }

        transfer.IsOver = true;
        Entries.Add(new Entry(Today, transfer.From, transfer.Account, -transfer.Amount) { To = transfer.To });
        return Do(2, $"{id} {Voucher("DC", Today)}");
    }

    private Foretold RejectsMove(int id, Transfer transfer, Hand by)
    {
        if (!by.HasRole) return Refuse("role-missing");
        transfer.IsOver = true;
        return Do(1, $"{id}");
    }
}
