using FundLedger.IntegrationTests.Payments;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Approved money reaches people once, by other hands than asked and approved, and what is on its way stands still.</summary>
internal static class PaymentMutants
{
    private static readonly Killer OnceOnItsWay = Of(nameof(PaymentOrderInvariantsTests.A_line_is_on_its_way_once));

    private static readonly Killer Way = Of(nameof(PaymentOrderInvariantsTests.An_order_goes_its_way_step_by_step));

    private static readonly Killer Line = Of(nameof(PaymentOrderInvariantsTests.A_line_is_what_was_approved_and_ends_once));

    private static readonly Killer Hands =
        Of(nameof(PaymentOrderInvariantsTests.Each_step_is_of_another_person_than_who_asked_approved_or_takes_the_money));

    private static readonly Killer Officers = Of(nameof(PaymentOrderInvariantsTests.An_advance_is_an_officers_and_adds_up));

    private static readonly Killer Ordered = Of(nameof(PaymentOrderInvariantsTests.Only_what_is_approved_is_ordered_from_where_the_money_is));

    private static readonly Killer Payees =
        Of(nameof(PaymentOrderInvariantsTests.Whoever_paid_of_a_request_before_or_pays_now_is_none_of_its_payees));

    private static readonly Killer Delivered =
        Killer.Of<HandoutInvariantsTests>(nameof(HandoutInvariantsTests.Delivered_is_what_was_ordered_or_less_and_signed_for));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("two orders for a line", Statement("DROP INDEX line_paid_or_under_way_once"),
            Of(nameof(PaymentOrderInvariantsTests.Two_orders_for_one_line_do_not_stand_side_by_side))),
        new("ordered while on its way", Function("prepare_payment_order", "OR NOT p_lines <@ lines_to_pay(p_fund, p_id)", ""), OnceOnItsWay),
        new("paid by hand while on its way", NoTrigger("disbursements.lines_at_rest"), OnceOnItsWay),
        new("orders jump", NoTrigger("payment_orders.moves_forward"), Way),
        new("files are taken twice", Function("move_payment_order", "AND o.status = p_from", ""), Way),
        new("results of what was not sent", Function("record_payment_results", "AND x.status IN ('unknown', 'sent')", ""), Way),
        new("payees change on the way", Function("order_line_ends_once", "o.status <> 'prepared'", "false"),
            Of(nameof(PaymentOrderInvariantsTests.The_payee_stands_still_once_the_file_was_taken))),
        new("order lines change", Function("order_line_ends_once", "<> to_jsonb(NEW) - '{payee_commitment", "<> to_jsonb(OLD) - '{payee_commitment"), Line),
        new("order lines of any amount", Function("order_line_ends_once", "NEW.amount <> (SELECT line_money(l)", "0 = (SELECT line_money(l)"), Line),
        new("more is delivered than approved", NoConstraint("outcome_says_how_much"), Line),
        new("lines end twice", Function("order_line_ends_once", "ELSIF OLD.outcome IS NOT NULL AND", "ELSIF false AND"), Line),
        new("requesters pay by order", Function("order_step_of_payer", "NEW.person_id = d.requester_person", "false"), Hands),
        new("approvers pay by order", Function("order_step_of_payer", "NEW.person_id = d.approver_person OR EXISTS",
            "EXISTS (SELECT FROM persons WHERE false) AND EXISTS"), Hands),
        new("officers settle for themselves", Function("order_step_of_payer", "NEW.person_id = o.officer_person", "false"), Hands),
        new("requesters take the advance", Function("order_step_of_payer", "o.officer_person = d.requester_person OR", ""),
            Of(nameof(PaymentOrderInvariantsTests.Who_asked_or_approved_does_not_take_the_advance_under_another_account))),
        new("anybody takes an advance", Function("advance_officers_of", "AND r.role = 'commune_officer'", ""), Officers),
        new("advances that do not add up", Function("record_payment_results",
            "coalesce(p_returned, 0) <> (CASE o.way WHEN 'advance' THEN o.total - v_sum ELSE 0 END)", "false"), Officers),
        new("two open advances", Statement("DROP INDEX one_open_advance"), Of(nameof(PaymentOrderInvariantsTests.One_officer_has_one_open_advance))),
        new("orders from before the approval", Function("approved_for_order",
            "AND p_on >= (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date", ""), Ordered),
        new("orders of tomorrow", Function("approved_for_order", "p_on > business_today()", "false"), Ordered),
        new("lines given up twice at once", Function("release_payment_lines",
            "cardinality(p_lines) IS DISTINCT FROM (SELECT count(DISTINCT u) FROM unnest(p_lines) u) OR", ""), Ordered),
        new("transfers to who paid before", Function("hands_of_request", "o.disbursement_id = p_id", "false"), Payees),
        new("payees pay", NoTrigger("payment_order_steps.of_another"), Payees),
        new("transfers to who asked", NoTrigger("payment_payees.of_another"), Ordered),
        new("bank lists without payees", Function("prepare_payment_order",
            "p_way = 'bank_list' AND cardinality(p_names) IS DISTINCT FROM cardinality(p_lines)", "false"), Ordered),
        new("results before their order", Function("record_payment_results", "p_on < o.prepared_on OR", ""), Ordered),
        new("more is handed out than ordered", NoTrigger("deliveries.as_ordered"), Delivered),
        new("nobody signs", NoConstraint("delivery_signed_by_somebody"), Delivered),
        new("others sign without a name", NoConstraint("collector_told"), Delivered),
        new("who took part signs", NoTrigger("delivery_collectors.of_another"), Killer.Of<HandoutInvariantsTests>(
            nameof(HandoutInvariantsTests.Who_asked_approved_or_pays_does_not_sign_for_the_money))),
        new("handed out after the settlement", Function("delivery_as_ordered", "AND l.outcome IS NULL AND o.status = 'sent'", ""),
            Killer.Of<HandoutInvariantsTests>(nameof(HandoutInvariantsTests.A_line_is_delivered_once_while_it_is_under_way))),
        new("settled otherwise than handed out", NoTrigger("payment_order_lines.as_delivered"),
            Killer.Of<HandoutInvariantsTests>(nameof(HandoutInvariantsTests.What_was_delivered_is_what_is_settled))),
        new("anybody opens a list", Function("open_handout", "NOT coalesce(hands_out(o), false)", "false"),
            Killer.Of<HandoutInvariantsTests>(nameof(HandoutInvariantsTests.Nobody_else_opens_or_records))),
        new("anybody records deliveries", Function("record_deliveries",
            "NOT coalesce(o.status IN ('sent', 'settled') AND took_the_money(o), false)", "false"),
            Killer.Of<HandoutInvariantsTests>(nameof(HandoutInvariantsTests.Nobody_else_opens_or_records))),
        new("a slip lies under any key", Function("signed_list_of_order", "NEW.holder <> coalesce", "false AND NEW.holder <> coalesce"),
            Killer.Of<HandoutInvariantsTests>(nameof(HandoutInvariantsTests.A_slip_lies_under_the_key_of_its_child_and_a_list_under_its_own))),
        new("a signed list of what was not handed out", Function("signed_list_of_order", "AND was_handed_out(o)", ""),
            Killer.Of<HandoutInvariantsTests>(nameof(HandoutInvariantsTests.What_was_not_handed_out_has_no_signed_list))),
        new("anybody reads the names of a list", Function("handout_names", "NOT coalesce(hands_out(o), false)", "false"), Prints),
        new("anybody prints a list", Function("print_handout", "NOT coalesce(hands_out(o), false)", "false"), Prints),
        new("anybody says what a phone holds", Function("report_handout", "NOT coalesce(was_handed_out(o) AND took_the_money(o), false)", "false"),
            Prints),
        new("anybody keeps a signed list", Function("attach_signed_list", "NOT coalesce(keeps_signed(o), false)", "false"), Signed),
        new("anybody opens a signed list", Function("open_signed_list", "NOT coalesce(reads_signed(o), false)", "false"), Signed),
        new("names of a list are read unseen", Function("handout_names", "PERFORM write_identity_step(v_code, p_reason, 'opened');", "NULL;"),
            Killer.Of<HandoutPaperTests>(
                nameof(HandoutPaperTests.The_copy_with_names_says_who_printed_it_and_each_name_is_a_look_that_is_written_down))),
        new("signed lists are looked at unseen", Function("open_signed_list", "PERFORM write_identity_step(v_code, p_reason, 'opened');", ""), Looked),
        new("printings are not sealed", NoTrigger("handout_prints.sealed"),
            Killer.Of<HandoutPaperTests>(nameof(HandoutPaperTests.What_is_printed_again_says_so_and_each_printing_is_written_down))),
        new("signed lists are not sealed", NoTrigger("signed_lists.sealed"), Looked),
    ];

    private static Killer Prints => Killer.Of<HandoutInvariantsTests>(
        nameof(HandoutInvariantsTests.Who_does_not_hand_out_neither_prints_nor_reads_names_nor_reports));

    private static Killer Signed => Killer.Of<HandoutInvariantsTests>(
        nameof(HandoutInvariantsTests.Who_is_neither_of_the_fund_nor_hands_out_sees_no_signed_list));

    private static Killer Looked => Killer.Of<HandoutPaperTests>(
        nameof(HandoutPaperTests.A_signed_list_is_kept_without_what_the_camera_wrote_and_each_look_at_it_is_written_down));


    private static Killer Of(string test) => Killer.Of<PaymentOrderInvariantsTests>(test);
}
