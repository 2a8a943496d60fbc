using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Raw SQL against transfers between pools and the end of a year; pools CHUNG, TET and PT, today is 3 February 2021.</summary>
public sealed class TransferInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string AskSql = "SELECT request_transfer(@Fund, 1, 2, 100000, 'cash', 'Bổ sung quà Tết', NULL, NULL)";

    private const string ApproveSql = """
        SELECT approve_transfer(@Fund, t.transfer_id, gen_random_uuid(), pool_transfer_content_hash(t)) FROM pool_transfers t WHERE t.fund_id = @Fund
        """;

    private const string InDecemberSql = """
        SET LOCAL session_replication_role = replica;
        UPDATE period_states SET closed_through = '2020-11-30', closing_month = '2020-12-01',
            closing_person = (SELECT min(person_id) FROM persons) WHERE fund_id = @Fund;
        INSERT INTO pool_days VALUES (@Fund, 1, '2020-12-31', 5);
        {Before}
        SELECT decide_year_end(@Fund, gen_random_uuid(), 2020, 1, 'carried', NULL, NULL, 'Dùng cho học kỳ hai')
        """;

    // December was closed, and its statement is sealed with the guards at work.
    private const string OpeningSql = """
        SET LOCAL session_replication_role = replica;
        INSERT INTO closed_periods (fund_id, month, version, closed_at, closed_by, last_entry_no, liquid, hash_version, log_no, hash)
            SELECT fund_id, '2021-12-01', 1, now(), 'ketoan', 1, 1, 1, 900001, sha256('x') FROM funds WHERE code = 'Q106';
        SET LOCAL session_replication_role = origin;
        INSERT INTO statement_seals (fund_id, month, version, digest, sealed_by, hash_version, log_no, hash)
            SELECT fund_id, '2021-12-01', 1, sha256('x'), 'ketoan', 1, 900002, sha256('x') FROM funds WHERE code = 'Q106';
        SELECT count(*) FROM year_openings o JOIN pool_balances b USING (fund_id, pool_id)
        WHERE o.year = 2022 AND o.version = 1 AND (o.balance, o.liquid) = (b.liquid, b.liquid)
        """;

    private const string BudgetSql = "UPDATE pools SET source_kind = 'provincial_budget' WHERE fund_id = @Fund AND pool_id = 1; ";

    private const string AsSql = "SELECT set_config('app.actor', '{0}', true)";

    [Theory]
    [InlineData("ketoan.duyet", "duyet", "transfer_approver_is_not_requester")]
    [InlineData("duyet", "ketoan.duyet", "transfer_poster_is_not_requester")]
    [InlineData("duyet", "duyet", "transfer_approved_by_two")]
    public async Task Three_persons_not_three_accounts(string first, string second, string promise) => Refused(
        await books.AsOwner(string.Join(";\n", AskSql, As(first), ApproveSql, As(second), ApproveSql)), BrokenCheck, promise);

    [Theory]
    [InlineData("SELECT request_transfer(@Fund, 2, 1, 100000, 'cash', 'Dùng cho việc chung', NULL, NULL)", "transfer_needs_decision")]
    [InlineData("SELECT request_transfer(@Fund, 3, 1, 100000, 'bank', 'Dùng cho việc chung', NULL, NULL)", "transfer_needs_decision")]
    [InlineData("SELECT request_transfer(@Fund, 1, 1, 100000, 'cash', 'Dùng cho việc chung', NULL, NULL)", "transfer_between_two_pools")]
    [InlineData("SELECT request_transfer(@Fund, 1, 2, 0, 'cash', 'Dùng cho việc chung', NULL, NULL)", "transfer_amount_positive")]
    [InlineData("SELECT request_transfer(@Fund, 1, 2, 1, 'cash', 'ngắn', NULL, NULL)", "transfer_reason_given")]
    [InlineData("SELECT request_transfer(@Fund, 1, 2, 1, 'advances', 'Dùng cho việc chung', NULL, NULL)", "money_account_known")]
    [InlineData("SELECT request_transfer(@Fund, 1, 2, 1, 'cash', 'Dùng cho việc chung', '1/QĐ', NULL)", "transfer_decision_complete")]
    [InlineData(AskSql + "; UPDATE pool_transfers SET amount = 1", "transfer_moves_forward")]
    [InlineData(AskSql + "; UPDATE pool_transfers SET status = 'posted'", "transfer_moves_forward")]
    [InlineData(AskSql + "; UPDATE pool_transfers SET status = 'approved'", "transfer_hands_of_its_status")]
    public async Task What_a_transfer_may_not_be_is_refused_by_the_database(string sql, string promise) =>
        Refused(await books.AsOwner(sql), BrokenCheck, promise);

    [Fact]
    public async Task More_than_is_free_cannot_be_posted() => Refused(
        await books.AsOwner(string.Join(
            ";\n", AskSql.Replace("100000", "900000000", StringComparison.Ordinal), As("duyet"), ApproveSql, As("duyet2"), ApproveSql)),
        BrokenCheck, "pool_never_overspent");

    [Theory]
    [InlineData("SELECT decide_year_end(@Fund, @Key, 2020, 1, 'lapsed', NULL, NULL, 'Hết hạn sử dụng')", "period_in_its_state")]
    [InlineData("SELECT decide_year_end(@Fund, @Key, 2020, 1, 'lapsed', NULL, NULL, 'ngắn')", "period_reason_given")]
    public async Task The_end_of_a_year_is_decided_in_its_december(string sql, string promise) =>
        Refused(await books.AsOwner(sql, actor: TamDuong.Approver), BrokenCheck, promise);

    // December of the year before stands open again, the guards switched off for that.
    [Theory]
    [InlineData("", "only_budgets_lapse")]
    [InlineData(BudgetSql, "carried_by_a_decision")]
    public async Task Only_a_budget_is_decided_on_and_carried_over_only_by_a_decision(string before, string promise) => Refused(
        await books.As(books.Ledger.Database.Administrator, TamDuong.Approver).RefusalAsync(
            InDecemberSql.Replace("{Before}", before, StringComparison.Ordinal),
            new { books.Fund }),
        BrokenCheck, promise);

    [Fact]
    public async Task A_closed_december_opens_the_year_with_what_each_pool_holds() =>
        Assert.Equal(3, await books.As(books.Ledger.Database.Administrator, TamDuong.Accountant).AskAsync<long>(OpeningSql));

    [Fact]
    public async Task Nothing_is_returned_that_is_not_due() => Refused(
        await books.AsOwner("SELECT return_budget(@Fund, @Key, 1, 1, @Today, 'cash', 'Kho bạc', NULL)", actor: TamDuong.Cashier),
        BrokenCheck, "returned_within_what_is_due");

    // Lapsed on the first, paid back on the third: nothing is left for the second.
    private const string BackDatedSql = """
        SET LOCAL session_replication_role = replica;
        INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date)
        VALUES (@Fund, 'financial', 9001, 1, 'budget_returns', 1, 'credit', 100, '2021-02-01'),
               (@Fund, 'financial', 9002, 1, 'budget_returns', 1, 'debit', 100, '2021-02-03');
        SET LOCAL session_replication_role = origin;
        SELECT return_budget(@Fund, gen_random_uuid(), 1, 1, '2021-02-02', 'cash', 'Kho bạc', NULL)
        """;

    [Fact]
    public async Task What_is_returned_on_a_later_day_is_not_returned_again_under_an_earlier_one() => Refused(
        await books.As(books.Ledger.Database.Administrator, TamDuong.Cashier).RefusalAsync(BackDatedSql, new { books.Fund }),
        BrokenCheck, "returned_within_what_is_due");

    private static string As(string actor) => AsSql.Replace("{0}", actor, StringComparison.Ordinal);
}
