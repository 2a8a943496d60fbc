using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Goods by quantity and value.</summary>
internal static class GoodsMutants
{
    private static readonly Killer Out = Of(nameof(GoodsInvariantsTests.No_more_goes_out_than_is_there_and_at_its_value));

    private static readonly Killer Account = Of(nameof(GoodsInvariantsTests.The_account_of_goods_is_what_the_lots_are_worth));

    private static readonly Killer Days = Of(nameof(GoodsInvariantsTests.Goods_move_on_the_day_of_their_voucher_and_in_order));

    private static readonly Killer Whole = Of(nameof(GoodsInvariantsTests.Nothing_is_added_to_a_paper_that_was_sealed));

    private static readonly Killer Receipt = Of(nameof(GoodsInvariantsTests.What_a_receipt_may_not_be_is_refused_by_the_database));

    private static readonly Killer Loss = Of(nameof(GoodsInvariantsTests.A_loss_is_in_two_hands_and_decided_once));

    private static readonly Killer Reversal = Of(nameof(GoodsInvariantsTests.What_moved_goods_is_reversed_once_and_as_it_was));

    private static readonly Killer Unvalued = Of(nameof(GoodsInvariantsTests.What_moved_without_a_value_is_reversed_by_its_move_and_once));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("stock below zero", NoConstraint("goods_on_hand_never_negative"), Out),
        new("goods at another value", NoConstraint("goods_worth_by_quantity"), Out),
        new("losses that add", NoConstraint("goods_move_of_its_kind"), Out),
        new("value without an entry", NoConstraint("goods_move_has_its_entry"), Of(nameof(GoodsInvariantsTests.What_is_worth_something_has_its_entry))),
        new("an account of its own mind", NoTrigger("pool_balances.goods_are_the_lots"), Account),
        new("lots of their own mind", NoTrigger("goods_balances.goods_are_the_lots"), Account),
        new("expired goods are given", Function("goods_moved", "l.expires_on < NEW.moved_on", "false"),
            Of(nameof(GoodsInvariantsTests.What_expired_is_given_to_nobody))),
        new("expired goods are received", Function("goods_moved", "IN ('received', 'issued')", "IN ('issued')"), Receipt),
        new("moves before the last", Function("goods_moved", "NEW.moved_on < (SELECT max(moved_on)", "NEW.moved_on < (SELECT min(moved_on) - 9"), Days),
        new("moves on another day", Function("goods_moved", "NEW.moved_on IS DISTINCT FROM", "NULL IS NOT NULL AND NEW.moved_on IS DISTINCT FROM"), Days),
        new("moves are added later", NoTrigger("goods_moves.a_paper_open"), Whole),
        new("lots are added later", NoTrigger("goods_lots.a_paper_open"), Whole),
        new("valuations are added later", NoTrigger("goods_valuations.a_paper_open"), Whole),
        new("lots of nothing", NoConstraint("goods_lot_quantity"), Receipt),
        new("goods worth nothing", NoConstraint("goods_lot_unit_value"), Receipt),
        new("values without a basis", NoConstraint("goods_value_has_its_basis"), Receipt),
        new("receipts of nothing", Function("receive_goods", "coalesce(cardinality(p_item), 0) = 0", "false"), Receipt),
        new("lots are valued again", Function("goods_moved", "IF v_unit > 0 THEN", "IF false THEN"), Of(nameof(GoodsInvariantsTests.A_lot_is_valued_once))),
        new("who asked decides a loss", NoConstraint("goods_loss_decider_is_not_asker"), Loss),
        new("losses change", NoTrigger("goods_losses.moves_forward"), Loss),
        new("losses of nothing", NoConstraint("goods_loss_quantity"), Loss),
        new("losses without a reason", NoConstraint("goods_loss_reason_given"), Loss),
        new("losses of an unknown cause", NoConstraint("goods_losses_cause_check"), Loss),
        new("decisions without a person", NoConstraint("goods_loss_decided"), Loss),
        new("reversals of a part", Function("goods_moved", "o.kind = 'reversed' OR (o.lot_no,", "o.kind = 'reversed' AND (o.lot_no,"), Reversal),
        new("any entry is reversed as goods", Function("reverse_goods", "o.kind NOT IN ('goods_receipt',", "false AND o.kind NOT IN ('goods_receipt',"),
            Reversal),
        new("any move is reversed as unvalued", Function("reverse_unvalued_goods", "OR o.entry_no IS NOT NULL", ""), Unvalued),
        new("what was valued is reversed as unvalued", Function("reverse_unvalued_goods", "(SELECT unit_value FROM", "(SELECT 0 FROM"), Unvalued),
        new("money is reversed without an entry", NoConstraint("voucher_amount_positive"), Unvalued),
    ];

    private static Killer Of(string test) => Killer.Of<GoodsInvariantsTests>(test);
}
