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
