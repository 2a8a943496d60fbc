using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Raw SQL against the receipts that share a commit: what is not plainly right is left for the ordinary way, the rest is recorded.</summary>
public sealed class TogetherInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Good = "('ketoan', '00000000-0000-0000-0000-000000000001', '2021-02-03', 'cash', 'A1')";

    private const string TogetherSql = """
        SELECT count(r.*) FROM (SELECT array_agg(hand) AS hands, array_agg(key::uuid) AS keys, array_agg(sha256('x')) AS hashes,
            array_agg('Q106'::text) AS funds, array_agg('CHUNG'::text) AS pools, array_agg(1000::bigint) AS amounts, array_agg(day::date) AS days,
            array_agg(account) AS accounts, array_agg('Bà Mẫu'::text) AS names, array_agg('person'::text) AS kinds, array_agg(NULL::text) AS nothing,
            array_agg(reference) AS refs
        FROM (VALUES {0}) v(hand, key, day, account, reference)) x,
        record_receipts_together(current_setting('app.now'), hands, keys, hashes, funds, pools, amounts, days, accounts, names, kinds, nothing,
            refs, nothing, nothing) r
        """;

    [Theory]
    [InlineData(1, Good)]
    [InlineData(2, Good + ", ('ketoan2', '00000000-0000-0000-0000-000000000002', '2021-02-03', 'bank', 'A2')")]
    [InlineData(1, Good + ", ('ketoan', '00000000-0000-0000-0000-000000000001', '2021-02-03', 'cash', 'A2')")]
    [InlineData(1, Good + ", ('ketoan', '00000000-0000-0000-0000-000000000002', '2021-02-03', 'cash', 'A1')")]
    [InlineData(1, Good + ", ('ketoan', '00000000-0000-0000-0000-000000000002', '2021-02-03', 'cash', '')")]
    [InlineData(1, "('ketoan', '00000000-0000-0000-0000-000000000001', '2021-02-03', 'cash', ''), "
        + "('ketoan2', '00000000-0000-0000-0000-000000000002', '2021-02-03', 'bank', ' ')")]
    [InlineData(0, "('thuquy', '00000000-0000-0000-0000-000000000001', '2021-02-03', 'cash', '')")]
    [InlineData(0, "('ketoan', '00000000-0000-0000-0000-000000000001', '2021-02-04', 'cash', '')")]
    [InlineData(0, "('ketoan', '00000000-0000-0000-0000-000000000001', '2021-01-15', 'cash', '')")]
    [InlineData(0, "('ketoan', '00000000-0000-0000-0000-000000000001', '2021-02-03', 'advances', '')")]
    public async Task Only_what_is_plainly_right_is_recorded_together(long recorded, string receipts) => Assert.Equal(
        recorded,
        await books.As(books.Ledger.Database.Owner, TamDuong.Accountant)
            .AskAsync<long>(TogetherSql.Replace("{0}", receipts, StringComparison.Ordinal)));
}
