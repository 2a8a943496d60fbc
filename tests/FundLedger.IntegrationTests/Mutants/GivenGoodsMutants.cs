using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Goods that requests give out.</summary>
internal static class GivenGoodsMutants
{
    private static readonly Killer There = Of(nameof(GivenGoodsInvariantsTests.No_more_is_promised_than_is_there));

    private static readonly Killer Valued = Of(nameof(GivenGoodsInvariantsTests.Goods_without_a_value_or_past_their_day_are_promised_to_nobody));

    private static readonly Killer Line = Of(nameof(GivenGoodsInvariantsTests.A_line_says_what_its_goods_are_worth_and_takes_them_from_its_pool));

    private static readonly Killer Forward = Of(nameof(GivenGoodsInvariantsTests.Goods_come_with_their_request_and_go_forward_only));

    private static readonly Killer Issue = Of(nameof(GivenGoodsInvariantsTests.What_is_issued_is_what_was_approved_once_and_by_a_third_person));

    private static readonly Killer Moves =
        Of(nameof(GivenGoodsInvariantsTests.Nothing_moves_for_a_line_that_was_not_reserved_and_nothing_that_is_out_is_taken_back));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("two plans reserve the same goods", NoConstraint("goods_promised_are_there"), There),
        new("nothing is reserved", NoConstraint("request_goods_quantity"), There),
        new("goods without a value are reserved", Function("reserve_goods", "b.unit_value = 0", "false"), Valued),
        new("goods are reserved at another value", Function("request_goods_move", "AND unit_value = NEW.unit_value", ""), Valued),
        new("reserved goods are worth nothing", NoConstraint("request_goods_valued"), Valued),
        new("expired goods are reserved", Function("request_goods_move", "< business_today()", "< '2000-01-01'"), Valued),
        new("goods out of stock above the goods", NoConstraint("stock_within_goods"), Line),
        new("lines of their own mind", Function("stock_as_reserved", "a.stock IS DISTINCT FROM r.worth", "false"), Line),
        new("goods of another pool", Function("stock_as_reserved", "l.pool_id <> d.pool_id", "false"), Line),
        new("goods of a request change", Function("request_goods_move", "OR to_jsonb(OLD)", "OR false AND to_jsonb(OLD)"), Forward),
        new("goods are added to a request", Function("request_goods_move", "OR EXISTS (SELECT FROM disb", "OR false AND EXISTS (SELECT FROM disb"), Forward),
        new("goods of no line", NoConstraint("request_goods_of_a_line"), Forward),
        new("who asked issues goods", NoConstraint("goods_issuer_is_not_requester"), Issue),
        new("goods are issued before approval", Function("issue_goods", "AND x.status IN ('approved', 'paid')", ""), Issue),
        new("goods alone are paid", Function("pay_disbursement", "IF d.total = 0 THEN", "IF false THEN"), Issue),
        new("goods are handed to nobody", Function("issue_goods", "length(btrim(coalesce(p_receiver, ''))) < 2", "false"), Issue),
        new("goods move for no line", NoTrigger("goods_moves.promised"), Moves),
        new("what is out is taken back", NoTrigger("disbursements.frees_goods"), Moves),
    ];

    private static Killer Of(string test) => Killer.Of<GivenGoodsInvariantsTests>(test);
}
