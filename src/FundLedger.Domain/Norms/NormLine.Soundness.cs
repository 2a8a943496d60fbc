using System.Text.RegularExpressions;

namespace FundLedger.Domain.Norms;

/// <summary>Whether the line can be judged by at all.</summary>
public sealed partial record NormLine
{
    internal bool IsSound =>
        LineCode().IsMatch(Code) && HasSoundSupport && HasSoundAmounts && Frequency.IsSound && HasSoundReach
        && Batch is null or { IsSound: true } && ExceptionLevel is null or { Length: > 0 };

    private bool HasSoundSupport =>
        ReferenceCode().IsMatch(Support.Kind)
        && (Support.OccasionCode is { } occasion
            ? ReferenceCode().IsMatch(occasion)
            : Frequency.Unit != FrequencyUnit.PerOccasion && JudgedOn != JudgingDay.Occasion
                && !Amounts.Any(amount => amount.Rule is AmountRule.TopUpTo));

    private bool HasSoundAmounts =>
        Amounts.Count > 0 && Amounts.All(amount => amount.IsSound) && Amounts.DistinctBy(amount => amount.Code).Count() == Amounts.Count
        && (Amounts.Count == 1 || Amounts.All(amount => ReferenceCode().IsMatch(amount.Code)))
        && Amounts.Select(amount => amount.Rule is AmountRule.TopUpTo).Distinct().Count() == 1;

    private bool HasSoundReach => Payee == NormPayee.Child
        ? Groups.Count > 0 && !(AgeFrom < 0) && !(AgeTo >= Childhood.EndsAtAge) && !(AgeFrom > AgeTo)
        : Groups.Count == 0 && AgeFrom is null && AgeTo is null;

    // The lengths keep every usage key within 100 characters.
    [GeneratedRegex(@"^[A-Za-z0-9-]{1,20}\z")]
    private static partial Regex LineCode();

    [GeneratedRegex(@"^[a-z0-9_]{1,30}\z")]
    private static partial Regex ReferenceCode();
}
