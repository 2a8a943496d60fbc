using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>What auditors write, around the application: January is closed and one gift was paid in it.</summary>
public sealed class AuditInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string OpenSql = "SELECT open_finding(@Fund, 'other', '', 'Thiếu biên bản kiểm quỹ')";
    private const string AnswerSql = "SELECT answer_finding(@Fund, 1, 'Đã lập lại', NULL, NULL, NULL)";
    private const string AsAccountant = "SELECT set_config('app.actor', 'ketoan', true)";
    private const string AsAuditor = "SELECT set_config('app.actor', 'kiemtoan', true)";
    private const string Answered = OpenSql + "; " + AsAccountant + "; " + AnswerSql + "; " + AsAuditor;

    private const string AttestSql = """
        SELECT attest_statement(@Fund, month, version, from_date, digest, NULL) FROM issued_statements WHERE fund_id = @Fund
        """;

    private const string OtherDigestSql = """
        SELECT attest_statement(@Fund, month, version, from_date, sha256('x'), NULL) FROM issued_statements WHERE fund_id = @Fund
        """;

    // By whom the month was closed, with the rights of an auditor.
    private const string OwnWorkSql = """
        INSERT INTO attestations SELECT fund_id, 1, month, version, from_date, digest, NULL, now(), 'ketoan',
            (SELECT person_id FROM users WHERE user_name = 'ketoan') FROM issued_statements WHERE fund_id = @Fund
        """;

    // Who approved what the statement counts.
    private const string OwnApprovalSql = """
        INSERT INTO attestations SELECT fund_id, 1, month, version, from_date, digest, NULL, now(), 'duyet',
            (SELECT person_id FROM users WHERE user_name = 'duyet') FROM issued_statements WHERE fund_id = @Fund
        """;

    private const string OwnFindingSql = """
        INSERT INTO findings SELECT @Fund, 1, 'other', '', 'Thiếu biên bản kiểm quỹ', now(), 'x', person_id FROM users WHERE user_name = 'ketoan'
        """;

    private const string OwnAnswerSql = """
        INSERT INTO finding_steps SELECT @Fund, 1, 1, 'answered', 'Đã lập lại', NULL, NULL, NULL, now(), 'x', person_id
        FROM users WHERE user_name = 'kiemtoan'
        """;

    private const string DrawSql = "SELECT draw_sample(@Fund, 2026, 1, '2021-01-01', '2021-01-31', NULL)";
    private const string NotReceivedSql = "SELECT record_sample_result(@Fund, 1, 1, 'not_received', NULL, NULL, 'Chưa nhận được tiền')";

    [Theory]
    [InlineData("kiemtoan", OtherDigestSql, "attests_what_was_issued", "23503")]
    [InlineData("kiemtoan", AttestSql + "; " + AttestSql, "attested_once_by_a_person", Unique)]
    [InlineData("ketoan", AttestSql, "actor_has_role", BrokenCheck)]
    [InlineData("ketoan", OpenSql, "actor_has_role", BrokenCheck)]
    [InlineData("kiemtoan", AnswerSql, "actor_has_role", BrokenCheck)]
    [InlineData("ketoan", "SELECT judge_answer(@Fund, 1, true, 'Đã xem')", "actor_has_role", BrokenCheck)]
    [InlineData("ketoan", DrawSql, "actor_has_role", BrokenCheck)]
    [InlineData("ketoan", NotReceivedSql, "actor_has_role", BrokenCheck)]
    [InlineData("ketoan", "SELECT note_look(@Fund, 'vouchers', '/vouchers/1')", "actor_has_role", BrokenCheck)]
    [InlineData("kiemtoan", "SELECT open_finding(@Fund, 'other', '', 'ngắn')", "finding_says_what", BrokenCheck)]
    [InlineData("kiemtoan", "SELECT open_finding(@Fund, 'voucher', '', 'Thiếu biên bản kiểm quỹ')", "finding_names_its_paper", BrokenCheck)]
    [InlineData("kiemtoan", OpenSql + "; SELECT judge_answer(@Fund, 1, true, 'Đã xem')", "finding_in_its_state", BrokenCheck)]
    [InlineData("kiemtoan", Answered + "; " + AsAccountant + "; " + AnswerSql, "finding_in_its_state", BrokenCheck)]
    [InlineData("kiemtoan", Answered + "; SELECT judge_answer(@Fund, 1, true, 'x')", "finding_step_says_why", BrokenCheck)]
    [InlineData("kiemtoan", "SELECT draw_sample(@Fund, 2026, 2, '2021-01-01', '2021-01-31', NULL)", "sample_within_population", BrokenCheck)]
    [InlineData("kiemtoan", "SELECT draw_sample(@Fund, -1, 1, '2021-01-01', '2021-01-31', NULL)", "sample_seed", BrokenCheck)]
    [InlineData("kiemtoan", DrawSql + "; " + NotReceivedSql + "; " + NotReceivedSql, "sampled_line_answered_once", Unique)]
    [InlineData("kiemtoan", DrawSql + "; SELECT record_sample_result(@Fund, 1, 1, 'short', 99999999, NULL, 'Nhận thiếu tiền')",
        "short_by_less_than_all", BrokenCheck)]
    [InlineData("kiemtoan", DrawSql + "; SELECT record_sample_result(@Fund, 1, 1, 'short', NULL, NULL, 'Nhận thiếu tiền')",
        "short_says_how_much", BrokenCheck)]
    public async Task It_is_refused_that(string actor, string sql, string promise, string state) =>
        Refused(await books.AsApplication(actor, sql), state, promise);

    [Theory]
    [InlineData(OwnWorkSql, "attester_had_no_part")]
    [InlineData(OwnApprovalSql, "attester_had_no_part")]
    [InlineData(OwnFindingSql + "; " + AnswerSql, "answerer_is_not_finder")]
    [InlineData(OwnFindingSql + "; " + OwnAnswerSql + "; " + AsAuditor + "; SELECT judge_answer(@Fund, 1, true, 'Đã xem')", "judge_is_not_answerer")]
    [InlineData(AsAuditor + "; " + DrawSql + "; INSERT INTO sample_results VALUES (@Fund, 1, 1, 'not_found', NULL, NULL, NULL, now(), 'x', 1)",
        "what_is_amiss_is_found")]
    [InlineData(AsAuditor + "; " + DrawSql + "; INSERT INTO sample_results VALUES (@Fund, 1, 1, 'received', NULL, NULL, NULL, now(), '', 1)",
        "sample_result_actor_present")]
    public async Task Nor_with_the_rights_of_the_owner(string sql, string promise) =>
        Refused(await books.AsOwner(sql), BrokenCheck, promise);

    [Theory]
    [InlineData("INSERT INTO findings VALUES (@Fund, 1, 'other', '', 'Thiếu biên bản kiểm quỹ', now(), 'x', 1)")]
    [InlineData("INSERT INTO audit_looks (fund_id, subject, reference, looked_at, looked_by) VALUES (@Fund, 'x', 'x', now(), 'x')")]
    [InlineData("SELECT add_finding(@Fund, 'other', '', 'Thiếu biên bản kiểm quỹ')")]
    public async Task The_application_writes_nothing_of_it_by_itself(string sql) =>
        Refused(await books.AsApplication(TamDuong.Auditor, sql), NoRight, null);
}
