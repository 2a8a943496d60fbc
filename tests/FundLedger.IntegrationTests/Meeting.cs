using Dapper;
using FundLedger.Features;
using FundLedger.Testing;
using NodaTime.Text;
using Npgsql;

namespace FundLedger.IntegrationTests;

/// <summary>What somebody sends to the database around the application.</summary>
internal sealed record RawStep(string Actor, string Sql, object? Parameters = null);

/// <summary>
/// Two transactions that meet: the second starts while the first is not yet committed, and ends after it. Either it waits at a lock, or it
/// overlooks what the first did; chance has no part in it.
/// </summary>
internal sealed class Meeting(Books books)
{
    private const string SignInSql = """
        SELECT set_config('app.actor', @Actor, true), set_config('app.now', @Now, true), pg_backend_pid() AS pid
        """;

    private const string WaitsSql = "SELECT count(*) FROM pg_stat_activity WHERE pid = @Pid AND wait_event_type = 'Lock'";

    /// <summary>What the second was refused, or null when both were carried out.</summary>
    public async Task<PostgresException?> RefusalOfSecond(RawStep first, RawStep second)
    {
        await using var source = FeaturesSetup.OpenDataSource(books.Ledger.Database.Application);
        await using var one = await SignInAsync(source, first);
        await RunAsync(one, first);
        await using var other = await SignInAsync(source, second);
        var pending = RefusalAsync(other, second);
        while (!pending.IsCompleted && !await WaitsAsync(other)) await Task.Yield();
        await CommitAsync(one);
        return await pending;
    }

    private sealed record Session(NpgsqlConnection Connection, NpgsqlTransaction Transaction, int Pid) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }
    }

    // Only an administrator is shown what others wait for.
    private async Task<bool> WaitsAsync(Session session) =>
        await OwnerSql.SingleAsync<long>(books.Ledger.Database.Administrator, WaitsSql, new { session.Pid }, Ledger.Token) > 0;

    private async Task<Session> SignInAsync(NpgsqlDataSource source, RawStep step)
    {
        var connection = await source.OpenConnectionAsync(Ledger.Token);
        var transaction = await connection.BeginTransactionAsync(Ledger.Token);
        var now = InstantPattern.ExtendedIso.Format(books.Ledger.Clock.GetCurrentInstant());
        var signedIn = await connection.QuerySingleAsync<SignedIn>(SignInSql, new { step.Actor, Now = now }, transaction);
        return new Session(connection, transaction, signedIn.Pid);
    }

    private sealed record SignedIn
    {
        public int Pid { get; init; }
    }

    private static Task<int> RunAsync(Session session, RawStep step) =>
        session.Connection.ExecuteAsync(step.Sql, step.Parameters, session.Transaction);

    private static Task CommitAsync(Session session) => session.Transaction.CommitAsync(Ledger.Token);

    private static async Task<PostgresException?> RefusalAsync(Session session, RawStep step)
    {
        try
        {
            await RunAsync(session, step);
            await CommitAsync(session);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal;
        }
    }
}
