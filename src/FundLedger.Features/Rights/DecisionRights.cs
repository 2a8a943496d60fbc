using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>Ladders, delegations and norms.</summary>
internal static class DecisionRights
{
    private static readonly string[] NormStates = ["draft", "proposed", "published", "discarded"];

    public static IReadOnlyList<Deed> All { get; } =
    [
        new("ProposeLadder", "propose_ladder", Accountant, Administrator)
        {
            Paper = "ladder", States = [new("none waits"), new("proposed", "ladder-waits-already", "ladder_proposed_once")],
        },
        Ladder("AdoptLadder", "adopt_ladder"),
        Ladder("RefuseLadder", "refuse_ladder"),
        new("DelegateApproval", "delegate_approval", Approver) { WrongRole = "level-not-held" },
        new("EndDelegation", "end_delegation", Approver)
        {
            Paper = "delegation", WrongRole = "delegation-not-found",
            States = [new("holds"), new("ended", "delegation-not-found", "delegation_moves_forward")],
        },
        new("DraftNorm", "draft_norm", Accountant) { Paper = "norm", States = [new("none"), .. Norm("draft")] },
        new("AttachNormScan", "attach_norm_scan", Accountant) { Paper = "norm", States = Norm("draft") },
        new("ProposeNorm", "propose_norm", Accountant) { Paper = "norm", States = Norm("draft") },
        new("DiscardNorm", "discard_norm", Accountant) { Paper = "norm", States = Norm("draft") },
        new("ReturnNorm", "return_norm", Accountant, Approver) { Paper = "norm", States = Norm("proposed") },
        new("PublishNorm", "publish_norm", Approver)
        {
            Paper = "norm", States = Norm("proposed"),
            Hands = [new("requester", "proposed", "publisher-is-proposer", "norm_published_by_two")],
        },
    ];

    private static Deed Ladder(string command, string function) => new(command, function, Approver)
    {
        Paper = "ladder",
        States =
        [
            new("proposed"), new("adopted", "ladder-not-waiting", "ladder_moves_forward"),
            new("refused", "ladder-not-waiting", "ladder_moves_forward"),
        ],
        Hands = [new("requester", "proposed", "adopter-is-proposer", "ladder_in_two_hands")],
    };

    private static IReadOnlyList<DeedState> Norm(string possible) =>
    [
        .. NormStates.Select(state => state == possible
            ? new DeedState(state) : new DeedState(state, "norm-step-not-possible", "decision_on_what_was_seen")),
    ];
}
