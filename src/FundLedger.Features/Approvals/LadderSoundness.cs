using FundLedger.Domain;

namespace FundLedger.Features.Approvals;

/// <summary>What is wrong with the first step that is not sound; the database holds the same.</summary>
internal static class LadderSoundness
{
    private const int Most = 5;

    public static LadderStepUnsound? Of(IReadOnlyList<ProposedStep> steps, IReadOnlySet<string> approvers)
    {
        if (steps.Count is 0 or > Most) return new LadderStepUnsound(steps.Count, LadderFlaw.Count);
        for (var i = 0; i < steps.Count; i++)
        {
            if (FlawOf(steps[i], steps.Take(i).ToList(), approvers) is { } flaw) return new LadderStepUnsound(i + 1, flaw);
        }

        return null;
    }

    private static LadderFlaw? FlawOf(ProposedStep step, List<ProposedStep> below, IReadOnlySet<string> approvers) =>
        !IsNamed(step) ? LadderFlaw.Name
        : below.Exists(other => Levels(other).Intersect(Levels(step)).Any()) ? LadderFlaw.Twice
        : below.Count == 0 && (step.AboveTotal is not null || step.AboveCase is not null) ? LadderFlaw.Limit
        : below.Exists(other => other.AboveTotal >= step.AboveTotal || other.AboveCase >= step.AboveCase) ? LadderFlaw.Limit
        : step.AboveTotal < Money.Zero || step.AboveCase <= Money.Zero ? LadderFlaw.Limit
        : below.Count > 0 && step.AboveTotal is null && step.AboveCase is null && step.NormLevels.Count == 0 ? LadderFlaw.Cause
        : step.Holders.Count == 0 || !step.Holders.All(approvers.Contains) ? LadderFlaw.Holder
        : null;

    private static IEnumerable<string> Levels(ProposedStep step) => step.NormLevels.Append(step.Level);

    private static bool IsNamed(ProposedStep step) =>
        Levels(step).All(IsCode) && step.NameVi.Trim().Length is >= 2 and <= 120 && step.NameEn.Trim().Length is >= 2 and <= 120;

    private static bool IsCode(string level) => level.Length is >= 2 and <= 40 && char.IsAsciiLetterLower(level[0])
        && level.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');
}
