using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Backup;
using FundLedger.Features.Database;
using FundLedger.Testing;
using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests.Backup;

/// <summary>What a backup leaves on the disk and says of the books, and into what it is restored.</summary>
public sealed class BackUpAndRestoreTests(BackedUpLedger backed) : IClassFixture<BackedUpLedger>, IDisposable
{
    private const string FundsSql = """
        SELECT concat_ws(' ', f.code, h.log_no, encode(h.log_hash, 'hex'), (SELECT count(*) FROM journal_entries e WHERE e.fund_id = f.fund_id))
        FROM funds f JOIN fund_heads h USING (fund_id) ORDER BY f.code
        """;

    private const string LinesSql = """
        SELECT concat_ws(' ', p.book, p.account_code, p.pool_id, p.side, sum(p.amount)) FROM postings p JOIN funds f USING (fund_id)
        WHERE f.code = 'Q106' GROUP BY p.book, p.account_code, p.pool_id, p.side
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-backup-").FullName;

    private Ledger Books => backed.Ledger;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_manifest_says_what_the_file_is_and_what_the_books_were()
    {
        var (bytes, made) = (await File.ReadAllBytesAsync(backed.File, Ledger.Token), backed.Manifest);
        Assert.Equal((1, BackedUpLedger.TakenAt), (made.Format, made.TakenAt));
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), ((int)made.Bytes, made.Sha256));
        Assert.Equal(await Books.Ask<long>("SELECT max(version) FROM schema_versions"), made.SchemaVersion);
        Assert.StartsWith(made.Server, await Books.Ask<string>("SHOW server_version"), StringComparison.Ordinal);
        Assert.Equal(await Books.List<string>(FundsSql), made.Funds.Select(fund => string.Join(
            ' ', fund.Fund, fund.LogNo.ToString(CultureInfo.InvariantCulture), fund.LogHash, fund.Entries.ToString(CultureInfo.InvariantCulture))));
        var lines = string.Join('\n', (await Books.List<string>(LinesSql)).Order(StringComparer.Ordinal));
        Assert.Equal(2, lines.Split('\n').Length);
        Assert.Equal(Hash(lines), made.Funds.Single(fund => fund.Fund == "Q106").TrialBalance);
        Assert.All(made.Funds.Where(fund => fund.Fund != "Q106"), fund => Assert.Equal(Hash(""), fund.TrialBalance));
    }

    [Fact]
    public async Task Beside_the_file_lies_its_manifest_and_nothing_else_and_only_its_writer_reads_the_file()
    {
        string[] there = [backed.File, backed.File + ".json"];
        Assert.Equal(there, Directory.GetFiles(Path.GetDirectoryName(backed.File)!).Order(StringComparer.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backed.File));
        var read = await BackupManifest.ReadAsync(backed.File, Ledger.Token);
        Assert.Equal(backed.Manifest.Funds, read.Funds);
        Assert.Equal(backed.Manifest, read with { Funds = backed.Manifest.Funds, NotIncluded = backed.Manifest.NotIncluded });
    }

    [Fact]
    public async Task A_backup_that_the_database_does_not_allow_leaves_no_file()
    {
        var refused = await Assert.ThrowsAsync<DatabaseSetupException>(() => BackUpLedger.RunAsync(
            Books.Database.Application, Path.Combine(folder, "so.backup"), BackedUpLedger.TakenAt, Ledger.Token));
        Assert.StartsWith("pg_dump failed: ", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_database_that_holds_something_is_left_as_it_is()
    {
        var refused = await Assert.ThrowsAsync<UnusableContentException>(() => RestoreAsync(Books.Database.Administrator, backed.File));
        var name = Books.Database.Name;
        Assert.Equal($"The database {name} is not empty: a backup is restored into a new one.", refused.Words.En);
        Assert.Equal($"Cơ sở dữ liệu {name} không trống: bản sao lưu chỉ phục hồi vào cơ sở dữ liệu mới.", refused.Words.Vi);
        Assert.Equal(1, await Books.Ask<long>("SELECT count(*) FROM journal_entries"));
    }

    [Fact]
    public async Task What_is_restored_must_be_what_the_manifest_says_of_each_fund()
    {
        var (copy, place) = (Path.Combine(folder, "so.backup"), Place());
        File.Copy(backed.File, copy);
        var manifest = await BackupManifest.ReadAsync(backed.File, Ledger.Token);
        await (manifest with { Funds = [.. manifest.Funds.Skip(1)] }).WriteAsync(copy, Ledger.Token);
        var refused = await Assert.ThrowsAsync<UnusableContentException>(() => RestoreAsync(place, copy));
        var (name, fund) = (new NpgsqlConnectionStringBuilder(place).Database, manifest.Funds[0].Fund);
        Assert.Equal(
            $"The database {name} is not what was backed up, do not use it: there is a fund {fund} that was not backed up.", refused.Words.En);
        Assert.Equal(
            $"Cơ sở dữ liệu {name} không đúng như khi sao lưu, không được dùng: there is a fund {fund} that was not backed up.", refused.Words.Vi);
    }

    [Fact]
    public async Task A_server_that_has_never_seen_a_ledger_gets_the_roles_and_the_books_and_the_application_stays_below_the_guards()
    {
        await using var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder, Fast: true), Ledger.Token);
        var place = server.ConnectionString("so_moi", EmbeddedPostgres.Administrator) + ";Pooling=false";
        Assert.Equal(backed.Manifest.Funds, (await RestoreAsync(place, backed.File)).Funds);
        Assert.Equal(await Books.List<string>(FundsSql), await OwnerSql.ListAsync<string>(place, FundsSql, null, Ledger.Token));
        await OwnerSql.ExecuteAsync(place, "ALTER ROLE fundledger_app SUPERUSER", null, Ledger.Token);
        var other = server.ConnectionString("so_khac", EmbeddedPostgres.Administrator) + ";Pooling=false";
        var refused = await Assert.ThrowsAsync<DatabaseSetupException>(() => RestoreAsync(other, backed.File));
        Assert.StartsWith("The application does not start as fundledger_app: it is a superuser", refused.Message, StringComparison.Ordinal);
    }

    private string Place() => new NpgsqlConnectionStringBuilder(Books.Database.Administrator)
    {
        Database = $"restored_{Guid.NewGuid():N}", Pooling = false,
    }.ConnectionString;

    private async Task<BackupManifest> RestoreAsync(string place, string file)
    {
        await using var database = await LedgerDatabase.OpenAsync(new DatabaseSettings(Path.Combine(folder, "data"), place), Ledger.Token);
        return await RestoreLedger.RunAsync(database, file, Ledger.Token);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A ledger with one receipt in its books, and its backup.</summary>
public sealed class BackedUpLedger(LedgerCluster cluster) : IAsyncLifetime
{
    public static readonly Instant TakenAt = Instant.FromUtc(2021, 1, 4, 9, 0);

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-backed-up-").FullName;

    public Ledger Ledger { get; } = new(cluster);

    public string File => Path.Combine(folder, "quy.backup");

    public BackupManifest Manifest { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        await Ledger.Given.Pool();
        await Ledger.Given.Receipt("CHUNG", 1_500_000);
        Manifest = await BackUpLedger.RunAsync(Ledger.Database.Owner, File, TakenAt, Ledger.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await Ledger.DisposeAsync();
    }
}
