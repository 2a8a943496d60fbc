using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>The register of children and the looks at their identities.</summary>
internal static class RegisterRights
{
    private const string NotPossible = "child-event-impossible";
    private const string Possible = "child_event_possible";

    public static IReadOnlyList<Deed> All { get; } =
    [
        new("RegisterChild", "register_beneficiary", Accountant, Officer),
        // The event that is played is a suspension.
        Event("RecordChildEvent", "record_child_event", new("suspended", NotPossible, Possible)),
        Event("ChangeCarer", "change_carer", new("suspended")),
        Event("MoveChild", "move_child", new("suspended")),
        new("CorrectChildEvent", "record_child_event", Accountant, Officer)
        {
            Paper = "child event",
            States = [new("stands"), new("corrected", "child-event-corrected-already", "child_event_corrected_once")],
        },
        new("AgeOutChildren", "record_child_event", Accountant, Officer) { IsPlayed = false },
        // Pairs are for who sees the names. The function also serves who registers a child that is like another one.
        new("TellApart", "tell_apart", Officer)
        {
            Paper = "pair", IsOwn = true, WrongRole = "pair-not-found", FunctionRoles = [Accountant],
            States = [new("two"), new("told apart")],
        },
        new("MergeChildren", "merge_children", Officer)
        {
            Paper = "pair", IsOwn = true, WrongRole = "pair-not-found",
            States = [new("two"), new("told apart"), new("merged", "merge-impossible", "merge_possible")],
        },
        new("SplitChildren", "split_children", Accountant, Approver, Officer)
        {
            Paper = "pair",
            States = [new("two", "not-merged", "merge_to_undo"), new("told apart", "not-merged", "merge_to_undo"), new("merged")],
            Hands = [new("merger", "merged", "splitter-is-merger", "splitter_is_not_merger")],
        },
        new("SetCoverageTarget", "set_coverage_target", Accountant),
        // Names are opened by who works with the child.
        new("OpenIdentity", "open_identity", Officer),
        new("SearchChildren", "look_at_identities", Officer) { IsPlayed = false },
        new("CompareIdentities", "look_at_identities", Officer) { IsPlayed = false },
        new("AskIdentity", "ask_identity", Officer),
        new("AnswerIdentity", "answer_identity", Approver)
        {
            Paper = "identity", States = [new("asked"), new("answered", "identity-request-gone", "identity_request_waits")],
            Hands = [new("requester", "asked", "answerer-is-asker", "case_opened_by_two")],
        },
    ];

    private static Deed Event(string command, string function, DeedState suspended) => new(command, function, Accountant, Officer)
    {
        Paper = "child", States = [new("active"), suspended, new("died", NotPossible, Possible), new("merged", NotPossible, Possible)],
    };
}
