using FundLedger.Features.Audit;
using FundLedger.Features.Reports;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Frozen reports, written around the application.</summary>
public sealed class ReportInvariantsTests(Books books) : IClassFixture<Books>
{
    [Theory]
    [InlineData("from_date = '2021-01-03'", "freeze_days_in_order")]
    [InlineData("cut_off = '2021-01-08'", "freeze_days_in_order")]
    [InlineData("cut_off = '2999-01-01', to_date = '2999-01-01'", "freeze_day_has_come")]
    [InlineData("report = 'publication'", "publication_is_whole")]
    [InlineData("report = 'publication', cut_off = '2021-02-02', to_date = '2021-02-02'", "publication_of_closed_months")]
    [InlineData("report = 'publication', cut_off = '2021-01-31', to_date = '2021-01-31'", "publication_of_whole_periods")]
    [InlineData("report = 'occasion'", "thematic_report_has_occasion")]
    [InlineData("occasion_code = 'tet'", "thematic_report_has_occasion")]
    [InlineData("digest = sha256('y')", "freeze_digest_of_its_figures")]
    [InlineData("frozen_by = ''", "freeze_actor_present")]
    [InlineData("log_no = log_no - 1", "frozen_at_the_head")]
    [InlineData("log_hash = sha256('y')", "frozen_at_the_head")]
    [InlineData("freeze_no = freeze_no + 1", "freezes_count_on")]
    [InlineData("follows = 1", "final_report_is_whole")]
    [InlineData("follows = 1, cut_off = to_date, from_date = from_date - 1", "final_report_follows")]
    [InlineData("follows = 1, cut_off = to_date, report = 'receipt-use'", "final_report_follows")]
    public async Task A_frozen_report_is_refused_when(string change, string promise)
    {
        await FirstAsync();
        Refused(await books.AsOwner($"""
            CREATE TEMP TABLE made ON COMMIT DROP AS TABLE report_freezes WITH NO DATA;
            INSERT INTO made SELECT @Fund, (SELECT count(*) + 1 FROM report_freezes), 'matrix', NULL, '2021-01-01', '2021-01-02', '2021-01-04', NULL,
                log_no, log_hash, 'x', sha256('x'), now(), 'ketoan', (SELECT min(person_id) FROM persons) FROM fund_heads WHERE fund_id = @Fund;
            UPDATE made SET {change};
            INSERT INTO report_freezes SELECT * FROM made
            """), BrokenCheck, promise);
    }

    [Fact]
    public async Task Only_an_accountant_of_the_fund_freezes_and_finishes()
    {
        await FirstAsync();
        foreach (var call in (string[])[
            "SELECT freeze_report(@Fund, 'matrix', NULL, '2021-01-01', '2021-01-02', '2021-01-04', 'x')", "SELECT finish_report(@Fund, 1, 'x')"])
        {
            Refused(await books.AsApplication(TamDuong.Approver, call), BrokenCheck, "actor_has_role");
        }
    }

    [Theory]
    [InlineData("{}", "ketoan", "frame_recipients_few")]
    [InlineData("{UBND,NULL}", "ketoan", "frame_recipients_few")]
    [InlineData("{UBND}", "", "frame_setter_present")]
    public async Task A_frame_is_refused_when(string recipients, string setter, string promise) => Refused(
        await books.AsOwner(
            """
            INSERT INTO report_frames (fund_id, frame_no, valid_from, issuer, symbol, place, position, set_at, recipients, set_by)
            SELECT @Fund, 1, '2021-01-01', 'Quỹ', 'BC-Q', 'Tam Đường', 'GIÁM ĐỐC', now(), @Recipients::text[], @Setter
            """,
            new { Recipients = recipients, Setter = setter }), BrokenCheck, promise);

    [Fact]
    public async Task Only_an_accountant_of_the_fund_sets_a_frame() => Refused(
        await books.AsApplication(TamDuong.Approver, """
            SELECT set_report_frame(@Fund, '2021-01-01', NULL, 'Quỹ', 'BC-Q', 'Tam Đường', '{UBND}', NULL, NULL, 'GIÁM ĐỐC', NULL)
            """), BrokenCheck, "actor_has_role");

    [Fact]
    public async Task A_final_report_follows_one_that_is_there_and_is_none_itself()
    {
        await FirstAsync();
        Refused(await books.AsApplication(TamDuong.Accountant, "SELECT finish_report(@Fund, 99, 'x')"), BrokenCheck, "final_report_follows");
        Refused(
            await books.AsApplication(TamDuong.Accountant, "SELECT finish_report(@Fund, finish_report(@Fund, 1, 'x'), 'x')"),
            BrokenCheck, "final_report_follows");
    }

    [Fact]
    public async Task A_frozen_report_is_sealed_with_what_it_says()
    {
        await FirstAsync();
        Assert.Equal(1, await books.Ledger.Ask<long>("SELECT count(*) FROM reference_events WHERE subject = 'report'"));
        Assert.Equal(PassState.Ok, (await books.Ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State);
    }

    [Fact]
    public async Task The_application_writes_none_itself() => Refused(
        await books.AsApplication(TamDuong.Accountant, "INSERT INTO report_freezes (fund_id) VALUES (@Fund)"), NoRight, null);

    // Of the first days of January; today is the fourth.
    private async Task FirstAsync()
    {
        if (await books.Ledger.Ask<long>("SELECT count(*) FROM report_freezes") > 0) return;
        await books.Ledger.Done(TamDuong.Accountant, new FreezeReport(
            Given.Fund, Guid.NewGuid(), "matrix", new(2021, 1, 1), new(2021, 1, 2), new(2021, 1, 4)));
    }
}
