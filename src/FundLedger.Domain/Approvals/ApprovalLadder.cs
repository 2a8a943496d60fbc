using System.Collections.Immutable;

namespace FundLedger.Domain.Approvals;

/// <summary>A fund's decision on who approves what (phân cấp phê duyệt): a request climbs its steps from the lowest up.</summary>
/// <param name="Steps">In their order, the first of which every request climbs.</param>
public sealed record ApprovalLadder(int No, string Number, ImmutableArray<LadderStep> Steps)
{
    /// <summary>
    /// The steps that a request climbs: up to the highest that its sum, its largest case or a level named by its norm lines asks for.
    /// Refused when the norm names a level that is on no step.
    /// </summary>
    public Result<ImmutableArray<LadderStep>> StepsFor(JudgedSums sums, IReadOnlyCollection<string> normLevels)
    {
        if (normLevels.FirstOrDefault(level => !Steps.Any(step => step.Answers(level))) is { } unknown)
        {
            return new LadderLacksLevel(Number, unknown);
        }

        var highest = Steps.Last(step => step.Step == 1 || step.IsAskedBy(sums) || normLevels.Any(step.Answers));
        return Steps[..(Steps.IndexOf(highest) + 1)];
    }

    /// <summary>
    /// Why these <paramref name="steps"/> and the payment after them cannot be taken by as many different persons, none of them
    /// <paramref name="requester"/>; or null.
    /// </summary>
    /// <param name="payers">Persons who could pay.</param>
    public static Refused? Unmanned(
        IReadOnlyList<LadderStep> steps, IReadOnlyList<ApprovalHand> hands, IReadOnlyCollection<long> payers, long requester)
    {
        var able = steps.Select(step => hands
            .Where(hand => hand.Level == step.Level && hand.Person != requester && hand.InNamePerson != requester)
            .Select(hand => hand.Person).ToHashSet()).ToList();
        var taken = new Dictionary<long, int>();
        for (var step = 0; step < steps.Count; step++)
        {
            if (!Place(able, step, taken, [])) return new StepWithoutApprover(steps[step].NameVi, steps[step].NameEn);
        }

        able.Add([.. payers.Where(payer => payer != requester)]);
        return Place(able, steps.Count, taken, []) ? null : new NobodyToPay();
    }

    // Whoever stands where another could stand too moves over (the augmenting path of a bipartite matching).
    private static bool Place(List<HashSet<long>> able, int step, Dictionary<long, int> taken, HashSet<long> tried)
    {
        foreach (var person in able[step].Where(tried.Add))
        {
            if (taken.TryGetValue(person, out var other) && !Place(able, other, taken, tried)) continue;
            taken[person] = step;
            return true;
        }

        return false;
    }
}

/// <summary>One step of a ladder: a level of the fund's council or office, and what asks for it.</summary>
/// <param name="Level">Code of the level; a norm line may name it.</param>
/// <param name="AboveTotal">Asked for when the sum is above this; null: never by the sum.</param>
/// <param name="AboveCase">Asked for when the largest case is above this; null: never by a case.</param>
/// <param name="NormLevels">Other codes by which norm lines name this level.</param>
public sealed record LadderStep(
    int Step, string Level, string NameVi, string NameEn, Money? AboveTotal, Money? AboveCase, ImmutableArray<string> NormLevels)
{
    public bool Answers(string normLevel) => normLevel == Level || NormLevels.Contains(normLevel);

    public bool IsAskedBy(JudgedSums sums) => sums.Total > AboveTotal || sums.LargestCase > AboveCase;
}

/// <summary>
/// What a ladder is chosen by: the sum of a request and the most that one recipient gets, both with what the fund was asked for the same
/// purpose within the seven days before.
/// </summary>
public readonly record struct JudgedSums(Money Total, Money LargestCase);

/// <summary>Somebody who may act at a level today, in the own name or in that of the holder who delegated it.</summary>
public sealed record ApprovalHand
{
    public string Level { get; init; } = "";

    public string User { get; init; } = "";

    public long Person { get; init; }

    public string InNameOf { get; init; } = "";

    public long InNamePerson { get; init; }

    public bool IsDelegated => User != InNameOf;
}
