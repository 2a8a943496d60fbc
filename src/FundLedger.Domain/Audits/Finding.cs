namespace FundLedger.Domain.Audits;

public enum FindingState
{
    /// <summary>Waits for the fund's answer.</summary>
    Open,

    /// <summary>Waits for an auditor to accept the answer or to send it back.</summary>
    Answered,

    Accepted,
}

/// <summary>What an auditor found, as far as the next step depends on it.</summary>
/// <param name="Finder">The person who opened it.</param>
/// <param name="Answerers">The persons who have answered it, sent back or not.</param>
public sealed record Finding(int Number, FindingState State, long Finder, IReadOnlyList<long> Answerers)
{
    /// <summary>Nobody answers what he found himself, by whatever account.</summary>
    public Refused? RefusalToAnswer(long person) =>
        State != FindingState.Open ? new FindingNotInState(Number)
        : person == Finder ? new AnswererIsFinder(Number)
        : null;

    /// <summary>Nobody judges his own answer.</summary>
    public Refused? RefusalToJudge(long person) =>
        State != FindingState.Answered ? new FindingNotInState(Number)
        : Answerers.Contains(person) ? new JudgeIsAnswerer(Number)
        : null;
}

public sealed record FindingNotInState(int Finding) : Refused($"This step does not follow on what finding {Finding} is now.");

public sealed record AnswererIsFinder(int Finding) : Refused($"Finding {Finding} is answered by somebody other than who opened it.");

public sealed record JudgeIsAnswerer(int Finding)
    : Refused($"The answer to finding {Finding} is judged by somebody other than who gave it.");
