using Dapper;
using FundLedger.Features;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Nothing happens in nobody's name, whatever the connection was used for before.</summary>
public sealed class ActorTests(Books books) : IClassFixture<Books>
{
    private const string ReceiptSql = """
        SELECT record_receipt(@Fund, gen_random_uuid(), 1, 1000, current_date, 'cash', 'Ai đó', 'person', NULL, NULL, NULL, NULL)
        """;

    private const string SettingSql = "SELECT coalesce(current_setting('app.actor', true), 'not set')";
    private const string SignInSql = "SELECT set_config('app.actor', 'ketoan', true)";

    [Fact]
    public async Task A_connection_that_served_somebody_serves_nobody_afterwards()
    {
        var oneConnection = new NpgsqlConnectionStringBuilder(books.Ledger.Database.Application) { MaxPoolSize = 1, NoResetOnClose = true };
        await using var source = FeaturesSetup.OpenDataSource(oneConnection.ConnectionString);
        Assert.Equal("not set", await RefusedAsync(source));
        await SignInAndCommitAsync(source);
        Assert.Equal("", await RefusedAsync(source));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nguoi.la")]
    public async Task Neither_nobody_nor_a_stranger_records_a_receipt(string actor)
    {
        var promise = actor.Length == 0 ? "actor_present" : "actor_has_role";
        Refused(await books.AsApplication(actor, ReceiptSql), BrokenCheck, promise);
        Refused(await books.AsOwner(ReceiptSql, actor: actor), BrokenCheck, promise);
    }

    [Fact]
    public async Task Not_even_the_owner_posts_in_nobodys_name()
    {
        const string PostSql = """
            SELECT post_entries(jsonb_populate_record(NULL::journal_entries, jsonb_build_object('fund_id', @Fund, 'book', 'financial',
                    'entry_date', @Today, 'kind', 'advance', 'request_key', @Key)),
                ARRAY[posting_line(1, 1, 'advances', 1, 'debit', 10), posting_line(1, 2, 'cash', 1, 'credit', 10)])
            """;
        Assert.Null(await books.AsOwner(PostSql));
        Refused(await books.AsOwner(PostSql, actor: ""), BrokenCheck, "actor_present");
    }

    private async Task<string> RefusedAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(Ledger.Token);
        var setting = await connection.QuerySingleAsync<string>(SettingSql);
        Refused(await Assert.ThrowsAsync<PostgresException>(() =>
            connection.ExecuteAsync(ReceiptSql, new { books.Fund })), BrokenCheck, "actor_present");
        return setting;
    }

    private static async Task SignInAndCommitAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(Ledger.Token);
        await using var transaction = await connection.BeginTransactionAsync(Ledger.Token);
        await connection.ExecuteAsync(SignInSql, null, transaction);
        await transaction.CommitAsync(Ledger.Token);
    }
}
