using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Goods;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Goods;
using FundLedger.Features.Imports;
using FundLedger.Features.Payments;
using FundLedger.IntegrationTests.Goods;
using FundLedger.IntegrationTests.Imports;
using FundLedger.IntegrationTests.Payments;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Rights;

/// <summary>Requests that begin something, payment orders, goods, the register and imports.</summary>
internal static partial class Plays
{
    private static (string Command, Play Play)[] OfAsking =>
    [
        (nameof(RequestHolidayGifts), Asking((s, f) => Given.TetRequest("CHUNG", s.Child) with { Fund = f }, s => new RawRequest(s.Child))),
        (nameof(RequestSurgery), Asking(
            (s, f) => new RequestSurgery(f, Key, "CHUNG", "heart", s.Patient, $"BA-{s.Patient}")
            {
                Cost = new Money(20_000_000), Amount = new Money(1_000_000), Papers = SamplePapers.Of("D-07"),
            },
            s => new RawRequest(s.Patient) { Class = "g13" }.ForHeart(20_000_000, 0, 1_000_000) with { Pool = Books.General })),
        (nameof(RequestSupport), Asking(
            (s, f) => new RequestSupport(
                f, Key, "CHUNG", new SupportCase("D-12", s.Child) { CaseReference = "TN-01", ReasonForAmount = "Gãy chân, nằm viện" },
                SamplePapers.Of("D-12")),
            s => new RawRequest(s.Child))),
    ];

    private static (string Command, Play Play)[] OfOrders =>
    [
        Of(nameof(OrderPayment), (s, f, p) => new PaymentBooks(s.Ledger).Cash(p.Id, 1) with { Fund = f }, """
            SELECT prepare_payment_order(@Fund, @Key, @Id, 'cash', 'cash', @Today, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            """),
        Of(nameof(ReleaseLines), (_, f, p) => new ReleaseLines(f, Key, p.Id, [1], "Gia đình không nhận nữa"),
            "SELECT release_payment_lines(@Fund, @Key, @Id, '{1}', 'Gia đình không nhận nữa')"),
        Of(nameof(ChangePayee), (_, f, p) => new ChangePayee(f, Key, (int)p.Id, PaymentBooks.PayeeOf(1)),
            "SELECT change_payee(@Fund, @Id::int, 1, 'Người Giám Hộ', 'Ngân hàng Nông nghiệp', '7805201000001')"),
        Of(nameof(TakePaymentFile), (_, f, p) => new TakePaymentFile(f, Key, (int)p.Id), "SELECT take_order_file(@Fund, @Id::int)"),
        Of(nameof(MarkPaymentSent), (_, f, p) => new MarkPaymentSent(f, Key, (int)p.Id), "SELECT mark_order_sent(@Fund, @Id::int)"),
        Of(nameof(MarkPaymentNotSent), (_, f, p) => new MarkPaymentNotSent(f, Key, (int)p.Id, "Ngân hàng không nhận tệp"),
            "SELECT mark_order_not_sent(@Fund, @Id::int, 'Ngân hàng không nhận tệp')"),
        Of(nameof(CancelPaymentOrder), (_, f, p) => new CancelPaymentOrder(f, Key, (int)p.Id, "Sai tài khoản"),
            "SELECT cancel_payment_order(@Fund, @Id::int, 'Sai tài khoản')"),
        Of(nameof(RecordPaymentResults), (s, f, p) => new PaymentBooks(s.Ledger).Results((int)p.Id, PaymentBooks.Paid(1)) with { Fund = f }, """
            SELECT record_payment_results(@Fund, @Id::int, @Key, @Today, '{1}', '{paid}', '{300000}', '{NULL}', '{NULL}', 0, NULL, 'Theo bảng kê')
            """),
        Of(nameof(OpenHandout), (_, f, p) => new OpenHandout(f, Key, Given.Fund, (int)p.Id), "SELECT open_handout('Q106', @Id::int)"),
        Of(nameof(RecordDeliveries), (_, f, p) => new RecordDeliveries(f, Key, Given.Fund, (int)p.Id, new string('a', 32), []),
            "SELECT * FROM record_deliveries('Q106', @Id::int, repeat('a', 32), '{}', '{}', '{}', '{}', '{}', '{}', '{}')"),
    ];

