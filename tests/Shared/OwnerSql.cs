using Dapper;
using FundLedger.Features;
using FundLedger.Features.Pipeline;

namespace FundLedger.Testing;

/// <summary>Raw SQL on a connection of its own, around the application.</summary>
public static class OwnerSql
{
    public static async Task<int> ExecuteAsync(string connectionString, string sql, object? parameters, CancellationToken token)
    {
        DapperSetup.Apply();
        await using var source = FeaturesSetup.OpenDataSource(connectionString);
        await using var connection = await source.OpenConnectionAsync(token);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token));
    }

    public static async Task<T> SingleAsync<T>(string connectionString, string sql, object? parameters, CancellationToken token)
    {
        DapperSetup.Apply();
        await using var source = FeaturesSetup.OpenDataSource(connectionString);
        await using var connection = await source.OpenConnectionAsync(token);
        return await connection.QuerySingleAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: token));
    }

    public static async Task<IReadOnlyList<T>> ListAsync<T>(string connectionString, string sql, object? parameters,
        CancellationToken token)
    {
        DapperSetup.Apply();
        await using var source = FeaturesSetup.OpenDataSource(connectionString);
        await using var connection = await source.OpenConnectionAsync(token);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: token))).AsList();
    }
}
