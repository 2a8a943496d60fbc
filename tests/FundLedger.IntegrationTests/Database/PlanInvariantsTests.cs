using FundLedger.Domain;
using FundLedger.Features.Plans;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Plans of a year, written around the application.</summary>
public sealed class PlanInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Unsaid = """
        INSERT INTO year_plan_decisions SELECT fund_id, plan_no, false, NULL, now(), 'duyet', person_id + 1 FROM year_plans WHERE year = 2021
        """;

    private const string ByNobody = """
        INSERT INTO year_plan_decisions SELECT fund_id, plan_no, true, NULL, now(), '', person_id + 1 FROM year_plans WHERE year = 2021
        """;

    private const string ByItsProposer = """
        INSERT INTO year_plan_decisions SELECT fund_id, plan_no, true, NULL, now(), 'ketoan', person_id FROM year_plans WHERE year = 2021
        """;

    [Theory]
    [InlineData("source_money = '{1,2}'", "plan_lines_together")]
    [InlineData("sources = '{}', source_money = '{}'", "plan_says_something")]
    [InlineData("source_money = '{0}'", "plan_amounts_positive")]
    [InlineData("source_money = '{NULL}'", "plan_amounts_positive")]
    [InlineData("kinds = '{surgery}', kind_money = '{5}', kind_children = '{-1}'", "plan_amounts_positive")]
    [InlineData("source_money = '{1000000000000001}'", "plan_amounts_positive")]
    [InlineData("year = 2023", "plan_of_a_near_year")]
    [InlineData("proposed_by = ''", "plan_proposer_present")]
    [InlineData("sources = '{khong-co}'", "plan_of_known_kinds")]
    [InlineData("sources = '{donation,donation}', source_money = '{1,2}'", "plan_of_known_kinds")]
    [InlineData("version = 2", "plans_count_on")]
    [InlineData("plan_no = plan_no + 1", "plans_count_on")]
    [InlineData("year = 2021", "plan_waits_for_decision")]
    public async Task A_plan_is_refused_when(string change, string promise)
    {
        await FirstAsync();
        Refused(await books.AsOwner($"""
            CREATE TEMP TABLE made ON COMMIT DROP AS TABLE year_plans WITH NO DATA;
            INSERT INTO made SELECT @Fund, count(*) + 1, 2022, 1, NULL, '{"{donation}"}', '{"{5}"}', '{"{}"}', '{"{}"}', '{"{}"}',
                '2021-02-03 05:00Z', 'ketoan',
                (SELECT min(person_id) FROM persons) FROM year_plans;
            UPDATE made SET {change};
            UPDATE made SET version = (SELECT count(*) + 1 FROM year_plans y WHERE y.year = made.year) WHERE made.year = 2021;
            INSERT INTO year_plans SELECT * FROM made
            """), BrokenCheck, promise);
    }

    [Theory]
    [InlineData(Unsaid, "plan_rejection_says_why")]
    [InlineData(ByNobody, "plan_decider_present")]
    [InlineData(ByItsProposer, "plan_decider_is_not_proposer")]
    public async Task A_decision_is_refused_when(string decision, string promise)
    {
        await FirstAsync();
        Refused(await books.AsOwner(decision), BrokenCheck, promise);
    }

    [Fact]
    public async Task Accountants_propose_and_approvers_decide()
    {
        await FirstAsync();
        Refused(
            await books.AsApplication(TamDuong.Approver, "SELECT propose_year_plan(@Fund, 2022, NULL, '{donation}', '{5}', '{}', '{}', '{}')"),
            BrokenCheck, "actor_has_role");
        Refused(await books.AsApplication(TamDuong.SecondAccountant, "SELECT decide_year_plan(@Fund, 1, true, NULL)"), BrokenCheck, "actor_has_role");
    }

    [Fact]
    public async Task A_new_version_says_why()
    {
        await FirstAsync();
        Refused(await books.AsOwner("""
            INSERT INTO year_plan_decisions SELECT fund_id, plan_no, true, NULL, now(), 'duyet', (SELECT max(person_id) FROM persons)
            FROM year_plans WHERE year = 2021;
            INSERT INTO year_plans SELECT fund_id, (SELECT count(*) + 1 FROM year_plans), year, 2, NULL, sources, source_money, kinds, kind_money,
                kind_children, proposed_at, 'ketoan', person_id FROM year_plans WHERE year = 2021
            """), BrokenCheck, "plan_version_has_reason");
    }

    [Fact]
    public async Task A_plan_and_its_decision_are_sealed()
    {
        var plan = await books.Ledger.Done(TamDuong.Accountant, new ProposeYearPlan(
            Given.Fund, Guid.NewGuid(), 2020, null, [new PlannedReceipt("donation", new Money(1_000_000))], []));
        await books.Ledger.Done(TamDuong.Approver, new DecideYearPlan(Given.Fund, Guid.NewGuid(), plan.Plan, true, null));
        Assert.Equal(2, await books.Ledger.Ask<long>(
            "SELECT count(*) FROM reference_events WHERE subject LIKE 'year_plan%' AND subject_key = @plan", new { plan = $"{plan.Plan}" }));
    }

    private async Task FirstAsync()
    {
        if (await books.Ledger.Ask<long>("SELECT count(*) FROM year_plans WHERE year = 2021") > 0) return;
        await books.Ledger.Done(TamDuong.Accountant, new ProposeYearPlan(
            Given.Fund, Guid.NewGuid(), 2021, null, [new PlannedReceipt("donation", new Money(1_000_000))], []));
    }
}
