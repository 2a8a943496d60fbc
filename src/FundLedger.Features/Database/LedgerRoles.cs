using Dapper;
using Npgsql;

namespace FundLedger.Features.Database;

/// <summary>
/// The three roles: the owner of every object (nobody signs in as it), the application and the auditor, who owns nothing and reads.
/// Roles belong to the whole server, so they are made once however many databases prepare them at the same moment.
/// </summary>
public static class LedgerRoles
{
    public const string Owner = "fundledger_owner";
    public const string Application = "fundledger_app";
    public const string Auditor = "fundledger_auditor";

    private const int Attempts = 20;

    private const string HideSecretSql = "SELECT set_config('fundledger.secret', @Secret, false)";

    private const string SetPasswordSql = """
        DO $do$
        BEGIN
            EXECUTE format('ALTER ROLE fundledger_app PASSWORD %L', current_setting('fundledger.secret'));
        END
        $do$
        """;

    private const string CanPrepareSql = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user";

    private const string MissingSql = """
        SELECT wanted FROM unnest(@Roles) AS wanted
        WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted)
        """;

    // 428 is any number that nothing else here locks; it keeps apart those who prepare the same database.
    private const string PrepareSql = """
        SELECT pg_advisory_xact_lock(428, 1);
        DO $do$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fundledger_owner') THEN
                CREATE ROLE fundledger_owner NOLOGIN;
            END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fundledger_app') THEN
                CREATE ROLE fundledger_app LOGIN;
            END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fundledger_auditor') THEN
                CREATE ROLE fundledger_auditor LOGIN;
                ALTER ROLE fundledger_auditor SET default_transaction_read_only = on;
            END IF;
            IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                EXECUTE format('GRANT fundledger_owner, fundledger_auditor TO %I', current_user);
            END IF;
            EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
            EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO fundledger_owner', current_database());
            EXECUTE format('GRANT CONNECT ON DATABASE %I TO fundledger_app, fundledger_auditor', current_database());
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT USAGE, CREATE ON SCHEMA public TO fundledger_owner;
            GRANT USAGE ON SCHEMA public TO fundledger_app, fundledger_auditor;
        END
        $do$
        """;

    /// <summary>
    /// Makes the roles that are missing and lets them into the database of the connection. A user who may not make roles passes when
    /// they all exist; otherwise raises <see cref="DatabaseSetupException"/>.
    /// </summary>
    public static async Task PrepareAsync(string administratorConnection, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(Unpooled(administratorConnection));
        await connection.OpenAsync(token);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(CanPrepareSql, cancellationToken: token)))
        {
            await TogetherAsync(connection, PrepareSql, token);
            return;
        }

        var missing = (await connection.QueryAsync<string>(
            new CommandDefinition(MissingSql, new { Roles = (string[])[Owner, Application, Auditor] }, cancellationToken: token))).ToList();
        if (missing.Count > 0)
        {
            throw new DatabaseSetupException(
                $"The database lacks the roles {string.Join(", ", missing)}, and {connection.UserName} may not make them. " +
                "Let an administrator run: fundledger migrate, with FUNDLEDGER_OWNER_DATABASE naming a user with CREATEROLE.");
        }
    }

    internal static async Task SetApplicationPasswordAsync(string administratorConnection, string secret, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(Unpooled(administratorConnection));
        await connection.OpenAsync(token);
        await connection.ExecuteAsync(new CommandDefinition(HideSecretSql, new { Secret = secret }, cancellationToken: token));
        await TogetherAsync(connection, SetPasswordSql, token);
    }

    internal static string Unpooled(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Pooling = false, Enlist = false }.ConnectionString;

    /// <summary>Runs a statement about roles; when another session changes the same ones at this moment, runs it again.</summary>
    private static async Task TogetherAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                await connection.ExecuteAsync(new CommandDefinition(sql, transaction: transaction, cancellationToken: token));
                await transaction.CommitAsync(token);
                return;
            }
            catch (PostgresException clash) when (attempt < Attempts && IsClash(clash))
            {
                await Task.Delay(10 * attempt, token);
            }
        }
    }

    /// <summary>Created or changed by another session since we looked: these tables have no row locks to wait for.</summary>
    private static bool IsClash(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.InternalError;
}
