using FundLedger.Features.Backup;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Backup;

/// <summary>A backup is complete or not there, and nothing that lies there is written over.</summary>
public sealed class BackupFilesTests(Ledger ledger) : IClassFixture<Ledger>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-backup-").FullName;

    private string Backup => Path.Combine(folder, "quy.backup");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("quy.backup")]
    [InlineData("quy.backup.json")]
    public async Task A_file_or_its_manifest_that_lies_there_stays_as_it_is(string name)
    {
        var kept = Path.Combine(folder, name);
        await File.WriteAllTextAsync(kept, "Sổ quỹ của tháng trước", Ledger.Token);
        var refusal = await Assert.ThrowsAsync<IOException>(Run);
        Assert.Equal($"{Backup} is already there.", refusal.Message);
        Assert.Equal([kept], Directory.GetFiles(folder));
        Assert.Equal("Sổ quỹ của tháng trước", await File.ReadAllTextAsync(kept, Ledger.Token));
    }

    [Fact]
    public async Task Where_the_manifest_cannot_be_written_no_backup_and_no_draft_is_left()
    {
        Directory.CreateDirectory(BackupManifest.PathFor(Backup));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(Run);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task The_manifest_is_of_this_file_this_moment_and_these_funds()
    {
        var made = await Run();
        Assert.Equal([Backup, BackupManifest.PathFor(Backup)], Directory.GetFiles(folder).Order(StringComparer.Ordinal));
        Assert.Equal(new FileInfo(Backup).Length, made.Bytes);
        Assert.Equal(await BackUpLedger.HashAsync(Backup, Ledger.Token), made.Sha256);
        Assert.Equal(await ledger.Ask<long>("SELECT max(version) FROM schema_versions"), made.SchemaVersion);
        Assert.Equal((1, 14), (made.Format, made.Funds.Count));
        var read = await BackupManifest.ReadAsync(Backup, Ledger.Token);
        Assert.Equal(made.Funds, read.Funds);
        Assert.Equal((made.TakenAt, made.Sha256, made.Server), (read.TakenAt, read.Sha256, read.Server));
    }

    private Task<BackupManifest> Run() =>
        BackUpLedger.RunAsync(ledger.Database.Owner, Backup, ledger.Clock.GetCurrentInstant(), Ledger.Token);
}
