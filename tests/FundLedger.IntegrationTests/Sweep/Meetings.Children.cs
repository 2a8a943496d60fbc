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
        ("command AskIdentity", Exempt(NotInTheBooks)),
        ("command AnswerIdentity", Exempt(NotInTheBooks)),
        ("api POST /children/{code}/identity-requests", Sending("AskIdentity")),
        ("api POST /children/{code}/identity-requests/{request}/answer", Sending("AnswerIdentity")),
        ("page ChildModel.OnPostAskAsync", Sending("AskIdentity")),
        ("page ChildModel.OnPostAskErasureAsync", Sending("AskIdentity")),
        ("page CasesModel.OnPostGrantAsync", Sending("AnswerIdentity")),
        ("page CasesModel.OnPostRefuseAsync", Sending("AnswerIdentity")),
        ("function ask_identity", Exempt(NotInTheBooks)),
        ("function answer_identity", Exempt(NotInTheBooks)),
        ("verb vault rotate", Exempt(Operator)),
        ("verb vault forget", Exempt(Operator)),
        ("verb vault sweep", Exempt(Operator)),
        ("verb setup classes", Exempt(Operator)),
        ("function record_child_event", Exempt(NotInTheBooks)),
        ("function move_child", Exempt(NotInTheBooks)),
        ("function change_carer", Exempt(NotInTheBooks)),
        ("function reseal_identity", Exempt(NotInTheBooks)),
        ("function withdraw_disbursement", Exempt(DatedToday)),
    ];
}
