using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>Goods by lot and quantity; a loss is asked for by one and taken off by another.</summary>
internal static class GoodsRights
{
    public static IReadOnlyList<Deed> All { get; } =
    [
        new("AddGoodsItem", "add_goods_item", Accountant, Cashier) { IsPlayed = false },
        new("ReceiveGoods", "receive_goods", Accountant) { IsPlayed = false },
        new("ValueGoods", "value_goods", Accountant) { IsPlayed = false },
        new("ReverseGoods", "reverse_goods", Accountant) { IsPlayed = false },
        new("ReverseUnvaluedGoods", "reverse_unvalued_goods", Accountant) { IsPlayed = false },
        new("IssueGoods", "issue_goods", Cashier) { IsPlayed = false },
        new("SettleGoods", "settle_goods", Cashier) { IsPlayed = false },
        new("ReleaseGoods", "release_goods", Cashier) { IsPlayed = false },
        new("AskGoodsLoss", "ask_goods_loss", Accountant, Cashier) { IsPlayed = false },
        new("ApproveGoodsLoss", "approve_goods_loss", Approver) { IsPlayed = false },
        new("RejectGoodsLoss", "reject_goods_loss", Approver) { IsPlayed = false },
    ];
}
