using System.Data;
using System.Security.Cryptography;
using Dapper;
using FundLedger.Features.Database;
using NodaTime;
using Npgsql;

namespace FundLedger.Features.Backup;

/// <summary>Writes the whole database to a file, and beside it what the file must be found to hold, both of one snapshot.</summary>
public static class BackUpLedger
{
    private const string SnapshotSql = "SELECT pg_export_snapshot()";
    private const string VersionSql = "SELECT max(version) FROM schema_versions";

    /// <summary>
    /// Posting goes on meanwhile. The file is complete or not there; one that exists is not written over. Raises
    /// <see cref="DatabaseSetupException"/> when PostgreSQL's own program cannot do it.
    /// </summary>
    /// <param name="owner">A connection whose sessions act as the owner of the tables.</param>
    public static async Task<BackupManifest> RunAsync(string owner, string file, Instant now, CancellationToken token)
    {
        if (File.Exists(file) || File.Exists(BackupManifest.PathFor(file))) throw new IOException($"{file} is already there.");
        var draft = file + ".part";
        await using var connection = new NpgsqlConnection(LedgerRoles.Unpooled(owner));
        await connection.OpenAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
        try
        {
            var snapshot = await AskAsync<string>(SnapshotSql);
            await CreatePrivateAsync(draft);
            string[] words = ["--format=custom", "--no-password", "--snapshot=" + snapshot, "--file=" + Path.GetFullPath(draft)];
            await PostgresTool.Find("pg_dump").RunAsync(owner, words, token);
            var funds = await BackedUpFund.ReadAsync(connection, transaction, token);
            var manifest = new BackupManifest(
                BackupManifest.CurrentFormat, now, await AskAsync<long>(VersionSql), connection.PostgreSqlVersion.ToString(),
                new FileInfo(draft).Length, await HashAsync(draft, token), funds);
            await manifest.WriteAsync(file, token);
            File.Move(draft, file);
            return manifest;
        }
        finally
        {
            File.Delete(draft);
        }

        Task<T> AskAsync<T>(string sql) =>
            connection.QuerySingleAsync<T>(new CommandDefinition(sql, transaction: transaction, cancellationToken: token));
    }

    internal static async Task<string> HashAsync(string file, CancellationToken token)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token));
    }

    // Names of givers and hashes of passwords are in it: it is the writer's alone from its first byte.
    private static async Task CreatePrivateAsync(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(file, options);
    }
}