    private static (string Command, Play Play)[] OfGoods =>
    [
        Of(nameof(AddGoodsItem), (_, f, _) => new AddGoodsItem(f, Key, "Chăn bông", "cái"), "SELECT add_goods_item(@Fund, 'Chăn bông', 'cái')"),
        Of(nameof(ReceiveGoods), (s, f, _) => Stock.Receipt(s.Ledger, new GoodsLine(1, 10)) with { Fund = f }, """
            SELECT receive_goods(@Fund, @Key, 1, @Today, 'Công ty Sữa', 'organisation', NULL, NULL, NULL, '{1}', '{10}', '{NULL}',
                '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}')
            """),
        Of(nameof(ValueGoods), (s, f, p) => new ValueGoods(f, Key, (int)p.Id, s.Ledger.Clock.Today, Stock.Worth(50_000, s.Ledger)),
            "SELECT value_goods(@Fund, @Key, @Id::int, @Today, 50000, 'invoice', 'HD-12', @Today)"),
        Of(nameof(ReverseGoods), (s, f, p) => new ReverseGoods(f, Key, p.Id, s.Ledger.Clock.Today, "Ghi nhầm phiếu"),
            "SELECT reverse_goods(@Fund, @Id, @Key, @Today, 'Ghi nhầm phiếu')"),
        Of(nameof(AskGoodsLoss), (s, f, p) => Stock.Loss(s.Ledger, (int)p.Id, 10) with { Fund = f },
            "SELECT ask_goods_loss(@Fund, @Id::int, 10, 'spoiled', 'BB-03', @Today, 'Hộp bị rách, sữa ẩm mốc')"),
        Of(nameof(ApproveGoodsLoss), (_, f, p) => new ApproveGoodsLoss(f, Key, (int)p.Id), "SELECT approve_goods_loss(@Fund, @Id::int, @Key)"),
        Of(nameof(RejectGoodsLoss), (_, f, p) => new RejectGoodsLoss(f, Key, (int)p.Id, "Còn dùng được"),
            "SELECT reject_goods_loss(@Fund, @Id::int, 'Còn dùng được')"),
    ];

    private static (string Command, Play Play)[] OfChildren =>
    [
        Of(nameof(RegisterChild), (_, f, _) => new RegisterChild(
            f, Key, "Mùa A Chẻo Sùng", new LocalDate(2013, 5, 17), "Mùa Thị Nguyệt", "mẹ", ["poor"]) { DespiteLikeness = Given.AnotherChild },
            """
            SELECT register_beneficiary(@Unit, new_household(@Unit), '{poor}', @Today, 'k', repeat('0', 12)::bytea, '0'::bytea,
                next_beneficiary_code(), '{NULL}', 'k', repeat('0', 12)::bytea, '0'::bytea, NULL, NULL, NULL)
            """),
        Of(nameof(RecordChildEvent), (s, f, p) => new RecordChildEvent(
            f, Key, p.Seen, ChildEventKind.Suspended, s.Ledger.Clock.Today, "Theo báo cáo của thôn"),
            "SELECT record_child_event(@Seen, 'suspended', @Today, 'Theo báo cáo của thôn', NULL, NULL, NULL, NULL, NULL, NULL)"),
        Of(nameof(CorrectChildEvent), (_, f, p) => new CorrectChildEvent(f, Key, p.Seen, p.Id, "Ghi nhầm trẻ"),
            "SELECT record_child_event(@Seen, 'corrected', @Today, 'Ghi nhầm trẻ', NULL, NULL, NULL, NULL, NULL, @Id)"),
        Of(nameof(ChangeCarer), (s, f, p) => new ChangeCarer(f, Key, p.Seen, "Lò Thị Hạnh", "bà", s.Ledger.Clock.Today, "Mẹ đi làm xa"),
            "SELECT change_carer(@Seen, next_carer_no(@Seen), @Today, 'Mẹ đi làm xa', 'k', repeat('0', 12)::bytea, '0'::bytea)"),
        Of(nameof(MoveChild), (s, f, p) => new MoveChild(f, Key, p.Seen, "03430", s.Ledger.Clock.Today, "Chuyển theo bố mẹ"), """
            SELECT move_child(@Seen, (SELECT unit_id FROM units WHERE code = '03430' ORDER BY valid_from DESC LIMIT 1), @Today,
                'Chuyển theo bố mẹ', NULL, NULL, NULL)
            """),
        Of(nameof(TellApart), (_, f, p) => new TellApart(f, Key, One(p), Other(p), "Hai giấy khai sinh"), """
            SELECT tell_apart(split_part(@Seen, '|', 1), split_part(@Seen, '|', 2), 'Hai giấy khai sinh', sha256('a'), sha256('b'))
            """),
        Of(nameof(MergeChildren), (_, f, p) => new MergeChildren(f, Key, One(p), Other(p), "Cùng một giấy khai sinh"),
            "SELECT merge_children(split_part(@Seen, '|', 1), split_part(@Seen, '|', 2), 'Cùng một giấy khai sinh')"),
        Of(nameof(SplitChildren), (_, f, p) => new SplitChildren(f, Key, One(p), "Hai giấy khai sinh"),
            "SELECT split_children(split_part(@Seen, '|', 1), 'Hai giấy khai sinh')"),
    ];

