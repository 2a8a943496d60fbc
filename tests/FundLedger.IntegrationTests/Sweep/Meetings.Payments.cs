using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Payments;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Payment orders and what became of their lines.</summary>
internal static partial class Meetings
{
    private const string NextStep = "Says where an order is; what it says of money is dated by its results.";

    private const string HandedOut = "Notes down what was handed out; the money is posted by the results of the order, which are refused.";

    private const string AroundHandouts = "Writes down a printing, a look, a scan or what a phone holds; nothing in the books has that day.";

    private static (string Path, Meeting Meeting)[] OfPayments { get; } =
    [
        ("command OrderPayment", Tried(month => month.Command(TamDuong.Cashier, new OrderPayment(
            Given.Fund, Guid.NewGuid(), month.Approved, "cash", "cash", ClosedMonth.Inside, null)))),
        ("command RecordPaymentResults", Tried(month => month.Command(TamDuong.Cashier, new RecordPaymentResults(
            Given.Fund, Guid.NewGuid(), month.Order, ClosedMonth.Inside,
            [new PaymentResult(1, PaymentOutcome.Paid, new Money(300_000), null, null)])))),
        ("command ReleaseLines", Exempt(DatedToday)), ("command ChangePayee", Exempt(NextStep)), ("command TakePaymentFile", Exempt(NextStep)),
        ("command MarkPaymentSent", Exempt(NextStep)), ("command MarkPaymentNotSent", Exempt(NextStep)),
        ("command CancelPaymentOrder", Exempt(NextStep)),
        ("api POST /payments", Tried(month => month.Call(TamDuong.Cashier, "/payments", new
        {
            request = month.Approved, way = "cash", moneyAccount = "cash", date = Date,
        }))),
        ("api POST /payments/{order}/results", Tried(month => month.Call(TamDuong.Cashier, $"/payments/{month.Order}/results", new
        {
            date = Date, results = new[] { new { line = 1, result = "paid", paid = 300_000 } },
        }))),
        ("api POST /payments/releases", Sending("ReleaseLines")), ("api POST /payments/{order}/payees", Sending("ChangePayee")),
        ("api POST /payments/{order}/prints", Sending("PrintPayment")),
        ("api POST /payments/{order}/taking", Sending("TakePaymentFile")), ("api POST /payments/{order}/sending", Sending("MarkPaymentSent")),
        ("api POST /payments/{order}/not-sent", Sending("MarkPaymentNotSent")),
        ("api POST /payments/{order}/cancellation", Sending("CancelPaymentOrder")),
        ("page NewPaymentModel.OnPostAsync", Tried(month => month.Form(
            TamDuong.Cashier, $"/payments/Q106/new/{month.Approved}", $"/payments/Q106/new/{month.Approved}",
            ("Way", "cash"), ("Date", Typed), ("Lines", "1")))),
        ("page NewPaymentModel.OnPostUploadAsync", Exempt("Only reads a file; nothing is written.")),
        ("page PaymentModel.OnPostResultsAsync", Tried(month => month.Form(
            TamDuong.Cashier, $"/payments/Q106/{month.Order}", $"/payments/Q106/{month.Order}?handler=Results",
            ("Date", Typed), ("Results[1].Outcome", "paid")))),
        ("page PaymentModel.OnPostUploadAsync", Exempt("Only reads a file; nothing is written.")),
        ("page PaymentModel.OnPostTakeAsync", Sending("TakePaymentFile")), ("page PaymentModel.OnPostSentAsync", Sending("MarkPaymentSent")),
        ("page PaymentModel.OnPostNotSentAsync", Sending("MarkPaymentNotSent")),
        ("page PaymentModel.OnPostCancelAsync", Sending("CancelPaymentOrder")), ("page PaymentModel.OnPostPayeeAsync", Sending("ChangePayee")),
        ("function prepare_payment_order", Run(TamDuong.Cashier, """
            SELECT prepare_payment_order(@Fund, @Key, @Approved, 'cash', 'cash', @Inside, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            """)),
        ("function record_payment_results", Run(TamDuong.Cashier, """
            SELECT record_payment_results(@Fund, 1, @Key, @Inside, '{1}', '{paid}', '{300000}', '{NULL}', '{NULL}', 0, 'cash', 'x')
            """)),
        ("command OpenHandout", Exempt(NextStep)), ("command RecordDeliveries", Exempt(HandedOut)),
        ("api POST /handouts/{list}/{order}/opening", Sending("OpenHandout")),
        ("api POST /handouts/{list}/{order}/deliveries", Sending("RecordDeliveries")),
        ("page HandoutSheetModel.OnPostAsync", Sending("OpenHandout")),
        ("function open_handout", Exempt(NextStep)), ("function record_deliveries", Exempt(HandedOut)),
        ("command PrintPayment", Exempt(AroundHandouts)), ("function print_payment", Exempt(AroundHandouts)),
        ("page PaymentModel.OnPostPrintAsync", Sending("PrintPayment")),
        ("command PrintCodes", Exempt(AroundHandouts)), ("command ReportHandout", Exempt(AroundHandouts)),
        ("command AttachSignedList", Exempt(AroundHandouts)),
        ("command OpenSignedList", Exempt(AroundHandouts)), ("api POST /handouts/{list}/{order}/reports", Sending("ReportHandout")),
        ("api POST /handouts/{list}/{order}/signed", Sending("AttachSignedList")),
        ("page HandoutSheetModel.OnPostPrintAsync", Sending("PrintCodes")),
        ("page SignedListsModel.OnPostAsync", Sending("AttachSignedList")), ("page SignedListsModel.OnPostOpenAsync", Sending("OpenSignedList")),
        ("function print_handout", Exempt(AroundHandouts)), ("function handout_names", Exempt(AroundHandouts)),
        ("function report_handout", Exempt(AroundHandouts)),
        ("function attach_signed_list", Exempt(AroundHandouts)), ("function open_signed_list", Exempt(AroundHandouts)),
        ("function release_payment_lines", Exempt(DatedToday)), ("function change_payee", Exempt(NextStep)),
        ("function take_order_file", Exempt(NextStep)), ("function mark_order_sent", Exempt(NextStep)),
        ("function mark_order_not_sent", Exempt(NextStep)), ("function cancel_payment_order", Exempt(NextStep)),
        ("table payment_orders.prepared_on", Exempt("The day of an order; its money is on vouchers and entries, which are refused.")),
        ("table payment_orders.settle_by", Exempt("By when an advance is to be settled; nothing in the books has that day.")),
        ("table payment_order_lines.ended_on", Exempt("Follows from the voucher of the line, which is refused.")),
    ];
}
