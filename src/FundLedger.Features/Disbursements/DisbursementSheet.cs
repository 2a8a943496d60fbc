using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>All that stands on a request: what one decides on, who moved it, and what it does to the pool.</summary>
public sealed record DisbursementSheet(
    SheetHead Head, IReadOnlyList<SheetEvent> Events, IReadOnlyList<SheetLine> Lines, IReadOnlyList<SheetPaper> Papers,
    IReadOnlyList<SheetMoney> Money, SheetDecision Decision)
{
    public SheetTerms Terms { get; init; } = new();

    /// <summary>What it takes out of the stock, lot by lot.</summary>
    public IReadOnlyList<SheetGoods> Goods { get; init; } = [];

    public Money StockValue => new(Lines.Sum(line => line.Stock?.Dong ?? 0));

    /// <summary>What is reserved in the pool and paid.</summary>
    public Money Cash => Head.Total - StockValue;

    /// <summary>Orders of which signed lists are kept.</summary>
    public IReadOnlyList<SheetSigned> SignedLists { get; init; } = [];

    /// <summary>Sums by the group judged by, in the order of the list of groups.</summary>
    public IReadOnlyList<SheetSum> ByGroup { get; } = [.. Lines
        .GroupBy(line => (line.ClassOrder, line.ClassVi, line.ClassEn)).OrderBy(group => group.Key.ClassOrder)
        .Select(group => new SheetSum(group.Key.ClassVi, group.Key.ClassEn, group.Count(), Sum(group)))];

    /// <summary>Sums by commune; children without a place on paper stand under null names, last.</summary>
    public IReadOnlyList<SheetSum> ByUnit { get; } = [.. Lines
        .GroupBy(line => line.Unit).OrderBy(group => group.Key is null).ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new SheetSum(group.Key, group.Key, group.Count(), Sum(group)))];

    /// <summary>Every line is a child's; else some are of households, institutions or the fund.</summary>
    public bool IsForChildren { get; } = Lines.All(line => line.IsChild);

    public SheetEvent? EventOf(string name) => Events.FirstOrDefault(one => one.Event == name);

    private static Money Sum(IEnumerable<SheetLine> lines) => new(lines.Sum(line => line.Amount.Dong));
}

public sealed record SheetHead
{
    public long Id { get; init; }

    public string Status { get; init; } = "";

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public string SupportKind { get; init; } = "";

    public LocalDate RequestedOn { get; init; }

    /// <summary>The day by whose norm, age and groups the lines were judged.</summary>
    public LocalDate JudgedOn { get; init; }

    public int LineCount { get; init; }

    public Money Total { get; init; }

    public string PoolCode { get; init; } = "";

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    /// <summary>What the pool can still spend now; a waiting or approved request is already taken off.</summary>
    public Money PoolAvailable { get; init; }

    public string DecisionNumber { get; init; } = "";

    public LocalDate DecisionIssuedOn { get; init; }

    public string DecisionIssuedBy { get; init; } = "";

    public LocalDate DecisionFrom { get; init; }

    public bool DecisionIsSample { get; init; }

    /// <summary>Last day of the decision when that has passed: the request keeps it all the same; null while it is in force.</summary>
    public LocalDate? DecisionEndedOn { get; init; }

    public string? DecisionReplacedBy { get; init; }

    /// <summary>Hash over the request and its lines, lower-case hex: what an approval is bound to.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>The returned request that this one mends; null for none.</summary>
    public long? Replaces { get; init; }

    /// <summary>The request that this one was sent again as, corrected; null for none.</summary>
    public long? ReplacedBy { get; init; }

    /// <summary>The payment voucher of a request paid whole; null until it is paid, and where payment orders pay it.</summary>
    public string? Voucher { get; init; }

    /// <summary>Children on it whom the person who asked, or who paid, put on the list too: to be looked at.</summary>
    public int RegisteredByHands { get; init; }

    /// <summary>Whether the person asking made the request, by whatever account.</summary>
    public bool IsMine { get; init; }

    /// <summary>Whether the person asking took one of its steps, or ended it.</summary>
    public bool IsDecidedByMe { get; init; }

    internal long RequesterPerson { get; init; }

    public bool IsWaiting => Status == "requested";

    public bool IsApproved => Status == "approved";

    public bool IsPaid => Status == "paid";

    public bool IsReserved => IsWaiting || IsApproved;

    public NormCitation Cite(string line) => new(DecisionNumber, DecisionIssuedOn, line, DecisionFrom, DecisionIsSample);
}

/// <summary>requested, step_approved, approved, rejected, returned, withdrawn or paid.</summary>
public sealed record SheetEvent
{
    public string Event { get; init; } = "";

    public string Who { get; init; } = "";

    public Instant At { get; init; }

    public string? Reason { get; init; }
}

/// <summary>
/// One recipient's part. A child of a sealed group has no unit, and its class is "protected"; a household, an institution or the fund has
/// the name of its kind for a class.
/// </summary>
public sealed record SheetLine
{
    public int No { get; init; }

    /// <summary>Code of the child, or of the other recipient.</summary>
    public string Child { get; init; } = "";

    public bool IsChild { get; init; }

    /// <summary>Of an institution; null for all others.</summary>
    public string? RecipientName { get; init; }

    public string ClassVi { get; init; } = "";

    public string ClassEn { get; init; } = "";

    public string? Unit { get; init; }

    public string LineCode { get; init; } = "";

    public string NormVi { get; init; } = "";

    public string NormEn { get; init; } = "";

    public string ReasonsVi { get; init; } = "";

    public string ReasonsEn { get; init; } = "";

    public string? CaseReference { get; init; }

    public Money Amount { get; init; }

    /// <summary>Value of the goods among the amount; null when all is money.</summary>
    public Money? Goods { get; init; }

    /// <summary>The part of them that comes out of the fund's own stock; null when none does.</summary>
    public Money? Stock { get; init; }

    /// <summary>Number of the decision by which it is above the norm; null for a line within it.</summary>
    public string? ExceptionNumber { get; init; }

    public LocalDate? ExceptionDate { get; init; }

    public string? ExceptionReason { get; init; }

    /// <summary>Who may take such a decision by the norm line; null when nobody may.</summary>
    public string? ExceptionLevel { get; init; }

    /// <summary>Number of the payment's entry; null until it is paid.</summary>
    public long? EntryNo { get; init; }

    /// <summary>Voucher of that entry: of the payment, or of the settlement of an advance; null until it is paid.</summary>
    public string? Voucher { get; init; }

    /// <summary>Voucher that reversed this line's payment, or null.</summary>
    public string? ReversedBy { get; init; }

    /// <summary>What became of the child since, so that the line may not be paid: the database's word for it, or null.</summary>
    public string? Obstacle { get; init; }

    /// <summary>The same as the refusal that an approval or a payment would get.</summary>
    public ChildAbsent? Absence => Obstacle is { } why ? ChildAbsent.Of(Child, why) : null;

    internal int ClassOrder { get; init; }
}

/// <summary>How many signed lists and slips of an order are kept.</summary>
public sealed record SheetSigned(int Order, int Count);
