using FundLedger.IntegrationTests.Goods;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Raw SQL against goods that a request gives out; today is 3 February 2021.</summary>
public sealed class GivenGoodsInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string ReserveSql = "SELECT reserve_goods(@Fund, '{1}', '{1}', '{2}')";

    private const string SubmitSql = """
        SELECT attach_papers(@Fund, array_agg(p), array_agg('application/pdf'::text), @Child, 'k-0123456789abcdef', array_agg(sha256('x')))
        FROM norm_lines, unnest(papers_vi) p WHERE line_code = 'D-02';
        SELECT submit_disbursement(@Fund, gen_random_uuid(), 'holiday_gift', 'june1', 2021, NULL, 1,
            (SELECT decision_id FROM norm_lines WHERE line_code = 'D-02'), '2021-06-01', ARRAY[@Child], '{poor}', '{D-02}', '{NULL}', '{NULL}',
            '{NULL}', '{NULL}', '{200000}', '{100000}', '{x}', '{x}', NULL, NULL, NULL, NULL, '{100000}');
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED
        """;

    private const string ApproveSql = """
        SELECT set_config('app.actor', 'duyet', true);
        SELECT approve_disbursement(@Fund, max(disbursement_id), requested_content_hash(@Fund, max(disbursement_id)), true) FROM disbursements
        WHERE fund_id = @Fund
        """;

    private const string IssueSql = """
        SELECT set_config('app.actor', 'thuquy', true);
        SELECT issue_goods(@Fund, max(disbursement_id), gen_random_uuid(), 'Cán bộ xã') FROM disbursements WHERE fund_id = @Fund
        """;

    private const string SettleSql =
        "SELECT settle_goods(@Fund, max(disbursement_id), gen_random_uuid(), '{Lines}', 'Gia đình đi vắng') FROM goods_issues WHERE fund_id = @Fund";

    private const string IssuedByHandSql = """
        INSERT INTO goods_issues SELECT @Fund, d.disbursement_id, 1, @Today, 'x', {Who}, d.requester_person, d.approver_person FROM disbursements d
        WHERE d.fund_id = @Fund AND d.disbursement_id = @Approved
        """;

    [Fact]
    public async Task Goods_are_reserved_given_and_back()
    {
        Assert.Null(await Then(ReserveSql, SubmitSql, ApproveSql, IssueSql, Settle("1")));
        Assert.Null(await Then(ReserveSql, SubmitSql, ApproveSql, IssueSql, Settle("")));
    }

    [Theory]
    [InlineData("'{1}', '{1}', '{101}'", "goods_promised_are_there")]
    [InlineData("'{1}', '{1}', '{0}'", "request_goods_quantity")]
    public async Task No_more_is_promised_than_is_there(string goods, string promise)
    {
        const string Reserve = "SELECT reserve_goods(@Fund, {Goods})";
        Refused(await Then(Reserve.Replace("{Goods}", goods, StringComparison.Ordinal)), BrokenCheck, promise);
        const string Twice = "SELECT reserve_goods(@Fund, '{1,2}', '{1,1}', '{60,41}')";
        Refused(await Then(Twice), BrokenCheck, "goods_promised_are_there");
    }

    [Fact]
    public async Task Goods_without_a_value_or_past_their_day_are_promised_to_nobody()
    {
        var unvalued = Stock.ReceiveSql.Replace("'{50000}',\n    '{invoice}', '{HD-12}', ARRAY[@Today]", "'{NULL}', '{NULL}', '{NULL}', '{NULL}'",
            StringComparison.Ordinal);
        Refused(await books.AsOwner(string.Join(";\n", unvalued, ReserveSql)), BrokenCheck, "goods_valued_before_given");
        const string ByHand = "INSERT INTO request_goods VALUES (@Fund, 900, 1, 1, 2, {Value})";
        Refused(await Then(ByHand.Replace("{Value}", "40000", StringComparison.Ordinal)), BrokenCheck, "request_goods_at_their_value");
        Refused(
            await books.AsOwner(string.Join(";\n", unvalued, ByHand.Replace("{Value}", "0", StringComparison.Ordinal))), BrokenCheck,
            "request_goods_valued");
        var old = Stock.ReceiveSql.Replace("2021-06-30", "2021-02-03", StringComparison.Ordinal)
            .Replace("@Today", "'2021-02-03'::date", StringComparison.Ordinal);
        books.Ledger.Clock.Today = books.Ledger.Clock.Today.PlusDays(1);
        var refusal = await books.AsOwner(string.Join(";\n", old, ReserveSql));
        books.Ledger.Clock.Today = books.Ledger.Clock.Today.PlusDays(-1);
        Refused(refusal, BrokenCheck, "goods_not_expired");
    }

    [Fact]
    public async Task A_line_says_what_its_goods_are_worth_and_takes_them_from_its_pool()
    {
        var less = SubmitSql.Replace("NULL, '{100000}')", "NULL, '{90000}')", StringComparison.Ordinal);
        Refused(await Then(ReserveSql, less), BrokenCheck, "stock_within_goods");
        var elsewhere = Stock.ReceiveSql.Replace("gen_random_uuid(), 1,", "gen_random_uuid(), 2,", StringComparison.Ordinal);
        Refused(await Submitted(elsewhere, ReserveSql, SubmitSql), BrokenCheck, "goods_of_the_pool");
        const string OtherStock = """
            INSERT INTO disbursement_lines (fund_id, disbursement_id, line_no, beneficiary_code, class_code, decision_id, line_code, allowed, amount,
                reasons_vi, reasons_en, goods, stock)
            SELECT fund_id, disbursement_id, 9, @Child, class_code, decision_id, line_code, allowed, amount, 'x', 'x', 5, 5 FROM disbursement_lines
            WHERE fund_id = @Fund AND disbursement_id = @Waiting LIMIT 1
            """;
        var byHand = "ALTER TABLE disbursement_lines DISABLE TRIGGER within_norm; " + OtherStock;
        Refused(await Then(byHand), BrokenCheck, "stock_as_reserved");
    }

    [Fact]
    public async Task Goods_come_with_their_request_and_go_forward_only()
    {
        const string Move = "UPDATE request_goods SET {Set} WHERE fund_id = @Fund";
        foreach (var set in (string[])["quantity = 1, state = 'released'", "state = 'given'"])
        {
            Refused(await Then(ReserveSql, Move.Replace("{Set}", set, StringComparison.Ordinal)), BrokenCheck, "request_goods_move_forward");
        }

        const string Later = "INSERT INTO request_goods VALUES (@Fund, @Waiting, 1, 1, 2, 50000)";
        Refused(await Then(Later), BrokenCheck, "request_goods_come_first");
        Assert.Equal(
            Npgsql.PostgresErrorCodes.ForeignKeyViolation, (await Then(ReserveSql, "SET CONSTRAINTS ALL IMMEDIATE"))?.SqlState);
    }

    [Fact]
    public async Task What_is_issued_is_what_was_approved_once_and_by_a_third_person()
    {
        Refused(await Then(ReserveSql, SubmitSql, IssueSql), BrokenCheck, "goods_issue_after_approval");
        Refused(await Then(ReserveSql, SubmitSql, ApproveSql, IssueSql, IssueSql), BrokenCheck, "goods_to_issue");
        Refused(await Then(ReserveSql, SubmitSql, ApproveSql, IssueSql, Settle("7")), BrokenCheck, "goods_line_was_issued");
        Refused(await Then(ReserveSql, SubmitSql, ApproveSql, IssueSql, Settle("1"), Settle("1")), BrokenCheck, "goods_issue_settled_once");
        const string Pay = "SELECT pay_disbursement(@Fund, max(disbursement_id), gen_random_uuid(), @Today, 'cash', 'x', 'x', NULL, NULL) FROM request_goods";
        Refused(
            await Then(ReserveSql, SubmitSql, ApproveSql, "SELECT set_config('app.actor', 'thuquy', true)", Pay), BrokenCheck, "request_has_money");
        var unnamed = IssueSql.Replace("Cán bộ xã", " ", StringComparison.Ordinal);
        Refused(await Then(ReserveSql, SubmitSql, ApproveSql, unnamed), BrokenCheck, "goods_receiver_named");
        foreach (var (who, promise) in new[] { ("requester_person", "goods_issuer_is_not_requester"), ("approver_person", "goods_issuer_is_not_approver") })
        {
            Refused(await Then(IssuedByHandSql.Replace("{Who}", "d." + who, StringComparison.Ordinal)), BrokenCheck, promise);
        }

        const string Again = "UPDATE goods_issues SET issued_on = issued_on - 1 WHERE fund_id = @Fund";
        Refused(await Then(ReserveSql, SubmitSql, ApproveSql, IssueSql, Again), BrokenCheck, "goods_issue_settled_once");
    }

    [Fact]
    public async Task Nothing_moves_for_a_line_that_was_not_reserved_and_nothing_that_is_out_is_taken_back()
    {
        const string Paper = """
            INSERT INTO number_series VALUES (@Fund, 'PX/2021', 1);
            INSERT INTO vouchers (fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id, details_commitment,
                prepared_by, recorded_at, content_hash)
            SELECT @Fund, 'PX', 2021, 1, @Today, 0, 'goods', 1, sha256('x'), 'ketoan', now(), sha256('x');
            INSERT INTO goods_papers VALUES (@Fund, 2, 'issue', 'PX', 2021, 1);
            INSERT INTO goods_moves VALUES (@Fund, 2, 2, 1, 'issued', -1, 50000, -50000, @Today, 7, @Waiting, 1)
            """;
        Refused(await Then(Paper), BrokenCheck, "goods_move_as_reserved");
        const string Withdraw = """
            UPDATE disbursements SET status = 'rejected', approver = 'x', approver_person = requester_person + 1 WHERE disbursement_id = @Waiting
            """;
        const string Out = """
            ALTER TABLE request_goods DISABLE TRIGGER moves_forward;
            INSERT INTO request_goods SELECT @Fund, @Waiting, 1, 1, 2, 50000, 'issued'
            """;
        Refused(await Then(Out, Withdraw), BrokenCheck, "goods_are_out");
    }

    private static string Settle(string lines) => SettleSql.Replace("Lines", lines, StringComparison.Ordinal);

    private Task<Npgsql.PostgresException?> Then(params string[] statements) => Submitted([Stock.ReceiveSql, .. statements]);

    private Task<Npgsql.PostgresException?> Submitted(params string[] statements) =>
        books.AsOwner(string.Join(";\n", statements), new { Child = books.Poor[4] });
}
