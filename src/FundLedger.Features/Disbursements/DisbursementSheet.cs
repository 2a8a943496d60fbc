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

/// <summary>How many signed lists and slips of an order are kept.</summary>
public sealed record SheetSigned(int Order, int Count);
