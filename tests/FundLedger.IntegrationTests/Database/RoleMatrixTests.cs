using FundLedger.Features.Setup;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Database;

/// <summary>
/// Every function that the application may run with the owner's rights, called by every role. The list comes from the catalogue and the
/// default is no: a new function stands here with its roles, or the test fails.
/// </summary>
public sealed class RoleMatrixTests(Books books) : IClassFixture<Books>
{
    private const string Everyone = "fund_accountant, approver, cashier, auditor, commune_officer, administrator";
    private const string Stranger = "stranger";

    // A function is called with its fund, unit or child; every other argument is NULL, so that what passes the door stumbles later.
    private const string CallsSql = """
        SELECT p.proname || '|' || format('SELECT %I(%s)', p.proname, string_agg(CASE
            WHEN p.proargnames[i] = 'p_fund' THEN @Fund::text
            WHEN p.proargnames[i] = 'p_unit' THEN (SELECT unit_id::text FROM funds WHERE fund_id = @Fund)
            WHEN p.proargnames[i] = 'p_code' THEN quote_literal(@Child)
            WHEN p.proargnames[i] = 'p_reason' THEN quote_literal('vì sao thế')
            ELSE 'NULL::' || format_type(p.proargtypes[i - 1], NULL) END, ', ' ORDER BY i))
        FROM pg_proc p LEFT JOIN LATERAL generate_series(1, p.pronargs) i ON true
        WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.provolatile = 'v'
            AND has_function_privilege('fundledger_app', p.oid, 'EXECUTE')
        GROUP BY p.oid, p.proname ORDER BY 1
        """;

    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["open_pool"] = "fund_accountant",
        ["set_coverage_target"] = "fund_accountant",
        ["add_institution"] = "fund_accountant, commune_officer",
        ["record_receipt"] = "fund_accountant",
        ["submit_disbursement"] = "fund_accountant, commune_officer",
        ["attach_terms"] = "fund_accountant, commune_officer",
        ["attach_papers"] = "fund_accountant, commune_officer",
        ["open_paper"] = "fund_accountant, approver, auditor, commune_officer",
        ["approve_disbursement"] = "approver",
        ["reject_disbursement"] = "approver",
        ["return_disbursement"] = "approver",
        ["propose_ladder"] = "fund_accountant, administrator",
        ["adopt_ladder"] = "approver",
        ["refuse_ladder"] = "approver",
        ["delegate_approval"] = "approver",
        ["end_delegation"] = "approver",
        ["pay_disbursement"] = "cashier",
        ["prepare_payment_order"] = "cashier",
        ["change_payee"] = "cashier",
        ["take_order_file"] = "cashier",
        ["mark_order_sent"] = "cashier",
        ["mark_order_not_sent"] = "cashier",
        ["cancel_payment_order"] = "cashier",
        ["record_payment_results"] = "cashier",
        ["release_payment_lines"] = "cashier",
        ["reverse_entry"] = "fund_accountant",
        ["close_period"] = "fund_accountant",
        ["start_closing"] = "fund_accountant",
        ["take_closing_back"] = "fund_accountant",
        ["accept_open_items"] = "approver",
        ["seal_statement"] = "fund_accountant",
        ["request_reopening"] = "fund_accountant",
        ["approve_reopening"] = "approver",
        ["reject_reopening"] = "approver",
        ["request_transfer"] = "fund_accountant",
        ["approve_transfer"] = "approver",
        ["reject_transfer"] = "approver",
        ["decide_year_end"] = "approver",
        ["return_budget"] = "cashier",
        ["record_adjustment"] = "fund_accountant",
        ["approve_adjustment"] = "approver",
        ["reject_adjustment"] = "approver",
        ["add_goods_item"] = "fund_accountant, cashier",
        ["receive_goods"] = "fund_accountant",
        ["value_goods"] = "fund_accountant",
        ["ask_goods_loss"] = "fund_accountant, cashier",
        ["approve_goods_loss"] = "approver",
        ["reject_goods_loss"] = "approver",
        ["reverse_goods"] = "fund_accountant",
        ["register_beneficiary"] = "fund_accountant, commune_officer",
        ["new_household"] = "fund_accountant, commune_officer",
        // Rows are compared with identities: only for those who may open them.
        ["begin_import"] = "commune_officer",
        ["register_imported"] = "commune_officer",
        ["end_import"] = "commune_officer",
        ["open_identity"] = "commune_officer",
        ["record_child_event"] = "fund_accountant, commune_officer",
        ["tell_apart"] = "fund_accountant, commune_officer",
        ["merge_children"] = "commune_officer",
        ["split_children"] = "fund_accountant, approver, commune_officer",
        ["move_child"] = "fund_accountant, commune_officer",
        ["change_carer"] = "fund_accountant, commune_officer",
        ["reseal_identity"] = "fund_accountant, commune_officer",
        ["ask_identity"] = "commune_officer",
        ["answer_identity"] = "approver",
        ["withdraw_disbursement"] = "approver",
        ["draft_norm"] = "fund_accountant",
        ["attach_norm_scan"] = "fund_accountant",
        ["discard_norm"] = "fund_accountant",
        ["propose_norm"] = "fund_accountant",
        ["return_norm"] = "fund_accountant, approver",
        ["publish_norm"] = "approver",
        ["read_notices"] = Everyone,
        // Of one's own address only.
        ["choose_mails"] = "fund_accountant, approver, cashier, auditor, commune_officer, administrator, stranger",
        // Of the program alone, which acts as no user.
        ["take_mails"] = "",
        ["end_mail"] = "",
        ["claim_request"] = Everyone,
        ["record_refusal"] = Everyone,
        // Of the standing checks alone, which act as no user.
        ["plant_canary"] = "",
        ["record_check_run"] = "",
        // Fills in the answer of one's own claimed request only.
        ["answer_request"] = "fund_accountant, approver, cashier, auditor, commune_officer, administrator, stranger",
        // Tells nothing and writes nothing but the next number.
        ["next_beneficiary_code"] = "fund_accountant, approver, cashier, auditor, commune_officer, administrator, stranger",
        ["record_receipts"] = "fund_accountant",
        // Takes the hands beside the receipts, and asks for the role of each.
        ["record_receipts_together"] = "fund_accountant, approver, cashier, auditor, commune_officer, administrator, stranger",
        // The program's own, each minute: takes only a head that the log has, and shows its signature to everyone.
        ["add_checkpoint"] = "fund_accountant, approver, cashier, auditor, commune_officer, administrator, stranger",
        // Asks for the officer of each child by itself, and here for no child.
        ["look_at_identities"] = "fund_accountant, approver, cashier, auditor, commune_officer, administrator, stranger",
        // Counts uses without a name; takes a lock.
        ["norm_used_in_36_months"] = "fund_accountant, approver, cashier, auditor, commune_officer, administrator, stranger",
    };

    [Fact]
    public async Task Each_function_lets_in_its_roles_and_turns_away_all_others()
    {
        foreach (var role in Everyone.Split(", ")) await AddAsync(role, [(Given.Fund, role)]);
        await AddAsync(Stranger, [.. Everyone.Split(", ").Select(role => ("Q03430", role))]);
        var calls = await books.Ledger.List<string>(CallsSql, new { books.Fund, Child = books.Poor[0] });
        var matrix = new List<string>();
        foreach (var call in calls.Select(text => text.Split('|', 2)))
        {
            matrix.Add(call[0] + ": " + string.Join(", ", await LetInAsync(call[1])));
        }

        Assert.Equal(Allowed.Select(row => row.Key + ": " + row.Value).Order(StringComparer.Ordinal), matrix.Order(StringComparer.Ordinal));
    }

    private async Task<List<string>> LetInAsync(string call)
    {
        var allowed = new List<string>();
        foreach (var role in (string[])[.. Everyone.Split(", "), Stranger])
        {
            var refusal = await books.AsApplication("only." + role, call);
            Assert.NotEqual(Books.NoRight, refusal?.SqlState);
            if (refusal?.ConstraintName != "actor_has_role") allowed.Add(role);
        }

        return allowed;
    }

    private Task AddAsync(string role, (string Fund, string Role)[] roles) => AddUser.RunAsync(
        books.Ledger.Database.Owner, new NewUser("only." + role, role, TamDuong.Password, true, roles), Ledger.Token);
}
