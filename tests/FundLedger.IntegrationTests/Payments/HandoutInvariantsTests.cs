using FundLedger.Testing;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Deliveries written around the application.</summary>
public sealed class HandoutInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Open = """
        SELECT prepare_payment_order(@Fund, gen_random_uuid(), @Approved, 'cash', 'cash', @Today, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        SELECT open_handout('Q106', 1);
        """;

    private const string Deliver = """
        INSERT INTO deliveries SELECT @Fund, 1, 1, gen_random_uuid(), @Outcome, @Paid, @Relation, NULL, md5('x'), now(), now(), 'thuquy', person_id
        FROM users WHERE user_name = 'thuquy';
        """;

    private const string Sign = """
        INSERT INTO delivery_collectors SELECT @Fund, 1, 1, upper(p.full_name COLLATE "vi-VN-x-icu"), uuid_send(gen_random_uuid())
        FROM persons p JOIN users u USING (person_id) WHERE u.user_name = @Who;
        """;

    private const string Settle = """
        SELECT record_payment_results(@Fund, 1, gen_random_uuid(), @Today, '{1}', '{paid}', '{300000}', '{NULL}', '{NULL}', 0, 'cash', 'x');
        """;

    [Theory]
    [InlineData("paid", 300_001, "parent", "delivery_as_ordered")]
    [InlineData("paid", 1, "parent", "delivery_as_ordered")]
    [InlineData("partial", 300_000, "parent", "delivery_as_ordered")]
    [InlineData("absent", 1, "parent", "delivery_as_ordered")]
    [InlineData("paid", 300_000, null, "delivery_signed_by_somebody")]
    [InlineData("paid", 300_000, "other", "collector_told")]
    public async Task Delivered_is_what_was_ordered_or_less_and_signed_for(string outcome, long paid, string? relation, string promise) => Refused(
        await AsCashier(Open + Deliver, outcome, paid, relation), BrokenCheck, promise);

    [Fact]
    public async Task A_line_is_delivered_once_while_it_is_under_way()
    {
        Assert.Equal(Unique, (await AsCashier(Open + Deliver + Deliver, "absent", 0, null))?.SqlState);
        Refused(await AsCashier(Open + Settle + Deliver, "absent", 0, null), BrokenCheck, "delivery_under_way");
    }

    [Theory]
    [InlineData(TamDuong.Accountant)]
    [InlineData(TamDuong.Approver)]
    [InlineData(TamDuong.Cashier)]
    public async Task Who_asked_approved_or_pays_does_not_sign_for_the_money(string who) => Refused(
        await books.AsOwner(Open + Deliver + Sign, new { Outcome = "paid", Paid = 300_000L, Relation = "parent", Who = who }, TamDuong.Cashier),
        BrokenCheck, "receiver_took_no_part");

    [Fact]
    public async Task What_was_delivered_is_what_is_settled() =>
        Refused(await AsCashier(Open + Deliver + Settle, "absent", 0, null), BrokenCheck, "result_as_delivered");

    [Theory]
    [InlineData(TamDuong.Accountant)]
    [InlineData(TamDuong.Officer)]
    public async Task Nobody_else_opens_or_records(string user)
    {
        Refused(
            await books.AsOwner(Open, actor: TamDuong.Accountant), BrokenCheck, "actor_has_role");
        Refused(await books.AsApplication(user, "SELECT open_handout('Q106', 1)"), BrokenCheck, "actor_has_role");
        Refused(
            await books.AsApplication(user, "SELECT record_deliveries('Q106', 1, md5('x'), '{}', '{}', '{}', '{}', '{}', '{}', '{}')"),
            BrokenCheck, "actor_has_role");
    }

    private const string Keep = """
        INSERT INTO signed_lists (fund_id, order_no, scan_no, scan_id, line_no, media_type, holder, key_id, content, attached_at, attached_by)
        SELECT @Fund, 1, 1, gen_random_uuid(), @Line, 'image/png', CASE WHEN @Holder = 'child' THEN x.beneficiary_code ELSE @Holder END,
            'k-0123456789abcdef', convert_to(repeat('x', 29), 'UTF8'), now(), 'thuquy'
        FROM disbursement_lines x WHERE x.fund_id = @Fund AND x.disbursement_id = @Approved AND x.line_no = 1;
        """;

    [Theory]
    [InlineData(1, "LC-Q106-1", "slip_under_its_childs_key")]
    [InlineData(null, "child", "slip_under_its_childs_key")]
    [InlineData(null, "LC-Q106-2", "slip_under_its_childs_key")]
    [InlineData(1, "child", null)]
    [InlineData(null, "LC-Q106-1", null)]
    public async Task A_slip_lies_under_the_key_of_its_child_and_a_list_under_its_own(int? line, string holder, string? promise)
    {
        var refused = await Kept(Open, line, holder);
        if (promise is null) Assert.Null(refused);
        else Refused(refused, BrokenCheck, promise);
    }

    [Fact]
    public async Task What_was_not_handed_out_has_no_signed_list()
    {
        const string treasury = """
            SELECT prepare_payment_order(@Fund, gen_random_uuid(), @Approved, 'treasury', 'bank', @Today, '{1}', NULL, NULL, NULL, NULL, NULL, NULL,
                NULL);
            """;
        Refused(await Kept(treasury, null, "LC-Q106-1"), BrokenCheck, "signed_list_of_handout");
    }

    [Theory]
    [InlineData("SELECT print_handout('Q106', 1, NULL, false)")]
    [InlineData("SELECT handout_names('Q106', 1, 'Xem tên')")]
    [InlineData("SELECT report_handout('Q106', 1, md5('x'), 'opened', 0, 0, now())")]
    public async Task Who_does_not_hand_out_neither_prints_nor_reads_names_nor_reports(string sql)
    {
        Refused(await books.AsOwner(Open + sql, actor: TamDuong.Accountant), BrokenCheck, "actor_has_role");
        Refused(await books.AsApplication(TamDuong.Officer, sql), BrokenCheck, "actor_has_role");
    }

    [Theory]
    [InlineData("SELECT attach_signed_list('Q106', 1, gen_random_uuid(), NULL, 'image/png', 'LC-Q106-1', 'k-0123456789abcdef', 'x')")]
    [InlineData("SELECT open_signed_list('Q106', 1, 1, 'Xem danh sách')")]
    public async Task Who_is_neither_of_the_fund_nor_hands_out_sees_no_signed_list(string sql) =>
        Refused(await books.AsApplication(TamDuong.OtherOfficer, sql), BrokenCheck, "actor_has_role");

    private Task<PostgresException?> Kept(string open, int? line, string holder) => books.AsOwner(
        open + Keep, new { Line = line, Holder = holder }, TamDuong.Cashier);

    private Task<PostgresException?> AsCashier(string sql, string outcome, long paid, string? relation) =>
        books.AsOwner(sql, new { Outcome = outcome, Paid = paid, Relation = relation }, TamDuong.Cashier);
}
