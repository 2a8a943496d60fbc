using Dapper;
using FundLedger.Testing;
using NodaTime.Text;
using Npgsql;

namespace FundLedger.IntegrationTests;

/// <summary>
/// Statements of one transaction around the application. What the database lets pass is rolled back, after its deferred
/// checks.
/// </summary>
public sealed class RawSql(NpgsqlDataSource source, string actor, TestClock clock)
{
    private const string SignInSql = "SELECT set_config('app.actor', @Actor, true), set_config('app.now', @Now, true)";
    private const string CheckNowSql = "SET CONSTRAINTS ALL IMMEDIATE";

    public async Task<PostgresException?> RefusalAsync(string sql, object? parameters)
    {
        await using var connection = await source.OpenConnectionAsync(Ledger.Token);
        await using var transaction = await SignInAsync(connection);
        try
        {
            await connection.ExecuteAsync(sql, parameters, transaction);
            await connection.ExecuteAsync(CheckNowSql, null, transaction);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal;
        }
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = await source.OpenConnectionAsync(Ledger.Token);
        await using var transaction = await SignInAsync(connection);
        return await connection.QuerySingleAsync<T>(sql, null, transaction);
    }

    private async Task<NpgsqlTransaction> SignInAsync(NpgsqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync(Ledger.Token);
        var now = InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant());
        await connection.ExecuteAsync(SignInSql, new { Actor = actor, Now = now }, transaction);
        return transaction;
    }
}
