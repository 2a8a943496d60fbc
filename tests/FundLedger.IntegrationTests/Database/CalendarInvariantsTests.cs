using FundLedger.Features.Reports;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>The calendar of reports, written around the application.</summary>
public sealed class CalendarInvariantsTests(Books books) : IClassFixture<Books>
{
    [Theory]
    [InlineData("INSERT INTO report_answers VALUES (@Fund, 1, NULL, NULL, now(), 'ketoan')", "due_answer_says_what")]
    [InlineData("INSERT INTO report_answers VALUES (@Fund, 1, NULL, 'Số 3', now(), '')", "due_answerer_present")]
    [InlineData("INSERT INTO report_answers VALUES (@Fund, 2, NULL, 'Số 3', now(), 'ketoan')", "due_answered_by_its_report")]
    [InlineData("""
        INSERT INTO report_dues SELECT fund_id, 9, year + 1, rule_code, due_on, from_date, to_date, report, 0, now(), 'ketoan' FROM report_dues
        WHERE due_no = 1
        """, "due_told_in_time")]
    [InlineData("""
        INSERT INTO report_dues SELECT fund_id, 9, year + 1, rule_code, due_on, from_date, to_date, report, 7, now(), '' FROM report_dues
        WHERE due_no = 1
        """, "due_planner_present")]
    public async Task It_is_refused_that(string statement, string promise)
    {
        await PlannedAsync();
        Refused(await books.AsOwner(statement), BrokenCheck, promise);
    }

    [Fact]
    public async Task A_report_is_due_once_a_year()
    {
        await PlannedAsync();
        const string AgainSql = """
            INSERT INTO report_dues SELECT fund_id, 9, year, rule_code, due_on, from_date, to_date, report, 7, now(), 'ketoan' FROM report_dues
            WHERE due_no = 1
            """;
        Refused(await books.AsOwner(AgainSql), "23505", "due_once_a_year");
    }

    [Fact]
    public async Task Only_an_accountant_of_the_fund_plans_and_answers()
    {
        await PlannedAsync();
        foreach (var call in (string[])["SELECT plan_reports(@Fund, 2022, 7)", "SELECT answer_due(@Fund, 1, NULL, 'Số 3')"])
        {
            Refused(await books.AsApplication(TamDuong.Approver, call), BrokenCheck, "actor_has_role");
        }
    }

    private async Task PlannedAsync() =>
        await books.Ledger.Send(TamDuong.Accountant, new PlanReports(Given.Fund, Guid.NewGuid(), 2021, 7));
}