    private static (string Command, Play Play)[] OfImports =>
    [
        Of(nameof(UploadImport), (_, f, _) => Upload(899) with { Fund = f },
            "SELECT begin_import(@Fund, @Key, 'children', 'Danh sách thử', sha256('x'), 1)"),
        Of(nameof(CheckImport), (_, f, p) => new CheckImport(f, Key, Guid.Parse(One(p)), null), "SELECT may_import(@Fund)"),
        // With one child that is registered in the same transaction, as the function asks for.
        Of(nameof(CommitImport), (_, f, p) => new CommitImport(f, Key, Guid.Parse(One(p)), ImportedRows.Good, Other(p)), """
            SELECT register_imported(@Fund, jsonb_build_array(jsonb_build_object('unit', @Unit, 'household', new_household(@Unit), 'classes', '["poor"]'::jsonb,
                'subgroups', '[null]'::jsonb, 'since', @Today, 'code', next_beneficiary_code(), 'key_id', 'k',
                'nonce', repeat('0', 12)::bytea, 'sealed', '0'::bytea, 'carer_key_id', 'k', 'carer_nonce', repeat('0', 12)::bytea,
                'carer_sealed', '0'::bytea)));
            SELECT end_import(@Fund, split_part(@Seen, '|', 1)::uuid, 'committed', 'good', 1, 1, 0, 0, 0)
            """),
        Of(nameof(CancelImport), (_, f, p) => new CancelImport(f, Key, Guid.Parse(One(p))),
            "SELECT end_import(@Fund, split_part(@Seen, '|', 1)::uuid, 'cancelled', NULL, 0, 0, 0, 0, 0)"),
    ];

    public static UploadImport Upload(int row) => new(
        Given.Fund, Key, "children", "Danh sách thử",
        SampleWorkbook.Of([.. SampleChildren.Header, "Xã"], [.. SampleChildren.Row(row), "xã Bình Lư"]));

    private static string One(Paper paper) => paper.Seen.Split('|')[0];

    private static string Other(Paper paper) => paper.Seen.Split('|')[1];

    private static Play Asking<T>(Func<Scene, string, MediatR.IRequest<Result<T>>> command, Func<Scene, RawRequest> raw) => new(
        (s, user, fund, _) => s.SendAsync(user, command(s, fund)),
        (s, user, _) =>
        {
            var request = raw(s).Step(user);
            // By who sees every fund: what is refused then is refused by the function itself.
            return s.AroundAsync(user, request.Sql, request.Parameters!, isOwner: true);
        });
}
