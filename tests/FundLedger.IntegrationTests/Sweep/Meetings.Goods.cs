using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Goods;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Goods in stock.</summary>
internal static partial class Meetings
{
    private const string OfItsVoucher = "Has its voucher's day, which is refused, and nothing is added to a paper that was sealed.";

    private const string Afterwards = "Asks for the lot or entry first, which a closed month of these books has none of; the voucher's day is refused.";

    private const string OnPaper = "The day of a paper that is cited, or until when goods are good; no day of the books.";

    private static (string Path, Meeting Meeting)[] OfGoods { get; } =
    [
        ("command AddGoodsItem", Exempt(WritesNoDay)),
        ("command ReceiveGoods", Tried(month => month.Command(TamDuong.Accountant, new ReceiveGoods(
            Given.Fund, Guid.NewGuid(), "CHUNG", ClosedMonth.Inside, "Công ty Sữa", [new GoodsLine(1, 5)])))),
        ("command ValueGoods", Tried(month => month.Command(TamDuong.Accountant, new ValueGoods(
            Given.Fund, Guid.NewGuid(), 1, ClosedMonth.Inside, new GoodsValue(new Money(5), ValueBasis.Quote, "1", ClosedMonth.Inside))))),
        ("command IssueGoods", Exempt(DatedToday)), ("command SettleGoods", Exempt(DatedToday)), ("command ReleaseGoods", Exempt(WritesNoDay)),
        ("api POST /disbursements/{id}/goods/issue", Sending("IssueGoods")),
        ("api POST /disbursements/{id}/goods/results", Sending("SettleGoods")),
        ("api POST /disbursements/{id}/goods/release", Sending("ReleaseGoods")),
        ("page HandOverModel.OnPostIssueAsync", Sending("IssueGoods")), ("page HandOverModel.OnPostSettleAsync", Sending("SettleGoods")),
        ("page HandOverModel.OnPostReleaseAsync", Sending("ReleaseGoods")),
        ("function reserve_goods", Exempt(WritesNoDay)), ("function issue_goods", Exempt(DatedToday)),
        ("function settle_goods", Exempt(DatedToday)), ("function release_goods", Exempt(WritesNoDay)),
        ("table goods_issues.issued_on", Exempt(DatedToday)), ("table goods_issues.settled_on", Exempt(DatedToday)),
        ("command AskGoodsLoss", Exempt(DatedToday)), ("command ApproveGoodsLoss", Exempt(DatedToday)),
        ("command RejectGoodsLoss", Exempt(WritesNoDay)), ("command ReverseGoods", Exempt(Afterwards)),
        ("command ReverseUnvaluedGoods", Exempt(Afterwards)),
        ("api POST /goods", Sending("AddGoodsItem")), ("api POST /goods/receipts", Sending("ReceiveGoods")),
        ("api POST /goods/lots/{lot}/valuation", Sending("ValueGoods")), ("api POST /goods/losses", Sending("AskGoodsLoss")),
        ("api POST /goods/losses/{loss}/approval", Sending("ApproveGoodsLoss")),
        ("api POST /goods/losses/{loss}/rejection", Sending("RejectGoodsLoss")),
        ("api POST /goods/entries/{entryNo}/reversal", Sending("ReverseGoods")),
        ("api POST /goods/moves/{move}/reversal", Sending("ReverseUnvaluedGoods")),
        ("page NewItemModel.OnPostAsync", Sending("AddGoodsItem")), ("page ReceiveModel.OnPostAsync", Sending("ReceiveGoods")),
        ("page ReceiveModel.OnPostMoreAsync", Exempt("Only shows the form again with more lines; nothing is written.")),
        ("page ItemModel.OnPostValueAsync", Sending("ValueGoods")), ("page ItemModel.OnPostLossAsync", Sending("AskGoodsLoss")),
        ("page ItemModel.OnPostReverseAsync", Sending("ReverseGoods")),
        ("page LossesModel.OnPostApproveAsync", Sending("ApproveGoodsLoss")), ("page LossesModel.OnPostRejectAsync", Sending("RejectGoodsLoss")),
        ("function add_goods_item", Exempt(WritesNoDay)),
        ("function receive_goods", Run(TamDuong.Accountant, """
            SELECT receive_goods(@Fund, @Key, 1, @Inside, 'Công ty Sữa', 'organisation', NULL, NULL, NULL, '{1}', '{5}', '{NULL}', '{NULL}', '{NULL}',
                '{NULL}', '{NULL}', '{NULL}')
            """)),
        ("function value_goods", Exempt(Afterwards)), ("function reverse_goods", Exempt(Afterwards)),
        ("function reverse_unvalued_goods", Exempt(Afterwards)),
        ("function ask_goods_loss", Exempt(DatedToday)), ("function approve_goods_loss", Exempt(DatedToday)),
        ("function reject_goods_loss", Exempt(WritesNoDay)),
        ("table goods_moves.moved_on", Exempt(OfItsVoucher)), ("table goods_lots.basis_date", Exempt(OnPaper)),
        ("table goods_lots.expires_on", Exempt(OnPaper)), ("table goods_valuations.basis_date", Exempt(OnPaper)),
        ("table goods_losses.minutes_date", Exempt(OnPaper)), ("table goods_losses.asked_on", Exempt(DatedToday)),
        ("table goods_losses.decided_on", Exempt(DatedToday)),
    ];
}
