using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Adjustments;
using FundLedger.Features.Approvals;
using FundLedger.Features.Books;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Findings;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Notices;
using FundLedger.Features.Papers;
using FundLedger.Features.Periods;
using FundLedger.Features.Receipts;
using FundLedger.Features.Reports;
using FundLedger.Features.Transfers;
using FundLedger.IntegrationTests.Approvals;
using FundLedger.Testing;
using MediatR;

namespace FundLedger.IntegrationTests.Rights;

/// <summary>How a deed is done to a paper: the command that the application takes, and the call that goes around it.</summary>
/// <param name="Send">As this user, in this fund, to this paper.</param>
/// <param name="Around">As this user, rolled back; the promise that refused it, or null.</param>
internal sealed record Play(Func<Scene, string, string, Paper, Task<Error?>> Send, Func<Scene, string, Paper, Task<string?>> Around);

internal static partial class Plays
{
    public static IReadOnlyDictionary<string, Play> All { get; } = OfRequests.Concat(OfBooks).Concat(OfPeriods).Concat(OfDecisions)
        .Concat(OfOrders).Concat(OfGoods).Concat(OfChildren).Concat(OfImports).Concat(OfAsking)
        .ToDictionary(one => one.Command, one => one.Play);

    private static Guid Key => Guid.NewGuid();

    private static (string Command, Play Play)[] OfRequests =>
    [
        Of(nameof(ApproveDisbursement), (_, f, p) => new ApproveDisbursement(f, Key, p.Id, p.Seen, true),
            "SELECT approve_disbursement(@Fund, @Id, decode(@Seen, 'hex'), true)"),
        Of(nameof(RejectDisbursement), (_, f, p) => new RejectDisbursement(f, Key, p.Id, "Sai đối tượng"),
            "SELECT reject_disbursement(@Fund, @Id, @Key, 'Sai đối tượng')"),
        Of(nameof(ReturnDisbursement), (_, f, p) => new ReturnDisbursement(f, Key, p.Id, "Sai đối tượng"),
            "SELECT return_disbursement(@Fund, @Id, @Key, 'Sai đối tượng')"),
        Of(nameof(AttachLaterPaper), (_, f, p) => new AttachLaterPaper(f, Key, p.Id, new AttachedPaper("", SamplePapers.File)), """
            SELECT attach_later_paper(@Fund, @Id, next_later_paper(@Fund, @Id), '', 'application/pdf', (SELECT min(beneficiary_code)
                FROM disbursement_lines WHERE fund_id = @Fund AND disbursement_id = @Id), 'k-0123456789abcdef', sha256('x'))
            """),
        Of(nameof(RefillRequest), (_, f, p) => new RefillRequest(f, Key, p.Id), "SELECT take_up_returned(@Fund, @Id)"),
        Of(nameof(WithdrawDisbursement), (_, f, p) => new WithdrawDisbursement(f, Key, p.Id, "Không chi nữa"),
            "SELECT withdraw_disbursement(@Fund, @Id, @Key, 'Không chi nữa')"),
        Of(nameof(PayDisbursement), (s, f, p) => new PayDisbursement(f, Key, p.Id, s.Ledger.Clock.Today, "cash", "Cán bộ xã"),
            "SELECT pay_disbursement(@Fund, @Id, @Key, @Today, 'cash', 'Cán bộ xã', NULL, NULL, NULL)"),
        Of(nameof(AddInstitution), (_, f, _) => new AddInstitution(f, Key, "Q106"[1..], "Trường Mầm non Hoa Ban"),
            "SELECT add_institution(@Fund, (SELECT unit_id FROM funds WHERE fund_id = @Fund), 'Trường Mầm non Hoa Ban')"),
        Of(nameof(OpenIdentity), (s, f, _) => new OpenIdentity(f, Key, s.Child, "Lập hồ sơ trợ giúp"),
            "SELECT open_identity(@Child, 'Lập hồ sơ trợ giúp')"),
        Of(nameof(AskIdentity), (s, f, _) => new AskIdentity(f, Key, s.Sealed, IdentityPurpose.Open, "Làm hồ sơ trợ giúp pháp lý"),
            "SELECT ask_identity(@Sealed, 'open', 'Làm hồ sơ trợ giúp pháp lý')"),
        Of(nameof(AnswerIdentity), (s, f, p) => Answer(s, p.Id) with { Fund = f }, "SELECT answer_identity(@Sealed, @Id, true, 'Đã xem hồ sơ')"),
        Of(nameof(SetCoverageTarget), (_, f, _) => new SetCoverageTarget(f, Key, 2022, null, 90, "Kế hoạch năm 2022"),
            "SELECT set_coverage_target(@Fund, 2022, NULL, 90, 'Kế hoạch năm 2022')"),
    ];

