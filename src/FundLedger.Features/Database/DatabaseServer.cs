using Dapper;
using Npgsql;

namespace FundLedger.Features.Database;

/// <summary>Questions to a server before its database is prepared, and the making of that database.</summary>
internal static class DatabaseServer
{
    private const string Maintenance = "postgres";

    private const string IsAdministratorSql = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user";
    private const string ExistsSql = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = @Database)";
    private const string CreateStatementSql = "SELECT format('CREATE DATABASE %I ENCODING UTF8 TEMPLATE template0', @Database)";

    /// <summary>Whether the user may make roles. A database that is still missing is no obstacle.</summary>
    public static async Task<bool> IsAdministratorAsync(string connectionString, CancellationToken token)
    {
        await using var connection = await OpenExistingAsync(connectionString, token);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(IsAdministratorSql, cancellationToken: token));
    }

    /// <summary>Whether the user and the password of the connection string are accepted.</summary>
    public static async Task<bool> LetsInAsync(string connectionString, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(LedgerRoles.Unpooled(connectionString));
        try
        {
            await connection.OpenAsync(token);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState.StartsWith("28", StringComparison.Ordinal))
        {
            return false;
        }
    }

    public static async Task CreateIfMissingAsync(string connectionString, CancellationToken token)
    {
        var names = new { new NpgsqlConnectionStringBuilder(connectionString).Database };
        await using var connection = await OpenExistingAsync(connectionString, token);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(ExistsSql, names, cancellationToken: token)))
        {
            return;
        }

        var create = new CommandDefinition(CreateStatementSql, names, cancellationToken: token);
        var statement = await connection.QuerySingleAsync<string>(create);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(statement, cancellationToken: token));
        }
        catch (PostgresException clash)
            when (clash.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another program that started with us has just made it.
        }
    }

    /// <summary>A session in the database named, or in the server's own one when that does not exist yet.</summary>
    private static async Task<NpgsqlConnection> OpenExistingAsync(string connectionString, CancellationToken token)
    {
        var connection = new NpgsqlConnection(LedgerRoles.Unpooled(connectionString));
        try
        {
            await connection.OpenAsync(token);
            return connection;
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await connection.DisposeAsync();
        }

        var elsewhere = new NpgsqlConnectionStringBuilder(connectionString) { Database = Maintenance };
        return await OpenExistingAsync(elsewhere.ConnectionString, token);
    }
}
