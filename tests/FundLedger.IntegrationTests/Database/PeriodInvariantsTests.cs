using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Raw SQL against the closing and reopening of months: January is closed, February is open, today is 3 February.</summary>
public sealed class PeriodInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string AskSql = "SELECT request_reopening(@Fund, '2021-01-01', 'Bỏ sót một phiếu thu')";

    private const string ApproveSql = """
        SELECT set_config('app.actor', 'ketoan.duyet', true);
        SELECT approve_reopening(@Fund, (SELECT max(log_no) FROM period_events WHERE fund_id = @Fund AND event = 'reopen_requested'))
        """;

    // The requester's own hand under "reopened", with whoever is named as the other one.
    private const string EventSql = """
        INSERT INTO period_events (fund_id, log_no, month, event, recorded_at, actor, person_id, answers, answered_person, hash_version, hash)
        SELECT @Fund, 900001, '2021-01-01', 'reopened', now(), 'x', q.person_id, CASE WHEN @Other <> '' THEN q.log_no END,
            (SELECT person_id FROM users WHERE user_name = @Other), 1, sha256('x')
        FROM period_events q WHERE q.fund_id = @Fund AND q.event = 'reopen_requested'
        """;

    private const string InMarchSql = "SELECT set_config('app.now', '2021-03-02T03:00:00Z', true)";

    private const string GapSql = """
        UPDATE number_series SET last_no = last_no + 1 WHERE fund_id = @Fund AND series = 'financial';
        SELECT close_period(@Fund, '2021-02-01')
        """;

    private const string WithoutStatementSql = """
        SELECT start_closing(@Fund, '2021-02-01');
        SELECT set_config('app.actor', 'duyet', true);
        SELECT accept_open_items(@Fund, '2021-02-01', open_items_hash(@Fund, '2021-02-01'), 'Chi trong tháng sau');
        SELECT set_config('app.actor', 'ketoan', true);
        SELECT close_period(@Fund, '2021-02-01')
        """;

    [Fact]
    public async Task One_person_does_not_reopen_a_month_with_two_accounts() =>
        Refused(await books.AsOwner($"{AskSql};\n{ApproveSql}"), BrokenCheck, "two_persons_reopen");

    [Theory]
    [InlineData("duyet", "answer_names_its_question")]
    [InlineData("", "answer_names_its_question")]
    [InlineData("ketoan", "two_persons_reopen")]
    public async Task The_other_person_cannot_be_made_up(string other, string promise) =>
        Refused(await books.AsOwner($"{AskSql};\n{EventSql}", new { Other = other }), BrokenCheck, promise);

    [Theory]
    [InlineData("SELECT request_reopening(@Fund, '2021-01-01', 'ngắn')", "period_reason_given")]
    [InlineData("SELECT request_reopening(@Fund, '2021-02-01', 'Bỏ sót một phiếu thu')", "last_closed_month_reopens")]
    [InlineData("SELECT start_closing(@Fund, '2021-02-01')", "month_has_ended")]
    [InlineData("SELECT close_period(@Fund, '2021-01-01')", "months_close_in_order")]
    [InlineData("SELECT take_closing_back(@Fund, '2021-01-01')", "period_in_its_state")]
    [InlineData("SELECT seal_statement(@Fund, '2021-01-01', sha256('x'))", "statement_sealed_at_once")]
    [InlineData(AskSql + "; " + AskSql, "reopening_asked_once")]
    public async Task What_the_months_do_not_allow_is_refused_by_the_functions(string sql, string promise) =>
        Refused(await books.AsApplication(TamDuong.Accountant, sql), BrokenCheck, promise);

    [Fact]
    public async Task A_month_with_unsettled_items_is_not_closed_by_the_function_either() => Refused(
        await books.AsApplication(TamDuong.Accountant, $"{InMarchSql};\nSELECT close_period(@Fund, '2021-02-01')"),
        BrokenCheck, "period_has_no_blockers");

    [Fact]
    public async Task A_gap_in_the_numbers_cannot_be_accepted()
    {
        var refusal = await books.AsOwner($"{InMarchSql};\n{GapSql}");
        Refused(refusal, BrokenCheck, "period_has_no_blockers");
        Assert.Contains("entry_gaps", refusal!.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closing_without_its_statement_is_not_kept() => Refused(
        await books.AsApplication(TamDuong.Accountant, $"{InMarchSql};\n{WithoutStatementSql}"), BrokenCheck, "closing_has_statement");

    [Fact]
    public async Task A_closing_without_what_its_papers_are_made_with_is_not_kept() => Refused(
        await books.AsApplication(
            TamDuong.Accountant,
            $"{InMarchSql};\n{WithoutStatementSql}; SELECT seal_statement(@Fund, '2021-02-01', sha256('x')); SET CONSTRAINTS ALL IMMEDIATE"),
        BrokenCheck, "closing_has_papers");

    [Theory]
    [InlineData("ketoan", "SELECT keep_closing_papers(@Fund, '2021-01-01', '', NULL, ARRAY['2021-01-01'::date], '{x}')", "month_is_issued_as_sealed")]
    [InlineData("ketoan", "SELECT keep_closing_papers(@Fund, '2021-02-01', '', NULL, ARRAY[date '2021-02-01'], ARRAY[sha256('x')])", "papers_kept_at_closing")]
    [InlineData("thuquy", "SELECT keep_closing_papers(@Fund, '2021-01-01', '', NULL, ARRAY[date '2021-01-01'], ARRAY[sha256('x')])", "actor_has_role")]
    public async Task What_papers_are_made_with_is_kept_when_a_month_is_closed_by_who_closes_it(string actor, string with, string promise) =>
        Refused(await books.AsApplication(actor, with), BrokenCheck, promise);

    [Theory]
    [InlineData("UPDATE closing_papers SET address = 'javascript:x'", "closing_address_plain")]
    [InlineData("UPDATE closing_papers SET fonts = 'x'", "closing_fonts_digest")]
    [InlineData("UPDATE closing_papers SET kept_by = ''", "closing_papers_actor_present")]
    [InlineData("UPDATE issued_statements SET digest = 'x'", "issued_statement_digest")]
    [InlineData("UPDATE issued_statements SET from_date = '2021-02-01'", "issued_statement_starts_before_its_end")]
    public async Task What_is_kept_of_a_closing_makes_sense(string sql, string promise) => Refused(
        await books.AsOwner($"ALTER TABLE closing_papers DISABLE TRIGGER append_only; ALTER TABLE issued_statements DISABLE TRIGGER append_only; {sql}"),
        BrokenCheck, promise);

    [Theory]
    [InlineData("UPDATE period_states SET closed_through = '2021-01-30' WHERE fund_id = @Fund", "closed_through_ends_a_month")]
    [InlineData("UPDATE period_states SET closing_month = '2021-03-01', closing_person = 1 WHERE fund_id = @Fund", "closing_month_is_the_next")]
    [InlineData("UPDATE period_states SET closing_month = '2021-02-01' WHERE fund_id = @Fund", "closing_has_its_person")]
    public async Task The_state_of_the_months_cannot_contradict_itself(string sql, string promise) =>
        Refused(await books.AsOwner(sql), BrokenCheck, promise);
}
