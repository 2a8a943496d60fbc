using NodaTime;

namespace FundLedger.Domain.Children;

/// <summary>What became of a child, so that it gets no support: the reason of a refused line.</summary>
public abstract record ChildAbsent(string Child, string Message) : Refused(Message)
{
    /// <summary>
    /// The refusal behind the database's word for it: died, left, suspended, aged_out, moved, group_ended, household_without, merged or
    /// used_together.
    /// </summary>
    public static ChildAbsent Of(string child, string why) => why switch
    {
        "died" => new ChildDied(child),
        "left" => new ChildLeft(child),
        "suspended" => new ChildSuspended(child),
        "aged_out" => new ChildCameOfAge(child),
        "moved" => new ChildMovedAway(child),
        "group_ended" => new ChildLeftGroup(child),
        "household_without" => new HouseholdWithout(child),
        "merged" => new ChildMerged(child),
        "used_together" => new NormUsedUpTogether(child),
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "No such obstacle."),
    };
}

public sealed record ChildDied(string Child) : ChildAbsent(Child, $"{Child} has died.");

public sealed record ChildLeft(string Child) : ChildAbsent(Child, $"{Child} has left the province or the country.");

public sealed record ChildSuspended(string Child) : ChildAbsent(Child, $"Support of {Child} is suspended.");

public sealed record ChildCameOfAge(string Child) : ChildAbsent(Child, $"{Child} was 16 or older on the day that counts.");

public sealed record ChildMovedAway(string Child) : ChildAbsent(Child, $"{Child} has moved out of the area of this fund.");

public sealed record ChildLeftGroup(string Child) : ChildAbsent(Child, $"{Child} was not of the group judged by on the day that counts.");

/// <summary>A household whose children have all gone, or fewer are there than its support counts.</summary>
public sealed record HouseholdWithout(string Child) : ChildAbsent(Child, $"{Child} has fewer children than the support is for.");

/// <summary>The child goes on under another code.</summary>
public sealed record ChildMerged(string Child) : ChildAbsent(Child, $"{Child} was merged: the child goes on under another code.");

/// <summary>Under all its codes together the child has had what the norm gives.</summary>
public sealed record NormUsedUpTogether(string Child)
    : ChildAbsent(Child, $"{Child} has used the norm up under another code of the same child.");

/// <summary>The keys of the child's identity were destroyed, so that nobody knows its age any more.</summary>
public sealed record ChildErased(string Child) : ChildAbsent(Child, $"The identity of {Child} was erased.");

/// <summary>Its event does not follow on what the child is now.</summary>
public sealed record ChildEventImpossible(string Child, ChildState State, ChildEventKind Event)
    : Refused($"{Child} is {State}: the event {Event} cannot follow.");

public sealed record ChildEventAhead(LocalDate On) : Invalid($"{On:uuuu-MM-dd} is in the future.")
{
    public override string Field => "Date";
}

/// <summary>By the birth date in the vault the child is under 16 today.</summary>
public sealed record ChildNotOfAge(string Child) : Refused($"{Child} is not 16 yet.");