    private static (string Command, Play Play)[] OfBooks =>
    [
        Of(nameof(RecordReceipt), (s, f, _) => new RecordReceipt(f, Key, "CHUNG", new Money(1_000), s.Ledger.Clock.Today, "cash", "Nhà hảo tâm"),
            "SELECT record_receipt(@Fund, @Key, 1, 1000, @Today, 'cash', 'x', 'person', NULL, NULL, NULL, NULL)"),
        Of(nameof(RecordReceipts), (s, f, _) => new RecordReceipts(
            f, Key, s.Ledger.Clock.Today, [new ReceiptLine("CHUNG", new Money(1_000), "cash", "Nhà hảo tâm")]),
            "SELECT record_receipts(@Fund, @Key, @Today, '{CHUNG}', '{1000}', '{cash}', '{x}', '{person}', '{NULL}', '{NULL}', '{NULL}', '{NULL}')"),
        Of(nameof(OpenPool), (_, f, _) => new OpenPool(f, Key, "MOI", "Mới", "New", "donation"),
            "SELECT open_pool(@Fund, 'MOI', 'Mới', 'New', 'donation', NULL, NULL)"),
        Of(nameof(ReverseEntry), (s, f, p) => new ReverseEntry(f, Key, p.Id, s.Ledger.Clock.Today, "cash", "Ghi nhầm quỹ"),
            "SELECT reverse_entry(@Fund, @Id, @Key, @Today, 'cash', 'Ghi nhầm quỹ')"),
        Of(nameof(RequestTransfer), (_, f, _) => Transfer() with { Fund = f },
            "SELECT request_transfer(@Fund, 1, 2, 1000, 'cash', 'Bổ sung quà Tết', NULL, NULL)"),
        Of(nameof(ApproveTransfer), (_, f, p) => new ApproveTransfer(f, Key, p.Id, p.Seen),
            "SELECT approve_transfer(@Fund, @Id, @Key, decode(@Seen, 'hex'))"),
        Of(nameof(RejectTransfer), (_, f, p) => new RejectTransfer(f, Key, p.Id, "Không cần chuyển nữa"),
            "SELECT reject_transfer(@Fund, @Id, 'Không cần chuyển nữa')"),
        Of(nameof(RecordAdjustment), (s, f, _) => Interest(s.Ledger) with { Fund = f },
            "SELECT record_adjustment(@Fund, @Key, @Today, 'Lãi tiền gửi', '{bank,fund_balance}', '{3,3}', '{debit,credit}', '{10,10}')"),
        Of(nameof(ApproveAdjustment), (_, f, p) => new ApproveAdjustment(f, Key, p.Id, p.Seen),
            "SELECT approve_adjustment(@Fund, @Id, @Key, decode(@Seen, 'hex'))"),
        Of(nameof(RejectAdjustment), (_, f, p) => new RejectAdjustment(f, Key, p.Id), "SELECT reject_adjustment(@Fund, @Id)"),
        Of(nameof(NoteExport), (s, f, _) => new NoteExport(f, Key, "cash", "Quý 1/2021", "csv", 3, s.Ledger.Clock.GetCurrentInstant()),
            "SELECT note_export(@Fund, 'cash', 'Quý 1/2021', 'csv', 3, ledger_now())"),
        Of(nameof(FreezeReport), (s, f, _) => new FreezeReport(f, Key, "matrix", s.Ledger.Clock.Today, s.Ledger.Clock.Today, s.Ledger.Clock.Today),
            "SELECT freeze_report(@Fund, 'matrix', NULL, @Today, @Today, @Today, 'x')"),
        Of(nameof(OpenFinding), (_, f, _) => new OpenFinding(f, Key, "other", "", "Thiếu biên bản kiểm quỹ"),
            "SELECT open_finding(@Fund, 'other', '', 'Thiếu biên bản kiểm quỹ')"),
        Of(nameof(ReadNotices), (_, f, _) => new ReadNotices(f, Key, null), "SELECT read_notices(@Fund, NULL)"),
    ];

    private static (string Command, Play Play)[] OfPeriods =>
    [
        Of(nameof(StartClosing), (_, f, _) => new StartClosing(f, Key, Stage.January), "SELECT start_closing(@Fund, @Month)"),
        Of(nameof(TakeClosingBack), (_, f, _) => new TakeClosingBack(f, Key, Stage.January), "SELECT take_closing_back(@Fund, @Month)"),
        Of(nameof(AcceptOpenItems), (s, f, _) => new AcceptOpenItems(f, Key, Stage.January, s.ItemsHash, "Đã xem các khoản treo"),
            "SELECT accept_open_items(@Fund, @Month, decode(@Items, 'hex'), 'Đã xem các khoản treo')"),
        // The closing and its statement are one transaction.
        Of(nameof(ClosePeriod), (_, f, _) => new ClosePeriod(f, Key, Stage.January), "SELECT close_period(@Fund, @Month); SET CONSTRAINTS ALL DEFERRED"),
        Of(nameof(RequestReopening), (_, f, _) => new RequestReopening(f, Key, Stage.January, "Thiếu chứng từ tháng 1"),
            "SELECT request_reopening(@Fund, @Month, 'Thiếu chứng từ tháng 1')"),
        Of(nameof(ApproveReopening), (_, f, p) => new ApproveReopening(f, Key, p.Id), "SELECT approve_reopening(@Fund, @Id)"),
        Of(nameof(RejectReopening), (_, f, p) => new RejectReopening(f, Key, p.Id, "Sửa bằng bút toán đảo"),
            "SELECT reject_reopening(@Fund, @Id, 'Sửa bằng bút toán đảo')"),
    ];

