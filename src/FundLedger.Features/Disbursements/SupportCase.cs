using System.Collections.Immutable;
using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Norms;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>One support by one line of the norm, with what that line asks for. What it does not ask for is left out.</summary>
/// <param name="Line">Code of the norm line, e.g. D-12; of no occasion.</param>
/// <param name="Beneficiary">
/// Code of whom the line is for: a child (TE-…), a household (HO-…), an institution (CS-…) or the fund (its own code).
/// </param>
public sealed record SupportCase(string Line, string Beneficiary)
{
    /// <summary>The day of the accident, the death, the discharge, where the line is judged by it; null: today.</summary>
    public LocalDate? HappenedOn { get; init; }

    /// <summary>Code of the amount, where the line has several that the cost does not tell apart.</summary>
    public string? Variant { get; init; }

    /// <summary>The file number of the case, where the line counts by it. No name of a person.</summary>
    public string? CaseReference { get; init; }

    public Money Cost { get; init; }

    public Money Insurance { get; init; }

    public Money OtherAid { get; init; }

    /// <summary>
    /// By the words of the norm: day, child, fare; each zero or more. What the books know, free_receipts, is taken from them.
    /// </summary>
    public IReadOnlyDictionary<string, long> Quantities { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Null for as much as the norm gives.</summary>
    public Money? Amount { get; init; }

    /// <summary>Value of the goods among the amount, where the norm line lets goods be given; zero when all is money.</summary>
    public Money Goods { get; init; }

    /// <summary>What it is to get out of the fund's own stock; its value counts among the amount, and is not paid.</summary>
    public IReadOnlyList<GoodsWanted> Stock { get; init; } = [];

    /// <summary>No money goes with it: the amount is what the goods out of stock are worth.</summary>
    public bool IsStockOnly { get; init; }

    /// <summary>Why this amount, where the norm leaves a choice. No name of a person.</summary>
    public string? ReasonForAmount { get; init; }

    public CaseTerms Terms { get; init; } = CaseTerms.None;

    /// <summary>The decision by which it is above the norm; null for the ordinary case.</summary>
    public ExceptionAsked? Exception { get; init; }

    internal Result<SupportLine> ToLine()
    {
        var cost = CaseCost.Of(Cost, Insurance, OtherAid);
        if (cost.Error is { } negative) return negative;
        if (Exception?.Flaw is { } flaw) return flaw;
        var unknown = Quantities.Keys.FirstOrDefault(word => NormCodes.Quantities.TryFind(word) is null);
        if (unknown is not null) return new NormWordUnknown(Line, "unit", unknown);
        return new SupportLine(Beneficiary, Amount, cost.Value, CaseReference)
        {
            Variant = string.IsNullOrEmpty(Variant) ? null : Variant,
            Quantities = Quantities.ToDictionary(pair => NormCodes.Quantities.Of(pair.Key), pair => pair.Value),
            ReasonForAmount = ReasonForAmount,
            Goods = Goods, Wanted = Stock, IsStockOnly = IsStockOnly,
            Exception = Exception,
        };
    }
}

/// <summary>The decision of a higher level that allows more than the norm in one case.</summary>
/// <param name="Reason">10 to 300 characters. No name of a person.</param>
/// <param name="Decision">The paper, the child's name covered.</param>
public sealed record ExceptionAsked(string Number, LocalDate IssuedOn, string Reason, ScannedPaper Decision)
{
    internal Error? Flaw =>
        string.IsNullOrWhiteSpace(Number) || Number.Trim().Length > 60 ? new ExceptionNumberMissing()
        : Reason.Trim().Length is < 10 or > 300 ? new ExceptionReasonMissing()
        : Decision.MediaType is null ? new ScanUnusable(Decision.SafeName)
        : null;

    internal string ToJson() => JsonSerializer.Serialize(
        new
        {
            number = Number.Trim(), date = IssuedOn, reason = Reason.Trim(), fileName = Decision.SafeName, mediaType = Decision.MediaType,
        },
        Json.Options);
}

public sealed record ExceptionNumberMissing() : Invalid("Name the decision that allows more than the norm, in at most 60 characters.")
{
    public override string Field => "ExceptionNumber";
}

public sealed record ExceptionReasonMissing() : Invalid("Say in 10 to 300 characters why more than the norm is given.")
{
    public override string Field => "ExceptionReason";
}

/// <summary>The line is not there, or is of an occasion.</summary>
public sealed record NormLineNotForCase(string Line) : NotFound($"The norm in force has no line {Line} for a single case.")
{
    public override string Field => "Line";
}
