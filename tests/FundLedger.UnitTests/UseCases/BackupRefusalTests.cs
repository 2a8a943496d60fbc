using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Backup;
using FundLedger.Features.Database;
using FundLedger.Features.Pipeline;
using NodaTime;
using Npgsql;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What is refused before any server is asked: what would be written over, and what is not what it says.</summary>
public sealed class BackupRefusalTests : IDisposable
{
    // Nobody listens there.
    private const string Nowhere = "Host=/no/such/folder;Database=so;Username=quantri";

    private static readonly Instant Now = Instant.FromUtc(2021, 12, 20, 2, 0);

    private static readonly long Newest = long.Parse(RuleSet.Version.Split("schema ")[1], CultureInfo.InvariantCulture);

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-backup-").FullName;

    private string Backup => Path.Combine(folder, "so.backup");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("so.backup")]
    [InlineData("so.backup.json")]
    public async Task What_is_there_is_not_written_over(string there)
    {
        var path = Path.Combine(folder, there);
        await File.WriteAllTextAsync(path, "bản sao lưu tháng trước", Token);
        var refused = await Assert.ThrowsAsync<IOException>(() => BackUpLedger.RunAsync(Nowhere, Backup, Now, Token));
        Assert.Equal($"{Backup} is already there.", refused.Message);
        Assert.Equal([path], Directory.GetFiles(folder));
        Assert.Equal("bản sao lưu tháng trước", await File.ReadAllTextAsync(path, Token));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_leaves_nothing_behind()
    {
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => BackUpLedger.RunAsync(Nowhere, Backup, Now, Token));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_file_whose_bytes_are_not_those_of_its_manifest_is_refused()
    {
        await GivenAsync(Newest, said: "những bảng khác");
        var refused = await Assert.ThrowsAsync<UnusableContentException>(RestoreAsync);
        Assert.Equal($"{Backup} is not the file that its manifest describes: its SHA-256 differs.", refused.Words.En);
        Assert.Equal($"{Backup} không phải tệp mà bản kê mô tả: SHA-256 khác.", refused.Words.Vi);
    }

    [Fact]
    public async Task A_backup_of_a_schema_that_this_program_does_not_know_is_left_to_a_newer_one()
    {
        await GivenAsync(Newest + 1);
        var refused = await Assert.ThrowsAsync<UnusableContentException>(RestoreAsync);
        Assert.Equal(FormattableString.Invariant($"This program does not know the backup's schema {Newest + 1}: use a newer one."), refused.Words.En);
        Assert.Equal(
            FormattableString.Invariant($"Chương trình này chưa biết lược đồ {Newest + 1} của bản sao lưu: hãy dùng bản mới hơn."), refused.Words.Vi);
    }

    [Fact]
    public async Task A_right_file_is_restored_by_nobody_who_may_not_make_a_database()
    {
        await GivenAsync(Newest);
        var refused = await Assert.ThrowsAsync<DatabaseSetupException>(RestoreAsync);
        Assert.StartsWith("This is the operator's work: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_manifest_or_without_the_file_itself_nothing_is_restored()
    {
        await GivenAsync(Newest);
        File.Delete(Backup);
        Assert.Equal(Backup, (await Assert.ThrowsAsync<FileNotFoundException>(RestoreAsync)).FileName);
        File.Delete(Backup + ".json");
        Assert.Equal(Backup + ".json", (await Assert.ThrowsAsync<FileNotFoundException>(RestoreAsync)).FileName);
    }

    [Fact]
    public async Task A_file_is_known_by_the_hash_of_all_of_its_bytes()
    {
        await File.WriteAllTextAsync(Backup, "abc", Token);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", await BackUpLedger.HashAsync(Backup, Token));
    }

    // A file with the manifest of one that says something else, or of itself.
    private async Task GivenAsync(long schema, string said = "những bảng của Quỹ")
    {
        var bytes = "những bảng của Quỹ"u8.ToArray();
        await File.WriteAllBytesAsync(Backup, bytes, Token);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)));
        await new BackupManifest(BackupManifest.CurrentFormat, Now, schema, "15.4", bytes.Length, hash, []).WriteAsync(Backup, Token);
    }

    private async Task RestoreAsync()
    {
        await using var database = await LedgerDatabase.OpenAsync(new DatabaseSettings(folder, Nowhere, Production: true), Token);
        await RestoreLedger.RunAsync(database, Backup, Token);
    }
}
