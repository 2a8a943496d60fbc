using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Who approves what, and in whose name: decided today, about days to come.</summary>
internal static partial class Meetings
{
    private static (string Path, Meeting Meeting)[] OfApprovals { get; } =
    [
        ("command ProposeLadder", Exempt(WritesNoDay)), ("command AdoptLadder", Exempt(WritesNoDay)), ("command RefuseLadder", Exempt(WritesNoDay)),
        ("command DelegateApproval", Exempt(WritesNoDay)), ("command EndDelegation", Exempt(WritesNoDay)),
        ("api POST /ladders", Sending("ProposeLadder")), ("api POST /ladders/{ladder}/adoption", Sending("AdoptLadder")),
        ("api POST /ladders/{ladder}/refusal", Sending("RefuseLadder")), ("api POST /delegations", Sending("DelegateApproval")),
        ("api POST /delegations/{delegation}/end", Sending("EndDelegation")),
        ("page InboxModel.OnPostAsync", Sending("ApproveDisbursement")),
        ("page LadderModel.OnPostProposeAsync", Sending("ProposeLadder")), ("page LadderModel.OnPostAdoptAsync", Sending("AdoptLadder")),
        ("page LadderModel.OnPostRefuseAsync", Sending("RefuseLadder")), ("page LadderModel.OnPostDelegateAsync", Sending("DelegateApproval")),
        ("page LadderModel.OnPostEndAsync", Sending("EndDelegation")),
        ("function return_disbursement", Exempt(DatedToday)),
        ("function propose_ladder", Exempt(WritesNoDay)), ("function adopt_ladder", Exempt(WritesNoDay)),
        ("function refuse_ladder", Exempt(WritesNoDay)), ("function delegate_approval", Exempt(WritesNoDay)),
        ("function end_delegation", Exempt(WritesNoDay)),
        ("table approval_ladders.issued_on", Exempt("The day of a decision on paper; nothing in the books has it.")),
        ("table approval_ladders.valid_from", Exempt("Binds what is asked for from then on; what was asked for keeps its steps.")),
    ];
}
