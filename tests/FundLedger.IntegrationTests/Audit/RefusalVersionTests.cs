using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Norms;
using FundLedger.Features.Audit;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>A refusal says which version of its rule judged, under its hash; refusals of before that stay verifiable.</summary>
public sealed class RefusalVersionTests(Books books) : IClassFixture<Books>
{
    private const string DecisionSql = "SELECT number || ' ' || to_char(issued_on, 'YYYY-MM-DD') FROM norm_decisions WHERE status = 'published'";

    private const string RecordSql = "SELECT record_refusal(@Fund, 'RecordReceipt', 'x', @Version, 'It may not be.', NULL, NULL)";

    // As the function wrote them until then.
    private const string OlderSql = """
        SELECT set_config('app.actor', 'ketoan', false);
        WITH s AS (SELECT h.fund_id, h.log_no + 1 AS log_no, next_number(h.fund_id, 'refusal') AS no, ledger_now() AS now
                   FROM fund_heads h JOIN funds f USING (fund_id) WHERE f.code = 'Q106'),
        sealed AS (SELECT s.*, x.hash FROM s, LATERAL seal(s.fund_id, canonical('refusal', '1', s.fund_id::text, s.no::text,
            canonical_instant(s.now), 'ketoan', 'RecordReceipt', 'x', 'It may not be.', s.log_no::text)) x)
        INSERT INTO refusals (fund_id, refusal_no, recorded_at, recorded_by, request, code, message, hash_version, log_no, hash)
        SELECT fund_id, no, now, 'ketoan', 'RecordReceipt', 'x', 'It may not be.', 1, log_no, hash FROM sealed
        """;

    [Fact]
    public async Task A_norm_refusal_names_the_decision_and_the_line_that_judged()
    {
        var refused = await books.Ledger.Send(TamDuong.Accountant, Given.TetRequest("CHUNG", books.Poor[7]));
        var line = Assert.IsType<LineRefused>(refused.Error);
        var expected = $"{await books.Ledger.Ask<string>(DecisionSql)}, {Assert.IsType<FrequencyUsedUp>(line.Why).Citation.LineCode}";
        Assert.Equal(expected, (await Newest()).RuleVersion);
    }

    [Fact]
    public async Task Any_other_refusal_names_the_program_and_its_schema()
    {
        var future = books.Ledger.Clock.Today.PlusDays(1);
        var asked = new RecordReceipt(Given.Fund, Guid.NewGuid(), "CHUNG", new Domain.Money(5), future, "cash", "Một người");
        Assert.Equal("date-in-future", (await books.Ledger.Send(TamDuong.Accountant, asked)).Error?.Code);
        var newest = await Newest();
        Assert.Equal(("date-in-future", RuleSet.Version), (newest.Rule, newest.RuleVersion));
        Assert.Matches(@"^1\.0\.0(\+[0-9a-f]{12})?, schema 2026[0-9]{8}$", RuleSet.Version);
    }

    [Fact]
    public async Task A_recorded_refusal_verifies()
    {
        await books.Ledger.Send(TamDuong.Accountant, Given.TetRequest("CHUNG", books.Poor[7]));
        var verification = await books.Ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund));
        Assert.Equal(PassState.Ok, verification.Passes.Single(pass => pass.Name == "hash-log").State);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task No_refusal_is_recorded_without_its_version(string? version) => Books.Refused(
        await books.AsApplication(TamDuong.Accountant, RecordSql, new { Version = version }), Books.BrokenCheck, "refusal_rule_version");

    [Fact]
    public async Task Refusals_of_before_versions_were_recorded_stay_as_they_were_sealed()
    {
        await OwnerSql.ExecuteAsync(books.Ledger.Database.Administrator, OlderSql, null, Ledger.Token);
        Assert.Null((await Newest()).RuleVersion);
        var verification = await books.Ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund));
        Assert.Equal(PassState.Ok, verification.Passes.Single(pass => pass.Name == "hash-log").State);
    }

    private async Task<ListedRefusal> Newest() =>
        (await books.Ledger.Done(TamDuong.Auditor, new ListRefusals(Given.Fund))).Refusals[0];
}
