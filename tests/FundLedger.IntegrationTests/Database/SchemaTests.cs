using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Database;

/// <summary>docs/schema.sql is the schema that the migrations make, read back from the catalogue in a stable order.</summary>
public sealed class SchemaTests(LedgerCluster cluster)
{
    private const string Heading = """
        -- The schema that the migrations make, read back from the database by SchemaTests. Written by a test; do not edit.
        -- Change a migration, run FUNDLEDGER_UPDATE_DOCS=1 ./test integration, and let the difference be reviewed.


        """;

    [Fact]
    public async Task The_schema_is_the_documented_one()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        var parts = new List<string>();
        foreach (var sql in (string[])[SchemaSql.Sequences, SchemaSql.Tables, SchemaSql.Views, SchemaSql.Functions])
        {
            parts.AddRange(await OwnerSql.ListAsync<string>(database.Owner, sql, null, Ledger.Token));
        }

        Assert.True(parts.Count > 50, "The catalogue was not read.");
        await Documented.MatchesAsync("schema.sql", Heading + string.Join("\n\n", parts.Select(part => part.Trim())) + "\n");
    }
}
