using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Receipts that look like others, written around the application.</summary>
public sealed class LikenessInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Receipt =
        "SELECT record_receipt(@Fund, gen_random_uuid(), 1, 1009, @Today, 'cash', 'Hai người', 'person', NULL, NULL, NULL, NULL{0})";

    private const string Many = """
        SELECT record_receipts(@Fund, @Key, @Today, '{CHUNG,CHUNG}', '{1009,1009}', '{cash,cash}', '{x,X }', '{person,person}', '{NULL,NULL}',
            '{NULL,NULL}', '{NULL,NULL}', '{NULL,NULL}'{0})
        """;

    [Theory]
    [InlineData(Receipt, "")]
    [InlineData(Receipt, ", ' '")]
    [InlineData(Receipt, ", ' quá ngắn  '")]
    [InlineData(Many, "")]
    [InlineData(Many, ", '{NULL,ngắn}'")]
    public async Task A_twin_without_a_reason_is_refused(string statement, string reason) => Refused(
        await books.AsApplication(TamDuong.Accountant, Twice(statement, reason)), BrokenCheck, "likeness_has_its_reason");

    [Theory]
    [InlineData(Receipt, ", 'Hai người cùng tên'")]
    [InlineData(Many, ", '{NULL,Hai người cùng tên}'")]
    public async Task With_a_reason_it_is_recorded(string statement, string reason) =>
        Assert.Null(await books.AsApplication(TamDuong.Accountant, Twice(statement, reason)));

    [Fact]
    public async Task A_reason_of_nobody_is_refused() => Refused(
        await books.AsOwner("INSERT INTO receipt_likenesses VALUES (@Fund, 'PT', 2021, 1, 'PT-2021-00001', 'Hai người cùng tên', now(), '')"),
        BrokenCheck, "likeness_actor_present");

    private static string Twice(string statement, string reason)
    {
        var once = statement.Replace("{0}", reason, StringComparison.Ordinal);
        return statement == Many ? once : $"{once}; {once}";
    }
}