    private static (string Command, Play Play)[] OfDecisions =>
    [
        Of(nameof(ProposeLadder), (s, f, _) => Climb.Proposal(s.Ledger, Stage.Steps) with { Fund = f }, """
            SELECT propose_ladder(@Fund, '77', @Today, @Today,
                '[{"level": "council_chair", "nameVi": "Chủ tịch", "nameEn": "Chair", "holders": ["duyet"]}]')
            """),
        Of(nameof(AdoptLadder), (_, f, p) => new AdoptLadder(f, Key, (int)p.Id), "SELECT adopt_ladder(@Fund, @Id::int)"),
        Of(nameof(RefuseLadder), (_, f, p) => new RefuseLadder(f, Key, (int)p.Id, "Chưa cần"), "SELECT refuse_ladder(@Fund, @Id::int, 'Chưa cần')"),
        Of(nameof(DelegateApproval), (s, f, _) => new DelegateApproval(
            f, Key, Climb.Chair, TamDuong.SecondApprover, s.Ledger.Clock.Today, s.Ledger.Clock.Today, "Đi công tác"),
            "SELECT delegate_approval(@Fund, 'council_chair', 'duyet2', @Today, @Today, 'Đi công tác')"),
        Of(nameof(EndDelegation), (_, f, p) => new EndDelegation(f, Key, (int)p.Id), "SELECT end_delegation(@Fund, @Id::int)"),
        Of(nameof(DraftNorm), (s, f, p) => new DraftNorm(f, Key, p.Id == 0 ? null : (int)p.Id, s.Norm!),
            "SELECT draft_norm(@Fund, nullif(@Id, 0)::int, @Norm::jsonb)"),
        Of(nameof(AttachNormScan), (_, f, p) => new AttachNormScan(f, Key, (int)p.Id, new ScannedPaper("quyet-dinh.pdf", SamplePapers.File)),
            "SELECT attach_norm_scan(@Fund, @Id::int, 'quyet-dinh.pdf', 'application/pdf', '%PDF-1.7'::bytea)"),
        Of(nameof(ProposeNorm), (_, f, p) => new ProposeNorm(f, Key, (int)p.Id, p.Seen), "SELECT propose_norm(@Fund, @Id::int, decode(@Seen, 'hex'))"),
        Of(nameof(DiscardNorm), (_, f, p) => new DiscardNorm(f, Key, (int)p.Id), "SELECT discard_norm(@Fund, @Id::int)"),
        Of(nameof(ReturnNorm), (_, f, p) => new ReturnNorm(f, Key, (int)p.Id, "Thiếu căn cứ pháp lý"),
            "SELECT return_norm(@Fund, @Id::int, 'Thiếu căn cứ pháp lý')"),
        Of(nameof(PublishNorm), (_, f, p) => new PublishNorm(f, Key, (int)p.Id, p.Seen), "SELECT publish_norm(@Fund, @Id::int, decode(@Seen, 'hex'))"),
    ];

    public static RequestTransfer Transfer() =>
        new(Given.Fund, Key, "CHUNG", "TET", new Money(1_000), "cash", "Bổ sung tiền quà Tết");

    public static RecordAdjustment Interest(Ledger ledger) => new(Given.Fund, Key, ledger.Clock.Today, "Lãi tiền gửi", [
        new AskedPosting("bank", "LAI", Side.Debit, new Money(10)), new AskedPosting("fund_balance", "LAI", Side.Credit, new Money(10)),
    ]);

    public static AnswerIdentity Answer(Scene scene, long request) =>
        new(TamDuong.BinhLu, Key, scene.Sealed, request, true, "Đã xem hồ sơ");

    private static (string Command, Play Play) Of<T>(string command, Func<Scene, string, Paper, IRequest<Result<T>>> make, string sql) => (
        command,
        new Play(
            (scene, user, fund, paper) => scene.SendAsync(user, make(scene, fund, paper)),
            (scene, user, paper) => scene.AroundAsync(user, sql, new
            {
                scene.Fund, scene.Unit, paper.Id, paper.Seen, Key, scene.Ledger.Clock.Today, Month = Stage.January, scene.Child,
                scene.Sealed, Items = scene.ItemsHash, Norm = scene.Norm!.Text(),
            })));
}
