using System.Collections.Immutable;
using NodaTime;

namespace FundLedger.Domain.Norms;

/// <summary>What a norm line needs to know of one case; gathered by the caller for <see cref="NormLine.Judge"/>.</summary>
public sealed record CaseFacts
{
    /// <summary>The day whose rules, age and groups count: the date that the decision fixes, stated on the line.</summary>
    public required LocalDate JudgedOn { get; init; }

    /// <summary>For whom it is asked: only lines of the same payee are for it.</summary>
    public NormPayee Recipient { get; init; } = NormPayee.Child;

    /// <summary>
    /// Full years on <see cref="JudgedOn"/>; <see cref="Childhood.AgeOn"/> computes it where the birth date is known. Looked at only for a
    /// support of a child.
    /// </summary>
    public required int AgeInYears { get; init; }

    /// <summary>Codes of the classes that the child holds on <see cref="JudgedOn"/>.</summary>
    public required IReadOnlySet<string> ClassCodes { get; init; }

    /// <summary>Uses already counted, by the code of the norm line; a line that is not here was never used.</summary>
    public required IReadOnlyDictionary<string, UsesCounted> Uses { get; init; }

    /// <summary>The amount asked for, or null for as much as the norm gives.</summary>
    public Money? Requested { get; init; }

    /// <summary>Why this amount, where the norm leaves a choice.</summary>
    public string? ReasonForAmount { get; init; }

    public CaseCost Cost { get; init; } = CaseCost.None;

    /// <summary>Which variant of the line it is; null where the line has one only, or the cost tells it.</summary>
    public string? Variant { get; init; }

    /// <summary>Counts and amounts that the norm asks for; each zero or more.</summary>
    public IReadOnlyDictionary<CaseQuantity, long> Quantities { get; init; } = ImmutableDictionary<CaseQuantity, long>.Empty;

    /// <summary>
    /// What any fund gave the child for the same occasion, and what it declares from others; for <see cref="AmountRule.TopUpTo"/>.
    /// </summary>
    public Money AlreadyGiven { get; init; }

    /// <summary>The declared value of the goods among the amount.</summary>
    public Money GoodsValue { get; init; }

    /// <summary>Source kind of the pool that is to pay; null when none is chosen yet.</summary>
    public string? SourceKind { get; init; }

    /// <summary>The decision that allows more than the norm; null for the ordinary case.</summary>
    public ExceptionalDecision? Exception { get; init; }

    internal UsesCounted UsesOf(string lineCode) => Uses.TryGetValue(lineCode, out var uses) ? uses : UsesCounted.None;

    internal long QuantityOf(CaseQuantity quantity) => Quantities.TryGetValue(quantity, out var value) ? value : 0;
}

/// <summary>An attached decision of a higher level by which one case gets more than its norm line allows.</summary>
/// <param name="Number">Number of the decision that is attached.</param>
public sealed record ExceptionalDecision(string Number, LocalDate IssuedOn, string Reason);
