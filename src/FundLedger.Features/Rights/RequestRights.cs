using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>The way of a request: asked, decided, paid.</summary>
internal static class RequestRights
{
    private const string Seen = "decision_on_what_was_seen";
    private const string Later = "later_paper_of_approved";
    private const string Mends = "mends_what_was_returned";

    public static IReadOnlyList<Deed> All { get; } =
    [
        new("RequestHolidayGifts", "submit_disbursement", Accountant, Officer),
        new("RequestSurgery", "submit_disbursement", Accountant, Officer),
        new("RequestSupport", "submit_disbursement", Accountant, Officer),
        Decision("ApproveDisbursement", "approve_disbursement"),
        Decision("RejectDisbursement", "reject_disbursement"),
        Decision("ReturnDisbursement", "return_disbursement"),
        new("WithdrawDisbursement", "withdraw_disbursement", Approver)
        {
            Paper = "disbursement", States = Approved(Seen),
            Hands = [new("requester", "approved", "approver-is-requester", "approver_is_not_requester")],
        },
        new("PayDisbursement", "pay_disbursement", Cashier)
        {
            Paper = "disbursement", States = Approved("paid_after_approval"),
            Hands =
            [
                new("requester", "approved", "payer-is-requester", "payer_is_not_requester"),
                new("approver", "approved", "payer-is-approver", "payer_is_not_approver"),
            ],
        },
        new("RefillRequest", "take_up_returned", Accountant, Officer)
        {
            Paper = "disbursement",
            States =
            [
                new("requested", "request-not-returned", Mends), new("approved", "request-not-returned", Mends),
                new("rejected", "request-not-returned", Mends), new("returned"), new("withdrawn", "request-not-returned", Mends),
                new("paid", "request-not-returned", Mends),
            ],
        },
        new("AttachLaterPaper", "attach_later_paper", Accountant, Officer, Cashier)
        {
            Paper = "disbursement",
            States =
            [
                new("requested", "request-has-no-later-papers", Later), new("approved"),
                new("rejected", "request-has-no-later-papers", Later),
                new("returned", "request-has-no-later-papers", Later), new("withdrawn", "request-has-no-later-papers", Later), new("paid"),
            ],
        },
        new("OpenPaper", "open_paper", Accountant, Approver, Auditor, Officer) { IsPlayed = false },
        new("AddInstitution", "add_institution", Accountant, Officer),
    ];

    private static Deed Decision(string command, string function) => new(command, function, Approver)
    {
        Paper = "disbursement",
        States =
        [
            new("requested"), new("approved", "already-decided", Seen), new("rejected", "already-decided", Seen),
            new("returned", "already-decided", Seen), new("withdrawn", "already-decided", Seen), new("paid", "already-decided", Seen),
        ],
        Hands = [new("requester", "requested", "approver-is-requester", "approver_is_not_requester")],
    };

    private static IReadOnlyList<DeedState> Approved(string promise) =>
    [
        new("requested", "not-approved", promise), new("approved"), new("rejected", "not-approved", promise),
        new("returned", "not-approved", promise), new("withdrawn", "not-approved", promise), new("paid", "not-approved", promise),
    ];
}
