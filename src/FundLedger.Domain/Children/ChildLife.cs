namespace FundLedger.Domain.Children;

/// <summary>Whether a child of the register is there.</summary>
public enum ChildState
{
    Active,
    Suspended,
    Left,
    AgedOut,
    Died,

    /// <summary>Another code stands for this child too, and it goes on under that one.</summary>
    Merged,
}

/// <summary>What is written down of a child, each time with its day.</summary>
public enum ChildEventKind
{
    Registered,
    Moved,
    Died,
    Left,
    AgedOut,
    GroupAdded,
    GroupEnded,
    Suspended,
    Resumed,
    CarerChanged,
    Corrected,
    Merged,
    ToldApart,
}

/// <summary>
/// The order of a child's events. Death is final and so is coming of age; who left may be registered again. A suspension ends by being
/// resumed and by nothing else: not by another group, a move, or a registration anew.
/// </summary>
public static class ChildLife
{
    private static readonly ChildEventKind[] WhileThere =
    [
        ChildEventKind.Moved, ChildEventKind.Died, ChildEventKind.Left, ChildEventKind.AgedOut, ChildEventKind.GroupAdded,
        ChildEventKind.GroupEnded, ChildEventKind.CarerChanged,
    ];

    public static bool Allows(ChildState state, ChildEventKind next) => next == ChildEventKind.Corrected || state switch
    {
        ChildState.Active => next == ChildEventKind.Suspended || WhileThere.Contains(next),
        ChildState.Suspended => next == ChildEventKind.Resumed || WhileThere.Contains(next),
        ChildState.Left => next is ChildEventKind.Registered or ChildEventKind.Died or ChildEventKind.AgedOut,
        ChildState.AgedOut => next == ChildEventKind.Died,
        _ => false,
    };
}
