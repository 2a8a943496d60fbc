using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>A published decision is a fact: it is not edited, not overlapped, and a draft is not one.</summary>
public sealed class NormDecisionInvariantsTests(Books books) : IClassFixture<Books>
{
    internal const string DraftSql = """
        INSERT INTO norm_decisions (decision_id, issuing_unit_id, number, issued_on, issued_by, title_vi, title_en, in_force,
            status, is_sample)
        SELECT 900, issuing_unit_id, '2/QĐ', '2020-01-01', issued_by, title_vi, title_en, daterange('2021-06-01', NULL), 'draft', true
        FROM norm_decisions WHERE number LIKE 'MẪU-01%';
        INSERT INTO norm_lines SELECT (jsonb_populate_record(l, '{"decision_id": 900, "line_code": "D-99"}')).* FROM norm_lines l
            WHERE line_code = 'D-01';
        INSERT INTO norm_variants VALUES (900, 'D-99', '', '', '', NULL, NULL, 1);
        INSERT INTO norm_parts VALUES (900, 'D-99', '', 1, 'fixed', 300000);
        INSERT INTO norm_line_classes VALUES (900, 'D-99', 'poor', 1)
        """;

    // Beside the first, which has no name.
    private const string SecondAmount = """
        INSERT INTO norm_variants VALUES (900, 'D-99', 'b', 'b', 'b', NULL, NULL, 2);
        INSERT INTO norm_parts VALUES (900, 'D-99', 'b', 1, 'fixed', 1)
        """;

    private const string AddLine = """
        INSERT INTO norm_lines
        SELECT (jsonb_populate_record(l, '{"line_code": "D-98"}')).* FROM norm_lines l WHERE line_code = 'D-01'
        """;

    private const string MoveLineIn = """
        DELETE FROM norm_line_classes WHERE decision_id = 900;
        DELETE FROM norm_parts WHERE decision_id = 900;
        DELETE FROM norm_variants WHERE decision_id = 900;
        UPDATE norm_lines SET decision_id = (SELECT decision_id FROM norm_decisions WHERE status = 'published') WHERE decision_id = 900
        """;

    private const string MoveClassIn = """
        UPDATE norm_line_classes SET decision_id = (SELECT decision_id FROM norm_decisions WHERE status = 'published'),
            line_code = 'D-08', class_code = 'g01'
        WHERE decision_id = 900
        """;

    [Fact]
    public async Task A_draft_is_edited_freely()
    {
        const string EditSql = "UPDATE norm_parts SET amount = 1 WHERE decision_id = 900";
        Assert.Null(await books.AsOwner(string.Join(";\n", DraftSql, EditSql)));
        Assert.Null(await books.AsOwner(string.Join(
            ";\n", DraftSql, NormPublicationTests.Earlier, NormPublicationTests.Propose, NormPublicationTests.Publish)));
    }

    [Theory]
    [InlineData("UPDATE norm_decisions SET status = 'draft'")]
    [InlineData("UPDATE norm_decisions SET in_force = daterange('2020-01-01', NULL)")]
    [InlineData("DELETE FROM norm_decisions")]
    [InlineData("UPDATE norm_parts SET ceiling = ceiling + 1 WHERE line_code = 'D-01'")]
    [InlineData("INSERT INTO norm_parts SELECT decision_id, 'D-02', '', 2, 'fixed', 1 FROM norm_decisions")]
    [InlineData("DELETE FROM norm_parts")]
    [InlineData("UPDATE norm_variants SET cost_below = 1 WHERE line_code = 'D-07'")]
    [InlineData("UPDATE norm_lines SET batch_shares = 1")]
    [InlineData("DELETE FROM norm_lines")]
    [InlineData(AddLine)]
    [InlineData("INSERT INTO norm_line_classes SELECT decision_id, 'D-08', 'g01', 9 FROM norm_decisions")]
    [InlineData("UPDATE norm_line_classes SET rank = 0")]
    [InlineData("DELETE FROM norm_line_classes")]
    public async Task A_published_decision_is_not_edited(string sql) =>
        Refused(await books.AsOwner(sql), BrokenCheck, "published_norm_immutable");

    [Theory]
    [InlineData(MoveLineIn)]
    [InlineData(MoveClassIn)]
    public async Task Nothing_moves_from_a_draft_into_a_published_decision(string sql) =>
        Refused(await books.AsOwner(string.Join(";\n", DraftSql, sql)), BrokenCheck, "published_norm_immutable");

    [Theory]
    [InlineData("DELETE FROM norm_parts WHERE decision_id = 900")]
    [InlineData("DELETE FROM norm_parts WHERE decision_id = 900; DELETE FROM norm_variants WHERE decision_id = 900")]
    [InlineData("DELETE FROM norm_line_classes WHERE decision_id = 900")]
    [InlineData(SecondAmount)]
    [InlineData("UPDATE norm_variants SET cost_from = 1 WHERE decision_id = 900")]
    [InlineData("INSERT INTO norm_parts (decision_id, line_code, variant, part_no, rule, ceiling) VALUES (900, 'D-99', '', 2, 'top_up', 1)")]
    [InlineData("UPDATE norm_lines SET payee = 'household' WHERE decision_id = 900")]
    public async Task What_makes_no_sense_is_not_published(string flaw) =>
        Refused(await books.AsOwner(string.Join(";\n", DraftSql, flaw, NormPublicationTests.Propose)), BrokenCheck, "norm_is_sound");

    [Fact]
    public async Task By_a_draft_nothing_is_given()
    {
        const string MakeSql = """
            INSERT INTO norm_decisions
            SELECT (jsonb_populate_record(n, '{"decision_id": 901, "number": "3/QĐ", "status": "draft", "proposer": null, "proposer_person": null,
                "publisher": null, "publisher_person": null}')).* FROM norm_decisions n;
            INSERT INTO norm_lines SELECT (jsonb_populate_record(l, '{"decision_id": 901}')).* FROM norm_lines l;
            """;
        var request = new RawRequest(books.Poor[2]) { Decision = 901, Before = MakeSql };
        Refused(await request.SentAsOwnerTo(books, TamDuong.Accountant), BrokenCheck, "norm_in_force");
    }
}
