using FundLedger.Features.Setup;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>What the database refuses of imports, with the application left out.</summary>
public sealed class ImportInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Officer = TamDuong.Officer;

    private const string EndSql = """
        SELECT begin_import(fund_id, @Key, 'children', 'Thử', sha256('x'), 1) FROM funds WHERE code = 'Q03412';
        SELECT end_import(fund_id, @Key, {end}) FROM funds WHERE code = 'Q03412'
        """;

    private const string TwiceSql = """
        SELECT begin_import(fund_id, @Key, 'children', 'Thử', sha256('x'), 1) FROM funds WHERE code = 'Q03412';
        SELECT end_import(fund_id, @Key, 'cancelled', NULL, 0, 0, 0, 0, 0) FROM funds WHERE code = 'Q03412';
        SELECT end_import(fund_id, @Key, 'cancelled', NULL, 0, 0, 0, 0, 0) FROM funds WHERE code = 'Q03412'
        """;

    private const string ByAnotherSql = """
        SELECT begin_import(fund_id, @Key, 'children', 'Thử', sha256('x'), 1) FROM funds WHERE code = 'Q03412';
        SELECT set_config('app.actor', 'canbo.khac', true);
        SELECT end_import(fund_id, @Key, 'cancelled', NULL, 0, 0, 0, 0, 0) FROM funds WHERE code = 'Q03412'
        """;

    private const string NamelessSql = """
        SELECT begin_import(fund_id, @Key, 'children', '  ', sha256('x'), 1) FROM funds WHERE code = 'Q03412'
        """;

    private const string RegisterSql = "SELECT register_imported(fund_id, @Rows::jsonb) FROM funds WHERE code = 'Q03412'";

    private const string Row = """
        [{"unit": 1, "household": "HO-0001", "classes": ["poor"], "subgroups": [null], "since": "2021-01-01", "code": "TE-900000", "key_id": "k",
         "nonce": "\\x000000000000000000000000", "sealed": "\\x00", "carer_key_id": "k", "carer_nonce": "\\x000000000000000000000000",
         "carer_sealed": "\\x00"}]
        """;

    [Theory]
    [InlineData("'committed', 'good', 1, 1, 0, 0, 0", "import_added_what_it_says")]
    [InlineData("'committed', 'good', 0, 0, 0, 0, 0", "import_adds_when_committed")]
    [InlineData("'cancelled', 'good', 0, 0, 0, 0, 0", "import_adds_when_committed")]
    [InlineData("'cancelled', NULL, 1, 0, 1, 1, 0", "import_counts_add_up")]
    [InlineData("'cancelled', NULL, 0, 0, 0, -1, 0", "import_ends_rows_duplicate_check")]
    public async Task Its_end_tells_what_it_was(string end, string promise) => Refused(
        await books.AsApplication(Officer, EndSql.Replace("{end}", end, StringComparison.Ordinal)), BrokenCheck, promise);

    [Fact]
    public async Task It_ends_once() => Refused(await books.AsApplication(Officer, TwiceSql), Unique, "import_ends_once");

    [Fact]
    public async Task Another_person_does_not_end_it()
    {
        await AddUser.RunAsync(
            books.Ledger.Database.Owner,
            new NewUser("canbo.khac", "Cán bộ khác", TamDuong.Password, true, [(TamDuong.BinhLu, "commune_officer")]), Ledger.Token);
        Refused(await books.AsApplication(Officer, ByAnotherSql), BrokenCheck, "import_ended_by_its_sender");
    }

    [Fact]
    public async Task It_has_a_label() => Refused(await books.AsApplication(Officer, NamelessSql), BrokenCheck, "import_has_label");

    [Fact]
    public async Task Children_are_added_to_the_funds_own_communes_only() => Refused(
        await books.AsApplication(Officer, RegisterSql, new { Rows = Row }), BrokenCheck, "imported_into_own_units");
}
