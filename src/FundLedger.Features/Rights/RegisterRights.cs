using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>The register of children and the looks at their identities.</summary>
internal static class RegisterRights
{
    public static IReadOnlyList<Deed> All { get; } =
    [
        new("RegisterChild", "register_beneficiary", Accountant, Officer) { IsPlayed = false },
        new("RecordChildEvent", "record_child_event", Accountant, Officer) { IsPlayed = false },
        new("CorrectChildEvent", "record_child_event", Accountant, Officer) { IsPlayed = false },
        new("AgeOutChildren", "record_child_event", Accountant, Officer) { IsPlayed = false },
        new("ChangeCarer", "change_carer", Accountant, Officer) { IsPlayed = false },
        new("MoveChild", "move_child", Accountant, Officer) { IsPlayed = false },
        new("TellApart", "tell_apart", Accountant, Officer) { IsPlayed = false },
        new("MergeChildren", "merge_children", Officer) { IsPlayed = false },
        new("SplitChildren", "split_children", Accountant, Approver, Officer) { IsPlayed = false },
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
        new("UploadImport", "begin_import", Officer) { IsPlayed = false },
        new("CheckImport", "begin_import", Officer) { IsPlayed = false },
        new("CommitImport", "end_import", Officer) { IsPlayed = false },
        new("CancelImport", "end_import", Officer) { IsPlayed = false },
    ];
}
