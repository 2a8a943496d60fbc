using System.Data;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace FundLedger.Features.Pipeline;

/// <summary>The connection and transaction of the request that is running. The pipeline opens and ends it; handlers only ask.</summary>
public sealed class Db(NpgsqlDataSource source, Actor actor, IClock clock) : IAsyncDisposable
{
    private const string IdentifySql = "SELECT set_config('app.actor', @Actor, true), set_config('app.now', @Now, true)";

    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;

    public Task<T?> FindAsync<T>(string sql, object? parameters, CancellationToken token) =>
        Connection.QuerySingleOrDefaultAsync<T>(Define(sql, parameters, token))!;

    public Task<T> SingleAsync<T>(string sql, object? parameters, CancellationToken token) =>
        Connection.QuerySingleAsync<T>(Define(sql, parameters, token));

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters, CancellationToken token) =>
        (await Connection.QueryAsync<T>(Define(sql, parameters, token))).AsList();

    /// <summary>Rows as they arrive, for exports that must not hold them all.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(string sql, object? parameters) =>
        Connection.QueryUnbufferedAsync<T>(sql, parameters, transaction);

    public Task ExecuteAsync(string sql, object? parameters, CancellationToken token) =>
        Connection.ExecuteAsync(Define(sql, parameters, token));

    internal Task BeginCommandAsync(CancellationToken token) => BeginAsync(IsolationLevel.ReadCommitted, readOnly: false, token);

    internal Task BeginQueryAsync(CancellationToken token) => BeginAsync(IsolationLevel.RepeatableRead, readOnly: true, token);

    internal async Task CommitAsync(CancellationToken token)
    {
        await Transaction.CommitAsync(token);
        await EndAsync();
    }

    internal async Task RollbackAsync()
    {
        await Transaction.RollbackAsync(CancellationToken.None);
        await EndAsync();
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private NpgsqlConnection Connection => connection ?? throw new InvalidOperationException("No request is running.");

    private NpgsqlTransaction Transaction => transaction ?? throw new InvalidOperationException("No request is running.");

    private async Task BeginAsync(IsolationLevel isolation, bool readOnly, CancellationToken token)
    {
        if (connection is not null)
        {
            throw new InvalidOperationException("A request is already running; handlers do not send requests.");
        }

        connection = await source.OpenConnectionAsync(token);
        transaction = await connection.BeginTransactionAsync(isolation, token);
        if (readOnly)
        {
            await ExecuteAsync("SET TRANSACTION READ ONLY", null, token);
        }

        var now = InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant());
        await ExecuteAsync(IdentifySql, new { Actor = actor.UserName, Now = now }, token);
    }

    private CommandDefinition Define(string sql, object? parameters, CancellationToken token) =>
        new(sql, parameters, transaction, cancellationToken: token);

    private async Task EndAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }

        (connection, transaction) = (null, null);
    }
}
