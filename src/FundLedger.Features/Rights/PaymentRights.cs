using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>Payment orders: work of the cashier, on what was approved.</summary>
internal static class PaymentRights
{
    public static IReadOnlyList<Deed> All { get; } =
    [
        new("OrderPayment", "prepare_payment_order", Cashier) { IsPlayed = false },
        new("ChangePayee", "change_payee", Cashier) { IsPlayed = false },
        new("TakePaymentFile", "take_order_file", Cashier) { IsPlayed = false },
        new("MarkPaymentSent", "mark_order_sent", Cashier) { IsPlayed = false },
        new("MarkPaymentNotSent", "mark_order_not_sent", Cashier) { IsPlayed = false },
        new("CancelPaymentOrder", "cancel_payment_order", Cashier) { IsPlayed = false },
        new("RecordPaymentResults", "record_payment_results", Cashier) { IsPlayed = false },
        new("ReleaseLines", "release_payment_lines", Cashier) { IsPlayed = false },
        // No role: the officer who took the advance, or the cashier of the cash list.
        new("OpenHandout", "open_handout") { IsPlayed = false },
        new("RecordDeliveries", "record_deliveries") { IsPlayed = false },
        new("PrintCodes", "print_handout") { IsPlayed = false },
        new("ReportHandout", "report_handout") { IsPlayed = false },
        // Beside these, the cashier and the accountant of the fund; to read also its approvers and auditors.
        new("AttachSignedList", "attach_signed_list") { IsPlayed = false },
        new("OpenSignedList", "open_signed_list") { IsPlayed = false },
    ];
}
