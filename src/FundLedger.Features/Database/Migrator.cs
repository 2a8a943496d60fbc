using System.Reflection;
using Dapper;
using FluentMigrator;
using FluentMigrator.Runner;
using FundLedger.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FundLedger.Features.Database;

/// <summary>Brings the schema of a database up to this program's, never back.</summary>
public static class Migrator
{
    // FluentMigrator takes no lock of its own: of several programs that start at once, one migrates and the others wait.
    private const string LockSql = "SELECT pg_advisory_lock(428, 2)";

    private const string AppliedSql = "SELECT version FROM public.schema_versions";
    private const string KnownSql = "SELECT to_regclass('public.schema_versions') IS NOT NULL";
    private const string GrantSql = "GRANT SELECT ON public.schema_versions TO fundledger_app, fundledger_auditor";

    /// <summary>Applies what is missing, as the owner role; returns how many migrations that were.</summary>
    public static Task<int> MigrateAsync(string ownerConnection, CancellationToken token) =>
        MigrateAsync(ownerConnection, typeof(SqlMigration).Assembly, token);

    /// <summary>The numbers of the migrations that the database lacks, in order. The application role may ask.</summary>
    public static Task<IReadOnlyList<long>> PendingAsync(string anyConnection, CancellationToken token) =>
        PendingAsync(anyConnection, typeof(SqlMigration).Assembly, token);

    /// <summary>Whether this program has the migration of that number.</summary>
    internal static bool Knows(long version) => Versions(typeof(SqlMigration).Assembly).Contains(version);

    internal static async Task<int> MigrateAsync(string ownerConnection, Assembly migrations, CancellationToken token)
    {
        var session = LedgerRoles.Unpooled(ownerConnection);
        await using var locked = new NpgsqlConnection(session);
        await locked.OpenAsync(token);
        await locked.ExecuteAsync(new CommandDefinition(LockSql, commandTimeout: 0, cancellationToken: token));
        var pending = await PendingAsync(session, migrations, token);
        if (pending.Count == 0)
        {
            return 0;
        }

        Run(session, migrations);
        await locked.ExecuteAsync(new CommandDefinition(GrantSql, cancellationToken: token));
        return pending.Count;
    }

    internal static async Task<IReadOnlyList<long>> PendingAsync(string anyConnection, Assembly migrations, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(anyConnection);
        await connection.OpenAsync(token);
        var known = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(KnownSql, cancellationToken: token));
        var applied = known
            ? await connection.QueryAsync<long>(new CommandDefinition(AppliedSql, cancellationToken: token))
            : [];
        return Versions(migrations).Except(applied).Order().ToList();
    }

    private static IEnumerable<long> Versions(Assembly migrations) =>
        migrations.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(SqlMigration)))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Version
                ?? throw new InvalidOperationException($"{type.Name} has no migration number."));

    private static void Run(string session, Assembly migrations)
    {
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => runner
                .AddPostgres15_0()
                .WithGlobalConnectionString(session)
                .WithVersionTable(new SchemaVersions())
                .ScanIn(migrations).For.Migrations())
            .BuildServiceProvider();
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }
}
