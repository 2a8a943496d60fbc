using static FundLedger.IntegrationTests.Books;
using static FundLedger.IntegrationTests.Database.NormDecisionInvariantsTests;

namespace FundLedger.IntegrationTests.Database;

/// <summary>A decision is published by two persons, and follows the one before without a gap or an overlap.</summary>
public sealed class NormPublicationTests(Books books) : IClassFixture<Books>
{
    internal const string Earlier = "UPDATE norm_decisions SET in_force = '[2020-01-01,2021-01-01)' WHERE decision_id = 900";

    internal const string Propose = """
        SELECT set_config('app.actor', 'ketoan', true);
        SELECT propose_norm(fund_id, 900, norm_content_hash(900)) FROM funds WHERE code = 'Q106'
        """;

    internal const string Publish = """
        SELECT set_config('app.actor', 'duyet', true);
        SELECT publish_norm(fund_id, 900, norm_content_hash(900)) FROM funds WHERE code = 'Q106'
        """;

    // What publish_norm writes, without what it does to the decision before.
    private const string PublishAlone = """
        UPDATE norm_decisions SET status = 'published', publisher = 'duyet',
            publisher_person = (SELECT person_id FROM users WHERE user_name = 'duyet') WHERE decision_id = 900
        """;

    private const string PublishAnother = """
        UPDATE norm_decisions SET status = 'published', publisher = 'duyet', title_vi = 'khác',
            publisher_person = (SELECT person_id FROM users WHERE user_name = 'duyet') WHERE decision_id = 900
        """;

    // The decision before is closed, by hand.
    private const string Supersede = """
        UPDATE norm_decisions SET status = 'superseded', superseded_by = 900, in_force = daterange(lower(in_force), '2021-06-01')
        WHERE status = 'published'
        """;

    [Fact]
    public async Task Two_published_decisions_of_a_unit_do_not_overlap() => Refused(
        await books.AsOwner(string.Join(";\n", DraftSql, Propose, PublishAlone)), "23P01", "norm_decisions_do_not_overlap");

    [Fact]
    public async Task The_next_decision_closes_the_range_of_the_one_before()
    {
        const string Check = """
            SELECT 1 / count(*) FROM norm_decisions WHERE status = 'superseded' AND superseded_by = 900 AND in_force = '[2021-01-01,2021-06-01)'
            """;
        Assert.Null(await books.AsOwner(string.Join(";\n", DraftSql, Propose, Publish, Check)));
    }

    private const string SamePerson = """
        UPDATE norm_decisions SET status = 'published', publisher = 'duyet', publisher_person = proposer_person WHERE decision_id = 900
        """;

    private const string NobodyKnown = "UPDATE norm_decisions SET status = 'published' WHERE decision_id = 900";

    private const string ByHisOtherAccount = """
        SELECT set_config('app.actor', 'ketoan.duyet', true);
        SELECT publish_norm(fund_id, 900, norm_content_hash(900)) FROM funds WHERE code = 'Q106'
        """;

    [Theory]
    [InlineData(SamePerson, "norm_publisher_is_not_proposer,norm_published_by_two")]
    [InlineData(NobodyKnown, "norm_published_by_two")]
    [InlineData(ByHisOtherAccount, "norm_publisher_is_not_proposer,norm_published_by_two")]
    public async Task It_takes_two_persons_to_publish(string attempt, string promises)
    {
        var broken = await books.AsOwner(string.Join(";\n", DraftSql, Earlier, Propose, attempt));
        Assert.Contains(broken?.ConstraintName, promises.Split(','));
    }

    [Theory]
    [InlineData("UPDATE norm_lines SET name_vi = 'khác' WHERE decision_id = 900")]
    [InlineData("UPDATE norm_parts SET amount = 1 WHERE decision_id = 900")]
    [InlineData("UPDATE norm_decisions SET title_vi = 'khác' WHERE decision_id = 900")]
    [InlineData("UPDATE norm_decisions SET in_force = '[2022-01-01,)' WHERE decision_id = 900")]
    [InlineData("INSERT INTO norm_scans VALUES (900, 'a.pdf', 'application/pdf', '%PDF-', 'ketoan', now())")]
    [InlineData("UPDATE norm_decisions SET status = 'discarded' WHERE decision_id = 900")]
    [InlineData(PublishAnother)]
    public async Task What_is_proposed_is_not_edited(string edit) =>
        Refused(await books.AsOwner(string.Join(";\n", DraftSql, Propose, edit)), BrokenCheck, "published_norm_immutable");

    [Fact]
    public async Task What_is_proposed_is_not_drafted_anew_by_who_goes_around_the_door()
    {
        const string Again = "SELECT write_norm_draft((SELECT unit_id FROM funds WHERE code = 'Q106'), 900, '{}'::jsonb, 'ketoan')";
        Refused(await books.AsOwner(string.Join(";\n", DraftSql, Propose, Again)), BrokenCheck, "norm_is_draft");
    }

    [Fact]
    public async Task What_was_not_seen_is_not_published()
    {
        const string Other = "SELECT set_config('app.actor', 'duyet', true); SELECT publish_norm(fund_id, 900, '\\x00') FROM funds WHERE code = 'Q106'";
        Refused(await books.AsOwner(string.Join(";\n", DraftSql, Propose, Other)), BrokenCheck, "decision_on_what_was_seen");
    }

    [Theory]
    [InlineData("UPDATE norm_decisions SET status = 'draft' WHERE decision_id = 900", "published_norm_immutable")]
    [InlineData(Supersede, "norm_succession")]
    public async Task A_range_is_closed_only_by_a_decision_that_follows(string step, string promise) =>
        Refused(await books.AsOwner(string.Join(";\n", DraftSql, Propose, step, "SET CONSTRAINTS ALL IMMEDIATE")), BrokenCheck, promise);

    [Fact]
    public async Task A_decision_is_not_back_dated_over_requests_that_were_judged()
    {
        const string InFebruary = "UPDATE norm_decisions SET in_force = daterange('2021-02-01', NULL) WHERE decision_id = 900";
        Refused(await books.AsOwner(string.Join(";\n", DraftSql, InFebruary, Propose, Publish)), BrokenCheck, "norm_back_dated");
    }

    [Fact]
    public async Task A_decision_does_not_bind_before_its_day_of_issue()
    {
        const string IssuedLater = "UPDATE norm_decisions SET issued_on = '2021-06-02' WHERE decision_id = 900";
        Refused(await books.AsOwner(string.Join(";\n", DraftSql, IssuedLater, Propose, Publish)), BrokenCheck, "norm_not_retroactive");
    }

    [Fact]
    public async Task A_decision_begins_as_a_draft()
    {
        const string Born = """
            INSERT INTO norm_decisions (issuing_unit_id, number, issued_on, issued_by, title_vi, title_en, in_force, status, is_sample)
            SELECT issuing_unit_id, '9/QĐ', issued_on, 'x', 'x', 'x', '[2030-01-01,)', 'published', true FROM norm_decisions
            """;
        Refused(await books.AsOwner(Born), BrokenCheck, "norm_begins_as_draft");
    }
}
