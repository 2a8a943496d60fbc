using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>Payment orders: work of the cashier, on what was approved; handed out by who took the money.</summary>
internal static class PaymentRights
{
    private const string Paid = "paid_after_approval";
    private const string NotMine = "handout-not-found";

    private static readonly string[] OrderStates = ["prepared", "unknown", "sent", "advanced", "settled", "cancelled"];

    private static readonly IReadOnlyList<DeedState> Requests =
    [
        new("requested", "not-approved", Paid), new("approved"), new("rejected", "not-approved", Paid),
        new("returned", "not-approved", Paid), new("withdrawn", "not-approved", Paid), new("paid", "not-approved", Paid),
        new("on an order", "line-not-open", "line_paid_or_under_way_once"),
    ];

    public static IReadOnlyList<Deed> All { get; } =
    [
        new("OrderPayment", "prepare_payment_order", Cashier) { Paper = "disbursement", States = Requests, Hands = Payer("approved") },
        new("ReleaseLines", "release_payment_lines", Cashier) { Paper = "disbursement", States = Requests, Hands = Payer("approved") },
        Step("ChangePayee", "change_payee", "payee-frozen", "payee_frozen", "prepared"),
        Step("TakePaymentFile", "take_order_file", "order-not-in-state", "order_in_its_state", "prepared"),
        Step("MarkPaymentSent", "mark_order_sent", "order-not-in-state", "order_in_its_state", "unknown"),
        Step("MarkPaymentNotSent", "mark_order_not_sent", "order-not-in-state", "order_in_its_state", "unknown"),
        Step("CancelPaymentOrder", "cancel_payment_order", "order-not-in-state", "order_in_its_state", "prepared"),
        Step("RecordPaymentResults", "record_payment_results", "order-not-in-state", "order_in_its_state", "unknown", "sent", "advanced"),
        // No role of its own: the officer who took the advance, or the cashier of the cash list.
        new("OpenHandout", "open_handout")
        {
            Paper = "hand-out", IsOwn = true, WrongRole = NotMine,
            States = [Cash, Advance, new("settled", NotMine, "actor_has_role") { Roles = [Officer] }],
        },
        new("RecordDeliveries", "record_deliveries")
        {
            Paper = "hand-out", IsOwn = true, WrongRole = NotMine,
            States = [Cash, Advance, new("settled") { Roles = [Officer] }],
        },
        new("PrintPayment", "print_payment", Accountant, Cashier) { IsPlayed = false },
        new("PrintCodes", "print_handout") { IsPlayed = false },
        new("ReportHandout", "report_handout") { IsPlayed = false },
        // Beside these, the cashier and the accountant of the fund; to read also its approvers and auditors.
        new("AttachSignedList", "attach_signed_list") { IsPlayed = false },
        new("OpenSignedList", "open_signed_list") { IsPlayed = false },
    ];

    private static DeedState Cash => new("in cash") { Roles = [Cashier] };

    private static DeedState Advance => new("advanced") { Roles = [Officer] };

    private static Deed Step(string command, string function, string refusal, string promise, params string[] possible) =>
        new(command, function, Cashier)
        {
            Paper = "payment order",
            States = [.. OrderStates.Select(state => possible.Contains(state) ? new DeedState(state) : new(state, refusal, promise))],
            Hands =
            [
                .. possible.SelectMany(Payer), .. possible.Contains("advanced")
                    ? (HandRefusal[])[new("receiver", "advanced", "payer-is-receiver", "payer_is_not_receiver")] : [],
            ],
        };

    private static IReadOnlyList<HandRefusal> Payer(string state) =>
    [
        new("requester", state, "payer-is-requester", "payer_is_not_requester"),
        new("approver", state, "payer-is-approver", "payer_is_not_approver"),
    ];
}
