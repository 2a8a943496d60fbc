using FundLedger.Testing;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Deliveries written around the application.</summary>
public sealed class HandoutInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Open = """
        SELECT prepare_payment_order(@Fund, gen_random_uuid(), @Approved, 'cash', 'cash', @Today, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        SELECT open_handout('Q106', 1);
        """;

    private const string Deliver = """
        INSERT INTO deliveries SELECT @Fund, 1, 1, gen_random_uuid(), @Outcome, @Paid, @Relation, NULL, md5('x'), now(), now(), 'thuquy', person_id
        FROM users WHERE user_name = 'thuquy';
        """;

    private const string Settle = """
        SELECT record_payment_results(@Fund, 1, gen_random_uuid(), @Today, '{1}', '{paid}', '{300000}', '{NULL}', '{NULL}', 0, 'cash', 'x');
        """;

    [Theory]
    [InlineData("paid", 300_001, "parent", "delivery_as_ordered")]
    [InlineData("paid", 1, "parent", "delivery_as_ordered")]
    [InlineData("partial", 300_000, "parent", "delivery_as_ordered")]
    [InlineData("absent", 1, "parent", "delivery_as_ordered")]
    [InlineData("paid", 300_000, null, "delivery_signed_by_somebody")]
    [InlineData("paid", 300_000, "other", "collector_told")]
    public async Task Delivered_is_what_was_ordered_or_less_and_signed_for(string outcome, long paid, string? relation, string promise) => Refused(
        await AsCashier(Open + Deliver, outcome, paid, relation), BrokenCheck, promise);

    [Fact]
    public async Task A_line_is_delivered_once_while_it_is_under_way()
    {
        Assert.Equal(Unique, (await AsCashier(Open + Deliver + Deliver, "absent", 0, null))?.SqlState);
        Refused(await AsCashier(Open + Settle + Deliver, "absent", 0, null), BrokenCheck, "delivery_under_way");
    }

    [Fact]
    public async Task What_was_delivered_is_what_is_settled() =>
        Refused(await AsCashier(Open + Deliver + Settle, "absent", 0, null), BrokenCheck, "result_as_delivered");

    [Theory]
    [InlineData(TamDuong.Accountant)]
    [InlineData(TamDuong.Officer)]
    public async Task Nobody_else_opens_or_records(string user)
    {
        Refused(
            await books.AsOwner(Open, actor: TamDuong.Accountant), BrokenCheck, "actor_has_role");
        Refused(await books.AsApplication(user, "SELECT open_handout('Q106', 1)"), BrokenCheck, "actor_has_role");
        Refused(
            await books.AsApplication(user, "SELECT record_deliveries('Q106', 1, md5('x'), '{}', '{}', '{}', '{}', '{}', '{}', '{}')"),
            BrokenCheck, "actor_has_role");
    }

    private Task<PostgresException?> AsCashier(string sql, string outcome, long paid, string? relation) =>
        books.AsOwner(sql, new { Outcome = outcome, Paid = paid, Relation = relation }, TamDuong.Cashier);
}
