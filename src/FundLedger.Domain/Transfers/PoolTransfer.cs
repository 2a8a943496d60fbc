namespace FundLedger.Domain.Transfers;

public enum TransferStatus
{
    Requested,

    /// <summary>One of the two approvals is there.</summary>
    Approved,

    /// <summary>Approved twice, and in the books.</summary>
    Posted,

    Rejected,
}

/// <summary>
/// Money that moves from one pool of a fund to another. One person asks and two others approve; the second approval posts it.
/// </summary>
public sealed record PoolTransfer
{
    public required long Id { get; init; }

    public required TransferStatus Status { get; init; }

    public required Money Amount { get; init; }

    public required string FromPool { get; init; }

    /// <summary>What the pool holds and has not reserved.</summary>
    public required Money Available { get; init; }

    public required long RequesterPerson { get; init; }

    public long? ApproverPerson { get; init; }

    /// <summary>Hash over all that was asked, in lower-case hex: what is decided on.</summary>
    public required string ContentHash { get; init; }

    /// <summary>
    /// Why <paramref name="person"/> may not approve, or null. <paramref name="seen"/> is the content hash of what was on the screen.
    /// </summary>
    public Refused? RefusalToApprove(long person, string seen) =>
        RefusalToDecide(person)
        ?? (person == ApproverPerson ? new TransferApprovedBySame(Id)
            : seen != ContentHash ? new TransferChanged(Id)
            : Amount > Available ? new Ledger.PoolShort(FromPool, Amount, Available)
            : null);

    /// <summary>Why <paramref name="person"/> may not reject, or null.</summary>
    public Refused? RefusalToDecide(long person) =>
        Status is not (TransferStatus.Requested or TransferStatus.Approved) ? new TransferNotWaiting(Id, Status)
        : person == RequesterPerson ? new TransferApproverIsRequester(Id)
        : null;
}

/// <summary>What the money of a pool may be used for.</summary>
/// <param name="IsBudget">It is money of a state budget.</param>
/// <param name="SupportKinds">Null: for any kind of support.</param>
/// <param name="Occasions">Null: for any occasion.</param>
public sealed record PoolRestriction(bool IsBudget, IReadOnlyCollection<string>? SupportKinds, IReadOnlyCollection<string>? Occasions)
{
    /// <summary>
    /// Money may always become more restricted. To be used for more than its donor or budget allowed, it needs somebody's decision.
    /// </summary>
    public bool NeedsDecisionFor(PoolRestriction target) =>
        IsBudget || target.IsBudget || !IsWithin(target.SupportKinds, SupportKinds) || !IsWithin(target.Occasions, Occasions);

    private static bool IsWithin(IReadOnlyCollection<string>? inner, IReadOnlyCollection<string>? outer) =>
        outer is null || (inner is not null && inner.All(outer.Contains));
}
