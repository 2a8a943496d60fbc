using FundLedger.Testing;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Payment orders written around the application, by the owner of the tables too.</summary>
public sealed class PaymentOrderInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Prepare = """
        SELECT prepare_payment_order(@Fund, gen_random_uuid(), @Approved, 'bank_list', 'bank', @Today, '{1}', 'csv_plain', NULL, NULL,
            '{Người Nhận}', '{Ngân hàng}', '{123456789}', NULL);
        """;

    private const string Cash = """
        SELECT prepare_payment_order(@Fund, gen_random_uuid(), @Approved, 'cash', 'cash', @Today, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        """;

    private const string Advance = """
        SELECT prepare_payment_order(@Fund, gen_random_uuid(), @Approved, 'advance', 'cash', @Today, '{1}', NULL, 'canbo', @Today + 15, NULL, NULL, NULL,
            NULL);
        """;

    private const string Take = "SELECT take_order_file(@Fund, 1);";

    private const string Paid = """
        SELECT record_payment_results(@Fund, 1, gen_random_uuid(), @Today, '{1}', '{paid}', '{300000}', '{NULL}', '{NULL}', 0, 'cash', 'x');
        """;

    private const string Absent = "UPDATE payment_order_lines SET outcome = 'absent', paid = 0, ended_on = @Today;";

    private const string Step = """
        INSERT INTO payment_order_steps SELECT @Fund, 1, 9, 'results', u.user_name, u.person_id, now() FROM users u WHERE u.user_name = @User
        """;

    [Theory]
    [InlineData(Prepare + Cash, "", "line_paid_or_under_way_once")]
    [InlineData(Cash + Paid + Cash, "", "paid_after_approval")]
    [InlineData(Prepare, "SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', 'x', NULL, NULL, NULL)", "lines_at_rest")]
    public async Task A_line_is_on_its_way_once(string before, string sql, string promise) =>
        await RefusedAsync(before + sql, promise);

    [Fact]
    public async Task Two_orders_for_one_line_do_not_stand_side_by_side() => Refused(
        await AsCashier(Prepare + BesideSql),
        Unique, "line_paid_or_under_way_once");

    private const string BesideSql = """
        INSERT INTO payment_orders VALUES (@Fund, 2, @Approved, 'cash', 'sent', 'cash', NULL, NULL, NULL, NULL, @Today, 300000, 1);
        INSERT INTO payment_order_lines (fund_id, order_no, disbursement_id, line_no, amount) VALUES (@Fund, 2, @Approved, 1, 300000)
        """;

    [Theory]
    [InlineData(Prepare + Take + Take, "", "order_in_its_state")]
    [InlineData(Prepare + Take, "SELECT cancel_payment_order(@Fund, 1, 'Không gửi nữa')", "order_in_its_state")]
    [InlineData(Prepare, "SELECT mark_order_sent(@Fund, 1)", "order_in_its_state")]
    [InlineData(Prepare + Take, "SELECT mark_order_not_sent(@Fund, 1, 'không')", "period_reason_given")]
    [InlineData(Prepare, "SELECT cancel_payment_order(@Fund, 1, ' ')", "reason_given")]
    [InlineData(Prepare + Paid, "", "order_in_its_state")]
    [InlineData(Prepare, "UPDATE payment_orders SET status = 'settled'", "order_moves_forward")]
    [InlineData(Prepare, "UPDATE payment_orders SET total = 1", "order_moves_forward")]
    [InlineData("", "INSERT INTO payment_orders VALUES (@Fund, 1, @Approved, 'cash', 'cancelled', 'cash', NULL, NULL, NULL, NULL, @Today, 1, 1)",
        "order_moves_forward")]
    public async Task An_order_goes_its_way_step_by_step(string before, string sql, string promise) =>
        await RefusedAsync(before + sql, promise);

    [Theory]
    [InlineData("SELECT change_payee(@Fund, 1, 1, 'Người Khác', 'Ngân hàng', '987654321')")]
    [InlineData("UPDATE payment_order_lines SET payee_commitment = sha256('x')")]
    public async Task The_payee_stands_still_once_the_file_was_taken(string sql) => await RefusedAsync(Prepare + Take + sql, "payee_frozen");

    [Theory]
    [InlineData(Cash, "UPDATE payment_order_lines SET amount = 1", "order_lines_frozen")]
    [InlineData(Cash, "INSERT INTO payment_order_lines (fund_id, order_no, disbursement_id, line_no, amount) VALUES (@Fund, 1, @Waiting, 1, 300000)",
        "order_lines_frozen")]
    [InlineData("", """
        INSERT INTO payment_orders VALUES (@Fund, 1, @Approved, 'cash', 'sent', 'cash', NULL, NULL, NULL, NULL, @Today, 1, 1);
        INSERT INTO payment_order_lines (fund_id, order_no, disbursement_id, line_no, amount) VALUES (@Fund, 1, @Approved, 1, 1)
        """, "payment_matches_approval")]
    [InlineData(Cash, "UPDATE payment_order_lines SET outcome = 'partial', paid = 400000, ended_on = @Today", "outcome_says_how_much")]
    [InlineData(Cash, "UPDATE payment_order_lines SET outcome = 'absent', paid = 1, ended_on = @Today", "outcome_says_how_much")]
    [InlineData(Cash + Absent, "UPDATE payment_order_lines SET note = 'Khác'", "result_once")]
    [InlineData(Cash + Absent, Paid, "result_once")]
    public async Task A_line_is_what_was_approved_and_ends_once(string before, string sql, string promise) =>
        await RefusedAsync(before + sql, promise);

    [Theory]
    [InlineData(Cash, "ketoan", "payer_is_not_requester")]
    [InlineData(Cash, "ketoan.duyet", "payer_is_not_requester")]
    [InlineData(Cash, "duyet", "payer_is_not_approver")]
    [InlineData(Advance, "canbo", "payer_is_not_receiver")]
    public async Task Each_step_is_of_another_person_than_who_asked_approved_or_takes_the_money(string before, string user, string promise) =>
        await RefusedAsync(before + Step, promise, user);

    [Theory]
    [InlineData("UPDATE users SET person_id = (SELECT person_id FROM users WHERE user_name = 'ketoan') WHERE user_name = 'canbo';")]
    [InlineData("UPDATE users SET person_id = (SELECT person_id FROM users WHERE user_name = 'duyet') WHERE user_name = 'canbo';")]
    public async Task Who_asked_or_approved_does_not_take_the_advance_under_another_account(string same) =>
        await RefusedAsync(same + Advance, "receiver_is_another");

    [Theory]
    [InlineData(PaidToColleague)]
    [InlineData(PaidToOneself)]
    public async Task Whoever_paid_of_a_request_before_or_pays_now_is_none_of_its_payees(string sql) =>
        await RefusedAsync(Prepare + sql, "receiver_took_no_part", TamDuong.Auditor);

    private const string PaidToColleague = """
        SELECT set_config('app.actor', 'kiemtoan', true);
        UPDATE payment_payees SET name = 'THỦ quỹ'
        """;

    private const string PaidToOneself = """
        UPDATE payment_payees SET name = 'Kiểm Toán Viên';
        INSERT INTO payment_order_steps SELECT @Fund, 1, 9, 'results', u.user_name, u.person_id, now() FROM users u WHERE u.user_name = @User
        """;

    [Theory]
    [InlineData("", """
        SELECT prepare_payment_order(@Fund, @Key, @Approved, 'advance', 'cash', @Today, '{1}', NULL, 'kiemtoan', @Today + 15, NULL, NULL, NULL, NULL)
        """, "advance_to_an_officer")]
    [InlineData(Advance, """
        SELECT record_payment_results(@Fund, 1, gen_random_uuid(), @Today, '{1}', '{absent}', '{0}', '{NULL}', '{NULL}', 200000, 'cash', 'x')
        """, "advance_adds_up")]
    [InlineData("", """
        SELECT prepare_payment_order(@Fund, @Key, @Approved, 'advance', 'cash', @Today, '{1}', NULL, 'canbo', @Today + 91, NULL, NULL, NULL, NULL)
        """, "advance_settled_in_time")]
    public async Task An_advance_is_an_officers_and_adds_up(string before, string sql, string promise) =>
        await RefusedAsync(before + sql, promise);

    [Fact]
    public async Task One_officer_has_one_open_advance() => Refused(
        await AsCashier(Advance + AnotherSql), Unique, "one_open_advance");

    private const string AnotherSql = """
        INSERT INTO payment_orders SELECT (jsonb_populate_record(o, '{"order_no": 2}')).*
        FROM payment_orders o WHERE o.fund_id = @Fund AND o.order_no = 1
        """;

    [Theory]
    [InlineData("", """
        SELECT prepare_payment_order(@Fund, @Key, @Approved, 'cash', 'cash', @Today - 30, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL)
        """, "paid_after_approval")]
    [InlineData("", """
        SELECT prepare_payment_order(@Fund, @Key, @Approved, 'cash', 'cash', @Today + 1, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL)
        """, "not_in_the_future")]
    [InlineData("", """
        SELECT prepare_payment_order(@Fund, @Key, @Approved, 'bank_list', 'bank', @Today, '{1}', 'csv_plain', NULL, NULL, NULL, NULL, NULL, NULL)
        """, "order_has_its_payees")]
    [InlineData("", """
        SELECT prepare_payment_order(@Fund, @Key, @Approved, 'treasury', 'cash', @Today, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL)
        """, "order_names_its_carrier")]
    [InlineData("", """
        SELECT prepare_payment_order(@Fund, @Key, @Waiting, 'cash', 'cash', @Today, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL)
        """, "paid_after_approval")]
    [InlineData(Cash, """
        SELECT record_payment_results(@Fund, 1, gen_random_uuid(), @Today - 1, '{1}', '{absent}', '{0}', '{NULL}', '{NULL}', 0, 'cash', 'x')
        """, "result_after_order")]
    [InlineData("", "SELECT release_payment_lines(@Fund, @Key, @Approved, '{1}', 'không')", "period_reason_given")]
    [InlineData("", "SELECT release_payment_lines(@Fund, @Key, @Approved, '{1,1}', 'Gia đình không nhận')", "line_paid_or_under_way_once")]
    [InlineData("", """
        SELECT prepare_payment_order(@Fund, @Key, @Approved, 'bank_list', 'bank', @Today, '{1}', 'csv_plain', NULL, NULL, '{KẾ TOÁN quỹ}',
            '{Ngân hàng}', '{123456789}', NULL)
        """, "receiver_took_no_part")]
    public async Task Only_what_is_approved_is_ordered_from_where_the_money_is(string before, string sql, string promise) =>
        await RefusedAsync(before + sql, promise);

    private async Task RefusedAsync(string sql, string promise, string? user = null) =>
        Refused(await AsCashier(sql, user), BrokenCheck, promise);

    private Task<PostgresException?> AsCashier(string sql, string? user = null) =>
        books.AsOwner(sql, new { User = user }, TamDuong.Cashier);
}
