using Dapper;
using FundLedger.Domain.Text;
using FundLedger.Features.Database;
using Npgsql;

namespace FundLedger.Features.Backup;

/// <summary>Makes a database of a backup and holds it against the backup's manifest.</summary>
public static class RestoreLedger
{
    private const string TablesSql = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";

    /// <summary>
    /// Restores into a database that is missing or empty, all or nothing; it is migrated to this program's schema afterwards. Raises
    /// <see cref="UnusableContentException"/> when the file is not what its manifest says, the database holds something, or the outcome
    /// differs.
    /// </summary>
    public static async Task<BackupManifest> RunAsync(LedgerDatabase database, string file, CancellationToken token)
    {
        var manifest = await BackupManifest.ReadAsync(file, token);
        if (await BackUpLedger.HashAsync(file, token) != manifest.Sha256)
        {
            throw new UnusableContentException(
                $"{file} không phải tệp mà bản kê mô tả: SHA-256 khác.",
                $"{file} is not the file that its manifest describes: its SHA-256 differs.");
        }

        if (!Migrator.Knows(manifest.SchemaVersion))
        {
            throw new UnusableContentException(
                $"Chương trình này chưa biết lược đồ {manifest.SchemaVersion} của bản sao lưu: hãy dùng bản mới hơn.",
                $"This program does not know the backup's schema {manifest.SchemaVersion}: use a newer one.");
        }

        var administrator = database.AdministratorConnection;
        await DatabaseServer.CreateIfMissingAsync(administrator, token);
        var name = new NpgsqlConnectionStringBuilder(administrator).Database!;
        await EnsureEmptyAsync(administrator, name, token);
        await LedgerRoles.PrepareAsync(administrator, token);
        string[] words = ["--single-transaction", "--exit-on-error", "--no-password", "--dbname=" + name, Path.GetFullPath(file)];
        await PostgresTool.Find("pg_restore").RunAsync(administrator, words, token);

        await using var connection = new NpgsqlConnection(LedgerRoles.Unpooled(administrator));
        await connection.OpenAsync(token);
        if (manifest.DifferenceTo(await BackedUpFund.ReadAsync(connection, transaction: null, token)) is { } difference)
        {
            throw new UnusableContentException(
                $"Cơ sở dữ liệu {name} không đúng như khi sao lưu, không được dùng: {difference}.",
                $"The database {name} is not what was backed up, do not use it: {difference}.");
        }

        await database.PrepareAsync(token);
        return manifest;
    }

    private static async Task EnsureEmptyAsync(string administrator, string name, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(LedgerRoles.Unpooled(administrator));
        await connection.OpenAsync(token);
        if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(TablesSql, cancellationToken: token)) > 0)
        {
            throw new UnusableContentException(
                $"Cơ sở dữ liệu {name} không trống: bản sao lưu chỉ phục hồi vào cơ sở dữ liệu mới.",
                $"The database {name} is not empty: a backup is restored into a new one.");
        }
    }
}
