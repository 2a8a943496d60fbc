using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>Goods by lot and quantity; a loss is asked for by one and taken off by another.</summary>
internal static class GoodsRights
{
    public static IReadOnlyList<Deed> All { get; } =
    [
        new("AddGoodsItem", "add_goods_item", Accountant, Cashier),
        new("ReceiveGoods", "receive_goods", Accountant),
        new("ValueGoods", "value_goods", Accountant)
        {
            Paper = "lot",
            States =
            [
                new("unvalued"), new("valued", "goods-valued-already", "goods_valued_once"),
                new("gone", "goods-valued-already", "goods_valued_once"),
            ],
        },
        new("ReverseGoods", "reverse_goods", Accountant)
        {
            Paper = "goods entry", States = [new("posted"), new("reversed", "goods-reversed-already", "entry_reversed_once")],
        },
        new("AskGoodsLoss", "ask_goods_loss", Accountant, Cashier)
        {
            // The function asks only; nothing is taken off that is not there.
            Paper = "lot", States = [new("unvalued"), new("valued"), new("gone", "goods-short")],
        },
        Loss("ApproveGoodsLoss", "approve_goods_loss"),
        Loss("RejectGoodsLoss", "reject_goods_loss"),
        new("ReverseUnvaluedGoods", "reverse_unvalued_goods", Accountant) { IsPlayed = false },
        new("IssueGoods", "issue_goods", Cashier) { IsPlayed = false },
        new("SettleGoods", "settle_goods", Cashier) { IsPlayed = false },
        new("ReleaseGoods", "release_goods", Cashier) { IsPlayed = false },
    ];

    private static Deed Loss(string command, string function) => new(command, function, Approver)
    {
        Paper = "goods loss",
        States =
        [
            new("asked"), new("approved", "goods-loss-not-waiting", "goods_loss_moves_forward"),
            new("rejected", "goods-loss-not-waiting", "goods_loss_moves_forward"),
        ],
        Hands = [new("requester", "asked", "goods-loss-decided-by-asker", "goods_loss_decider_is_not_asker")],
    };
}
