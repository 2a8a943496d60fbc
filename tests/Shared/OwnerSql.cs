using System.Collections.Concurrent;
using Dapper;
using FundLedger.Features.Pipeline;
using Npgsql;

namespace FundLedger.Testing;

/// <summary>
/// Raw SQL around the application. A session is kept for the next statement of the same connection string, its settings as on the first
/// day: starting one and reading the types of the database again takes longer than most statements.
/// </summary>
public static class OwnerSql
{
    // Not DISCARD ALL, as Npgsql would send: it also takes the role away that a connection string asks for.
    private const string AsNewSql = "RESET ALL; DISCARD TEMP";

    private static readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> Sources = new(StringComparer.Ordinal);

    public static async Task<int> ExecuteAsync(string connectionString, string sql, object? parameters, CancellationToken token)
    {
        await using var connection = await OpenAsync(connectionString, token);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token));
    }

    public static async Task<T> SingleAsync<T>(string connectionString, string sql, object? parameters, CancellationToken token)
    {
        await using var connection = await OpenAsync(connectionString, token);
        return await connection.QuerySingleAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: token));
    }

    public static async Task<IReadOnlyList<T>> ListAsync<T>(string connectionString, string sql, object? parameters,
        CancellationToken token)
    {
        await using var connection = await OpenAsync(connectionString, token);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: token))).AsList();
    }

    /// <summary>Ends the sessions that are kept for a database, or for all databases of a server when none is named.</summary>
    /// <param name="host">Of the server, as connection strings name it.</param>
    internal static async Task HangUpAsync(string host, string? database = null)
    {
        foreach (var connectionString in Sources.Keys)
        {
            var way = new NpgsqlConnectionStringBuilder(connectionString);
            if (way.Host != host || (database is not null && way.Database != database)) continue;
            if (Sources.TryRemove(connectionString, out var source)) await source.Value.DisposeAsync();
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken token)
    {
        DapperSetup.Apply();
        var source = Sources.GetOrAdd(connectionString, Open).Value;
        try
        {
            return await OpenAsync(source, token);
        }
        catch (NpgsqlException)
        {
            // Tests end sessions, of their own server too: those that were kept are gone, a new one says what is the matter.
            source.Clear();
            return await OpenAsync(source, token);
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken token)
    {
        var connection = await source.OpenConnectionAsync(token);
        try
        {
            await connection.ExecuteAsync(AsNewSql);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static Lazy<NpgsqlDataSource> Open(string connectionString) => new(() =>
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        builder.UseNodaTime();
        return builder.Build();
    });
}
