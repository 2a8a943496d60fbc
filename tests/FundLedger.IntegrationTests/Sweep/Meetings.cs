using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>The register: every way to write, and how it meets a closed month.</summary>
internal static partial class Meetings
{
    private const string NotInTheBooks = "The register of children is not part of the books and has no months.";

    private const string Looks = "Runs the standing checks, which write what they found and nothing into the books.";

    private const string Date = "2021-01-31";

    private const string Typed = "31/01/2021";

    public static IReadOnlyDictionary<string, Meeting> All =>
        Commands.Concat(Endpoints).Concat(Pages).Concat(Verbs).Concat(Functions).Concat(Tables).Concat(ByHand).Concat(OfChildren)
            .Concat(OfImports).Concat(OfNorms).Concat(OfApprovals).Concat(OfPayments).Concat(OfGoods).Concat(OfNotices).Concat(OfVouchers)
            .Concat(OfReports).Concat(OfAudits)
            .ToDictionary(one => one.Path, one => one.Meeting);

    private static (string Path, Meeting Meeting)[] Commands { get; } =
    [
        ("command RecordReceipt", Tried(month => month.Command(TamDuong.Accountant, new RecordReceipt(
            Given.Fund, Guid.NewGuid(), "CHUNG", new Money(1_000), ClosedMonth.Inside, "cash", "Nhà hảo tâm")))),
        ("command RecordReceipts", Tried(month => month.Command(TamDuong.Accountant, new RecordReceipts(
            Given.Fund, Guid.NewGuid(), ClosedMonth.Inside, [new ReceiptLine("CHUNG", new Money(1_000), "cash", "Nhà hảo tâm")])))),
        ("command PayDisbursement", Tried(month => month.Command(TamDuong.Cashier, new PayDisbursement(
            Given.Fund, Guid.NewGuid(), month.Approved, ClosedMonth.Inside, "cash", "Cán bộ xã")))),
        ("command ReverseEntry", Tried(month => month.Command(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), 1, ClosedMonth.Inside, "cash", "Ghi nhầm quỹ")))),
        ("command ReturnBudget", Tried(month => month.Command(TamDuong.Cashier, new ReturnBudget(
            Given.Fund, Guid.NewGuid(), "CHUNG", new Money(1_000), ClosedMonth.Inside, "cash", "Kho bạc")))),
        ("command OpenPool", Exempt(WritesNoDay)), ("command NoteExport", Exempt(WritesNoDay)),
        ("command RequestHolidayGifts", Exempt(DatedToday)),
        ("command RequestSurgery", Exempt(DatedToday)),
        ("command ApproveDisbursement", Exempt(WritesNoDay)),
        ("command RejectDisbursement", Exempt(DatedToday)), ("command ReturnDisbursement", Exempt(DatedToday)),
        ("command RequestTransfer", Exempt(DatedToday)),
        ("command ApproveTransfer", Exempt(DatedToday)),
        ("command RejectTransfer", Exempt(WritesNoDay)),
        ("command StartClosing", Exempt(Months)),
        ("command TakeClosingBack", Exempt(Months)),
        ("command AcceptOpenItems", Exempt(Months)),
        ("command ClosePeriod", Exempt(Months)),
        ("command RequestReopening", Exempt(Months)),
        ("command ApproveReopening", Exempt(Months)),
        ("command RejectReopening", Exempt(Months)),
        ("command DecideYearEnd", Exempt("Dated 31 December, and refused unless that December is being closed: YearEndTests.")),
        ("command RegisterChild", Exempt(NotInTheBooks)),
        ("command OpenIdentity", Exempt(NotInTheBooks)),
    ];

    private static (string Path, Meeting Meeting)[] Endpoints { get; } =
    [
        ("api POST /receipts", Tried(month => month.Call(TamDuong.Accountant, "/receipts", new
        {
            pool = "CHUNG", amount = 1_000, date = Date, moneyAccount = "cash", donorName = "Nhà hảo tâm", donorKind = "person",
        }))),
        ("api POST /disbursements/{id}/payment", Tried(month => month.Call(
            TamDuong.Cashier, $"/disbursements/{month.Approved}/payment", new { date = Date, moneyAccount = "cash", payee = "Cán bộ xã" }))),
        ("api POST /entries/{entryNo}/reversal", Tried(month => month.Call(
            TamDuong.Accountant, "/entries/1/reversal", new { date = Date, moneyAccount = "cash", reason = "Ghi nhầm quỹ" }))),
        ("api POST /year-end/returns", Tried(month => month.Call(
            TamDuong.Cashier, "/year-end/returns", new { pool = "CHUNG", amount = 1, date = Date, moneyAccount = "cash", payee = "Kho bạc" }))),
        ("api POST /pools", Sending(nameof(OpenPool))),
        ("api POST /disbursements/holiday-gifts", Sending(nameof(RequestHolidayGifts))),
        ("api POST /disbursements/surgery", Sending(nameof(RequestSurgery))),
        ("api POST /disbursements/{id}/approval", Sending(nameof(ApproveDisbursement))),
        ("api POST /disbursements/{id}/rejection", Sending(nameof(RejectDisbursement))),
        ("api POST /disbursements/{id}/return", Sending(nameof(ReturnDisbursement))),
        ("api POST /periods/{month}/closing/start", Sending(nameof(StartClosing))),
        ("api POST /periods/{month}/closing/take-back", Sending(nameof(TakeClosingBack))),
        ("api POST /periods/{month}/closing/acceptance", Sending(nameof(AcceptOpenItems))),
        ("api POST /periods/{month}/closing", Sending(nameof(ClosePeriod))),
        ("api POST /periods/{month}/reopening", Sending(nameof(RequestReopening))),
        ("api POST /periods/reopenings/{request}/approval", Sending(nameof(ApproveReopening))),
        ("api POST /periods/reopenings/{request}/rejection", Sending(nameof(RejectReopening))),
        ("api POST /year-end/{year}/decisions", Sending(nameof(DecideYearEnd))),
        ("api POST /transfers", Sending("RequestTransfer")),
        ("api POST /transfers/{id}/approval", Sending("ApproveTransfer")),
        ("api POST /transfers/{id}/rejection", Sending("RejectTransfer")),
        ("api POST /children", Sending("RegisterChild")),
        ("api POST /checks", Exempt(Looks)),
        ("api POST /api/v1/session", Exempt("Signs in: writes nothing of any fund.")),
        ("api DELETE /api/v1/session", Exempt("Signs out: writes nothing of any fund.")),
    ];

    private static (string Path, Meeting Meeting)[] Pages { get; } =
    [
        ("page NewReceiptModel.OnPostAsync", Tried(month => month.Form(
            TamDuong.Accountant, "/receipts/new", "/receipts/new", ("Pool", "CHUNG"), ("Amount", "1.000"), ("Date", Typed),
            ("MoneyAccount", "cash"), ("DonorName", "Nhà hảo tâm"), ("DonorKind", "person")))),
        ("page DisbursementModel.OnPostPayAsync", Tried(month => month.Form(
            TamDuong.Cashier, $"/disbursements/Q106/{month.Approved}", $"/disbursements/Q106/{month.Approved}?handler=Pay",
            ("Date", Typed), ("MoneyAccount", "cash"), ("Payee", "Cán bộ xã")))),
        ("page ReverseModel.OnPostAsync", Tried(month => month.Form(
            TamDuong.Accountant, "/ledger/Q106/1/reverse", "/ledger/Q106/1/reverse",
            ("Date", Typed), ("MoneyAccount", "cash"), ("Reason", "Ghi nhầm quỹ")))),
        ("page YearEndModel.OnPostReturnAsync", Sending(nameof(ReturnBudget))),
        ("page VerifyModel.OnPostAsync", Exempt("Recomputes a proof that anybody sends; writes nothing.")),
        ("page DisbursementModel.OnPostReverseAsync", Sending(nameof(ReverseEntry))),
        ("page DisbursementModel.OnPostApproveAsync", Sending(nameof(ApproveDisbursement))),
        ("page DisbursementModel.OnPostRejectAsync", Sending(nameof(RejectDisbursement))),
        ("page DisbursementModel.OnPostReturnAsync", Sending(nameof(ReturnDisbursement))),
        ("page GiftsModel.OnPostAsync", Sending(nameof(RequestHolidayGifts))),
        ("page SurgeryModel.OnPostAsync", Sending(nameof(RequestSurgery))),
        ("page SurgeryModel.OnPostAssessAsync", Exempt("Only computes what the norm allows; nothing is written.")),
        ("page NewPoolModel.OnPostAsync", Sending(nameof(OpenPool))),
        ("page IndexModel.OnPostStartAsync", Sending(nameof(StartClosing))),
        ("page IndexModel.OnPostTakeBackAsync", Sending(nameof(TakeClosingBack))),
        ("page IndexModel.OnPostAcceptAsync", Sending(nameof(AcceptOpenItems))),
        ("page IndexModel.OnPostAsync", Exempt("The months send ClosePeriod, the auditor's page verifies: neither dates anything inside.")),
        ("page IndexModel.OnPostReopenAsync", Sending(nameof(RequestReopening))),
        ("page IndexModel.OnPostApproveAsync", Sending(nameof(ApproveReopening))),
        ("page IndexModel.OnPostRejectAsync", Sending(nameof(RejectReopening))),
        ("page YearEndModel.OnPostCarryAsync", Sending(nameof(DecideYearEnd))),
        ("page YearEndModel.OnPostLapseAsync", Sending(nameof(DecideYearEnd))),
        ("page NewTransferModel.OnPostAsync", Sending("RequestTransfer")),
        ("page TransferModel.OnPostApproveAsync", Sending("ApproveTransfer")),
        ("page TransferModel.OnPostRejectAsync", Sending("RejectTransfer")),
        ("page NewModel.OnPostAsync", Sending("RegisterChild")),
        ("page ChildModel.OnPostAsync", Sending("OpenIdentity")),
        ("page ChecksModel.OnPostAsync", Exempt(Looks)),
        ("page SignInModel.OnPostAsync", Exempt("Signs in: writes nothing of any fund.")),
        ("page SignOutModel.OnPostAsync", Exempt("Signs out: writes nothing of any fund.")),
        ("page ChoicesModel.OnPostLanguage", Exempt("Keeps a choice of the reader in a cookie.")),
        ("page ChoicesModel.OnPostFund", Exempt("Keeps a choice of the reader in a cookie.")),
        ("page StyleModel.OnPost", Exempt("The page of samples answers with itself; nothing is written.")),
        ("page StatusModel.OnPost", Exempt("The page of a failed request shows its status; nothing is written.")),
    ];
}
