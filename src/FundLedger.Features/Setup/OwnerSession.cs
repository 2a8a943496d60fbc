using Dapper;
using FundLedger.Features.Pipeline;
using Npgsql;

namespace FundLedger.Features.Setup;

/// <summary>One transaction of the operator, as the owner of the schema: set-up only, never the daily work.</summary>
internal sealed class OwnerSession : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private OwnerSession(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.source, this.connection, this.transaction) = (source, connection, transaction);

    public static async Task<OwnerSession> BeginAsync(string ownerConnection, CancellationToken token)
    {
        DapperSetup.Apply();
        var source = FeaturesSetup.OpenDataSource(ownerConnection);
        var connection = await source.OpenConnectionAsync(token);
        return new OwnerSession(source, connection, await connection.BeginTransactionAsync(token));
    }

    public Task ExecuteAsync(string sql, object? parameters, CancellationToken token) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token));

    public Task<T> SingleAsync<T>(string sql, object? parameters, CancellationToken token) =>
        connection.QuerySingleAsync<T>(new CommandDefinition(sql, parameters, transaction, cancellationToken: token));

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters, CancellationToken token) =>
        (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, transaction, cancellationToken: token))).AsList();

    public Task CommitAsync(CancellationToken token) => transaction.CommitAsync(token);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }
}
