using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Domain.Norms;

/// <summary>A line of a norm decision forbids it; that line is the version of the rule.</summary>
public abstract record NormRefused(NormCitation Citation, string Message) : Refused(Message)
{
    public override string RuleVersion => Citation.Version;
}

public sealed record NormExceeded(NormCitation Citation, Money Requested, Money Allowed)
    : NormRefused(Citation, $"{Requested} is more than the {Allowed} that the norm allows ({Citation}).");

public sealed record RequestedBelowNorm(NormCitation Citation, Money Requested, Money Lowest)
    : NormRefused(Citation, $"{Requested} is less than the {Lowest} at which the norm begins ({Citation}).");

public sealed record GroupNotCovered(NormCitation Citation)
    : NormRefused(Citation, $"The child belongs to no group that the norm covers ({Citation}).");

/// <summary>The line is for households, institutions, the fund or children, and it is asked for another of them.</summary>
public sealed record RecipientNotCovered(NormCitation Citation, NormPayee Recipient)
    : NormRefused(Citation, $"The norm line is not for a {Recipient} ({Citation}).");

public sealed record NormNotInForce(NormCitation Citation, LocalDate On)
    : NormRefused(Citation, $"The norm is not in force on {PrintedDate.Of(On)} ({Citation}).");

public sealed record FrequencyUsedUp(NormCitation Citation, FrequencyUnit Unit, int Used, int Limit)
    : NormRefused(Citation, $"Already used {Used} of {Limit} times {Frequency.Name(Unit).En} ({Citation}).");

/// <summary>The person is 16 or older on the day, or not yet born.</summary>
public sealed record NotAChild(int AgeInYears, LocalDate On)
    : Refused($"A child is a person under {Childhood.EndsAtAge}; on {PrintedDate.Of(On)} the age is {AgeInYears}.");

/// <summary>Nothing is left to pay once insurance and other aid are taken off, or less than the norm's share of one đồng.</summary>
public sealed record NetCostNotPositive(NormCitation Citation, Money NetCost)
    : NormRefused(Citation, $"The cost less insurance and other aid is {NetCost}: nothing is left to support ({Citation}).");

public sealed record AgeNotCovered(NormCitation Citation, int AgeInYears, int? From, int? To)
    : NormRefused(
        Citation,
        $"The norm covers children of {From ?? 0} to {To ?? (Childhood.EndsAtAge - 1)} years; the age is {AgeInYears} ({Citation}).");

public sealed record SourceNotAllowed(NormCitation Citation, string SourceKind)
    : NormRefused(Citation, $"The norm does not let a pool of {SourceKind} pay for this ({Citation}).");

/// <summary>The line has several amounts, and the case falls under none of them or more than one.</summary>
/// <param name="Names">All that the line has.</param>
public sealed record VariantNotChosen(NormCitation Citation, IReadOnlyList<Wording> Names, int Fitting)
    : NormRefused(Citation, $"The norm has {Names.Count} amounts ({Listed(Names)}); {Fitting} of them fit the case ({Citation}).")
{
    private static string Listed(IReadOnlyList<Wording> names) => string.Join("; ", names.Select(name => name.En));
}

public sealed record QuantityMissing(NormCitation Citation, CaseQuantity Quantity)
    : NormRefused(Citation, $"The norm counts by {CaseQuantities.Name(Quantity).En}: state them, one at least ({Citation}).")
{
    public Wording Name => CaseQuantities.Name(Quantity);
}

public sealed record GoodsNotAllowed(NormCitation Citation, Money GoodsValue, Money Amount)
    : NormRefused(Citation, $"Goods of {GoodsValue} cannot be part of {Amount} by this norm ({Citation}).");

public sealed record AmountReasonMissing(NormCitation Citation)
    : NormRefused(Citation, $"The norm leaves the amount open between two bounds: say why this one ({Citation}).");

/// <summary>Others gave for the same occasion as much as the norm completes.</summary>
public sealed record TotalReached(NormCitation Citation, Money Total, Money AlreadyGiven)
    : NormRefused(Citation, $"The child received {AlreadyGiven} for this occasion already; the norm completes {Total} ({Citation}).");

/// <summary>A decision is attached, but the line lets nobody go above it.</summary>
public sealed record ExceptionNotAllowed(NormCitation Citation, Money Requested, Money Allowed)
    : NormRefused(Citation, $"{Requested} is more than the {Allowed} of the norm, which knows no exception ({Citation}).");

public sealed record BatchAboveQuota(NormCitation Citation, int Shares, Money Sum, BatchQuota Quota)
    : NormRefused(Citation, $"{Shares} supports of together {Sum} are more than one batch may give: {Quota} ({Citation}).");

public sealed record NoNormLine(string DecisionNumber, SupportSought Sought)
    : Refused($"Decision {DecisionNumber} has no line for {Sought.Kind} {Sought.OccasionCode} {Sought.Need}".TrimEnd() + ".")
{
    public override string RuleVersion => DecisionNumber;
}

public sealed record CaseCostNegative(Money Cost, Money Insurance, Money OtherAid)
    : Invalid($"Cost {Cost}, insurance {Insurance} and other aid {OtherAid} must each be zero or more.");

/// <summary>The line contradicts itself: its codes, bounds, limits or groups cannot be judged by.</summary>
public sealed record NormLineUnsound(string LineCode)
    : Invalid($"Norm line '{LineCode}' has a bad code, amount, percentage, limit or no group.");

public sealed record NormLineRepeated(string LineCode) : Invalid($"Norm line '{LineCode}' appears more than once.");

public sealed record OccasionYearMissing(string LineCode) : Invalid($"Line {LineCode} counts per occasion: the occasion's year is needed.");

public sealed record CaseReferenceUnusable(string LineCode, string? CaseReference)
    : Invalid($"Line {LineCode} counts per incident: '{CaseReference}' is not a case reference of 1 to 60 letters, digits, dots, dashes.")
{
    public override string Field => "CaseReference";
}
