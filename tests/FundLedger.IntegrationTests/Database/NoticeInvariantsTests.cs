using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Around the application: a notice is read once by its reader and never changes, and only the program sends mails.</summary>
public sealed class NoticeInvariantsTests(Books books) : IClassFixture<Books>
{
    [Fact]
    public async Task A_notice_never_changes_and_is_read_once()
    {
        Refused(await books.AsOwner("UPDATE notices SET must_act = NOT must_act"), BrokenCheck, "notice_moves_forward");
        Refused(await books.AsOwner("UPDATE notices SET user_name = 'ketoan2'"), BrokenCheck, "notice_moves_forward");
        Refused(await books.AsOwner("""
            UPDATE notices SET read_at = now() WHERE read_at IS NULL;
            UPDATE notices SET read_at = NULL
            """), BrokenCheck, "notice_moves_forward");
    }

    [Fact]
    public async Task Nobody_reads_or_sees_the_notices_of_another()
    {
        const string ReadAllSql = "SELECT read_notices(@Fund, NULL); SELECT 1 / count(*) FROM notices WHERE user_name = 'duyet2' AND read_at IS NULL";
        Assert.Null(await books.AsOwner(ReadAllSql, actor: TamDuong.Approver));
        const string OthersSql = "SELECT count(*) FROM notices WHERE user_name <> 'duyet'";
        Assert.Equal(0, await books.As(books.Ledger.Database.Application, TamDuong.Approver).AskAsync<long>(OthersSql));
    }

    [Fact]
    public async Task Mails_are_taken_and_ended_by_the_program_alone()
    {
        Refused(await books.AsApplication(TamDuong.Auditor, "SELECT take_mails(100)"), BrokenCheck, "actor_has_role");
        Refused(await books.AsApplication(TamDuong.Auditor, "SELECT end_mail(@Fund, 1, NULL, 10)"), BrokenCheck, "actor_has_role");
        Refused(await books.AsOwner("INSERT INTO mail_addresses VALUES ('duyet', E'a@b.vn\\nBcc: x@y.vn', true, now())"), BrokenCheck, "mail_address_plain");
    }

    [Fact]
    public async Task Each_change_of_state_tells_in_its_own_transaction()
    {
        const string RejectSql = """
            SELECT reject_disbursement(@Fund, @Waiting, @Key, 'Ghi nhầm trẻ');
            SELECT 1 / (CASE WHEN EXISTS (SELECT FROM notices WHERE event = 'rejected' AND subject_no = @Waiting AND user_name = 'ketoan') THEN 0 ELSE 1 END)
            """;
        var told = await books.AsOwner(RejectSql, actor: TamDuong.Approver);
        Assert.Equal("22012", told?.SqlState);
        Assert.Equal(0, await books.Ledger.Ask<long>(
            "SELECT count(*) FROM notices WHERE event = 'rejected' AND subject_no = @Waiting", new { books.Waiting }));
    }

    private const string RunSql = """
        SELECT set_config('app.actor', 'ketoan', true);
        SELECT grant_role('thuquy', @Fund, 'administrator');
        SELECT set_config('app.actor', '(checks)', true);
        SELECT record_check_run(NULL, @Key, '(operator)', now(), now(), @CanaryFound, CASE WHEN @CanaryFound THEN
            jsonb_build_array(jsonb_build_object('no', 7, 'name', 'x', 'hasRun', true, 'funds',
                jsonb_build_array(jsonb_build_object('fundId', @Fund, 'faults', 1, 'first', '[]'::jsonb)))) ELSE '[]' END);
        SELECT 1 / (CASE WHEN @Told = (SELECT string_agg(user_name || CASE WHEN must_act THEN '!' ELSE '' END, ' ' ORDER BY user_name)
            FROM notices WHERE fund_id = @Fund AND subject = 'check' AND event = @Event) THEN 0 ELSE 1 END)
        """;

    [Theory]
    [InlineData(true, "found")]
    [InlineData(false, "alarm_broken")]
    public async Task What_the_checks_find_tells_auditors_and_administrators_in_its_own_transaction(bool canaryFound, string happened)
    {
        var told = await books.AsOwner(RunSql, new { CanaryFound = canaryFound, Event = happened, Told = "kiemtoan thuquy" }, TamDuong.Accountant);
        Assert.Equal("22012", told?.SqlState);
    }
}
