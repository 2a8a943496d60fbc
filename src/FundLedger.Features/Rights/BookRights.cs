using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>Receipts, reversals, pools, transfers and adjusting entries.</summary>
internal static class BookRights
{
    public static IReadOnlyList<Deed> All { get; } =
    [
        new("RecordReceipt", "record_receipt", Accountant),
        new("RecordReceipts", "record_receipts", Accountant),
        new("OpenPool", "open_pool", Accountant),
        new("ReverseEntry", "reverse_entry", Accountant)
        {
            Paper = "entry", States = [new("posted"), new("reversed", "already-reversed", "entry_reversed_once")],
        },
        new("RequestTransfer", "request_transfer", Accountant),
        new("ApproveTransfer", "approve_transfer", Approver)
        {
            Paper = "transfer", States = Transfer("decision_on_what_was_seen"),
            Hands =
            [
                new("requester", "requested", "transfer-approver-is-requester", "transfer_approver_is_not_requester"),
                new("requester", "approved", "transfer-approver-is-requester", "transfer_poster_is_not_requester"),
                new("approver", "approved", "transfer-approved-by-same", "transfer_approved_by_two"),
            ],
        },
        new("RejectTransfer", "reject_transfer", Approver)
        {
            Paper = "transfer", States = Transfer("decision_on_what_was_seen"),
            Hands = [new("requester", "requested", "transfer-approver-is-requester", "transfer_rejecter_is_not_requester")],
        },
        new("RecordAdjustment", "record_adjustment", Accountant),
        Adjustment("ApproveAdjustment", "approve_adjustment", "adjustment_approver_is_not_requester"),
        Adjustment("RejectAdjustment", "reject_adjustment", "adjustment_rejecter_is_not_requester"),
        new("NoteExport", "note_export", Accountant, Approver, Cashier, Auditor, Officer, Administrator),
        new("FreezeReport", "freeze_report", Accountant),
        new("FinishReport", "finish_report", Accountant) { IsPlayed = false },
        new("SetReportFrame", "set_report_frame", Accountant) { IsPlayed = false },
        new("ProposeYearPlan", "propose_year_plan", Accountant) { IsPlayed = false },
        new("DecideYearPlan", "decide_year_plan", Approver) { IsPlayed = false },
        new("PlanReports", "plan_reports", Accountant) { IsPlayed = false },
        new("AnswerDue", "answer_due", Accountant) { IsPlayed = false },
        new("ReturnBudget", "return_budget", Cashier) { IsPlayed = false },
        new("PrintVouchers", "print_vouchers", Accountant, Approver, Cashier, Auditor) { IsPlayed = false },
        new("ReadNotices", "read_notices", [.. Roles]),
        new("ChooseMails", "choose_mails", [.. Roles]) { IsPlayed = false },
    ];

    private static IReadOnlyList<DeedState> Transfer(string promise) =>
    [
        new("requested"), new("approved"), new("posted", "transfer-not-waiting", promise), new("rejected", "transfer-not-waiting", promise),
    ];

    private static Deed Adjustment(string command, string function, string promise) => new(command, function, Approver)
    {
        Paper = "adjustment",
        States =
        [
            new("requested"), new("posted", "adjustment-decided", "decision_on_what_was_seen"),
            new("rejected", "adjustment-decided", "decision_on_what_was_seen"),
        ],
        Hands = [new("requester", "requested", "poster-is-requester", promise)],
    };
}
