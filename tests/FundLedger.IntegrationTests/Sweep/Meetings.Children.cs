using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>What happens to children, and what it does to requests.</summary>
internal static partial class Meetings
{
    private static (string Path, Meeting Meeting)[] OfChildren { get; } =
    [
        ("command RecordChildEvent", Exempt(NotInTheBooks)),
        ("command MoveChild", Exempt(NotInTheBooks)),
        ("command ChangeCarer", Exempt(NotInTheBooks)),
        ("command CorrectChildEvent", Exempt(NotInTheBooks)),
        ("command WithdrawDisbursement", Exempt(DatedToday)),
        ("api POST /children/{code}/events", Sending("RecordChildEvent")),
        ("api POST /children/{code}/events/{eventNo}/correction", Sending("CorrectChildEvent")),
        ("api POST /children/{code}/move", Sending("MoveChild")),
        ("api POST /children/{code}/carer", Sending("ChangeCarer")),
        ("api POST /disbursements/{id}/withdrawal", Sending("WithdrawDisbursement")),
        ("page NewEventModel.OnPostAsync", Sending("RecordChildEvent")),
        ("page DisbursementModel.OnPostWithdrawAsync", Sending("WithdrawDisbursement")),
        ("verb setup classes", Exempt(Operator)),
        ("function record_child_event", Exempt(NotInTheBooks)),
        ("function move_child", Exempt(NotInTheBooks)),
        ("function change_carer", Exempt(NotInTheBooks)),
        ("function reseal_identity", Exempt(NotInTheBooks)),
        ("function withdraw_disbursement", Exempt(DatedToday)),
    ];
}
