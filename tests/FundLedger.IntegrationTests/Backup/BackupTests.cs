using System.Text.Json;
using FundLedger.Cli;
using FundLedger.Domain;
using FundLedger.Features.Backup;
using FundLedger.Features.Children;
using FundLedger.Features.Receipts;
using FundLedger.IntegrationTests.Audit;
using FundLedger.Testing;
using Npgsql;

namespace FundLedger.IntegrationTests.Backup;

/// <summary>The drill: back up, restore somewhere else, and find the same books there.</summary>
public sealed class BackupTests(AuditedLedger audited) : IClassFixture<AuditedLedger>, IAsyncLifetime
{
    private const string HeadsSql = """
        SELECT concat_ws(' ', f.code, h.log_no, encode(h.log_hash, 'hex')) FROM fund_heads h JOIN funds f USING (fund_id) ORDER BY 1
        """;

    private const string BalancesSql = """
        SELECT concat_ws(' ', fund_id, book, account_code, pool_id, side, sum(amount)) FROM postings
        GROUP BY fund_id, book, account_code, pool_id, side ORDER BY 1
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-backup-").FullName;

    private string File => Path.Combine(folder, "quy.backup");

    // The copies with which forgeries are undone are no part of the books, and not the owner's.
    public async ValueTask InitializeAsync() => await OwnerSql.ExecuteAsync(
        audited.Ledger.Database.Administrator, "DROP SCHEMA IF EXISTS kept CASCADE", null, Ledger.Token);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_restored_backup_has_the_same_trial_balance_and_log_heads_and_the_books_go_on()
    {
        Assert.Equal(ExitCode.Done, (await Run("backup", "--out", File)).Exit);
        var place = Place();
        var run = await Run("restore", "--in", File, "--database", place);
        Assert.True(run.Exit == ExitCode.Done, run.Error);
        Assert.Contains("OK: bảng cân đối và đầu chuỗi đúng như lúc sao lưu", run.Out, StringComparison.Ordinal);
        Assert.Contains("FUNDLEDGER_VAULT_KEY", run.Out, StringComparison.Ordinal);
        foreach (var sql in (string[])[HeadsSql, BalancesSql])
        {
            var before = await audited.Ledger.List<string>(sql);
            Assert.NotEmpty(before);
            Assert.Equal(before, await OwnerSql.ListAsync<string>(place, sql, null, Ledger.Token));
        }

        var application = new NpgsqlConnectionStringBuilder(place) { Username = "fundledger_app" }.ConnectionString;
        await using var books = audited.Ledger.Application(application);
        var receipt = new RecordReceipt(
            Given.Fund, Guid.NewGuid(), "CHUNG", new Money(1_000), audited.Ledger.Clock.Today, "cash", "Sau khi khôi phục");
        var next = 1 + await audited.Ledger.Ask<int>("SELECT max(voucher_no) FROM vouchers WHERE voucher_type = 'PT'");
        Assert.Equal($"PT-2021-{next:00000}", (await Ledger.Send(books, TamDuong.Accountant, receipt)).Value.Voucher);
    }

    [Fact]
    public async Task The_manifest_is_of_the_moment_of_the_backup_although_posting_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var posting = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested) await audited.Ledger.Given.Receipt("CHUNG", 1_000);
            },
            Ledger.Token);
        var run = await Run("backup", "--out", File);
        await stop.CancelAsync();
        await posting;
        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Equal(ExitCode.Done, (await Run("restore", "--in", File, "--database", Place())).Exit);
    }

    [Fact]
    public async Task What_holds_something_is_not_restored_over()
    {
        await Run("backup", "--out", File);
        var run = await Run("restore", "--in", File, "--database", audited.Ledger.Database.Administrator);
        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("không trống", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.CannotRun, (await Run("backup", "--out", File)).Exit);
    }

    [Fact]
    public async Task A_file_that_was_touched_is_not_restored()
    {
        await Run("backup", "--out", File);
        var bytes = await System.IO.File.ReadAllBytesAsync(File, Ledger.Token);
        bytes[bytes.Length / 2] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File, bytes, Ledger.Token);
        var run = await Run("restore", "--in", File, "--database", Place());
        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("SHA-256", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_tells_of_other_books_is_noticed()
    {
        await Run("backup", "--out", File);
        var manifest = await BackupManifest.ReadAsync(File, Ledger.Token);
        var forged = manifest with { Funds = [.. manifest.Funds.Select(fund => fund with { TrialBalance = new string('0', 64) })] };
        await forged.WriteAsync(File, Ledger.Token);
        var run = await Run("restore", "--in", File, "--database", Place());
        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Contains("không đúng như khi sao lưu, không được dùng", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_a_newer_schema_is_left_to_a_newer_program()
    {
        await Run("backup", "--out", File);
        var manifest = await BackupManifest.ReadAsync(File, Ledger.Token);
        await (manifest with { SchemaVersion = 999_912_312_359 }).WriteAsync(File, Ledger.Token);
        Assert.Contains("hãy dùng bản mới hơn", (await Run("restore", "--in", File, "--database", Place())).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_key_that_was_destroyed_does_not_come_back_with_the_backup()
    {
        await Run("backup", "--out", File);
        var place = Place();
        await Run("restore", "--in", File, "--database", place);
        var application = new NpgsqlConnectionStringBuilder(place) { Username = "fundledger_app" }.ConnectionString;
        var look = new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), "TE-000001", "Kiểm tra khôi phục");
        await using var withKey = audited.Ledger.Application(application);
        Assert.True((await Ledger.Send(withKey, TamDuong.Officer, look)).IsOk);
        await using var without = audited.Ledger.Application(application, vaultFolder: Path.Combine(folder, "new-key"));
        await Assert.ThrowsAsync<System.Security.Cryptography.CryptographicException>(() =>
            Ledger.Send(without, TamDuong.Officer, look with { Key = Guid.NewGuid() }));
    }

    [Fact]
    public async Task Only_its_writer_reads_a_backup()
    {
        await Run("backup", "--out", File);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        using var answer = JsonDocument.Parse((await Run("backup", "--out", File + "2", "--json")).Out);
        Assert.Equal(14, answer.RootElement.GetProperty("funds").GetArrayLength());
        Assert.Empty(Directory.GetFiles(folder, "*.part"));
    }

    private string Place() => new NpgsqlConnectionStringBuilder(audited.Ledger.Database.Administrator)
    {
        Database = $"restored_{Guid.NewGuid():N}", Pooling = false,
    }.ConnectionString;

    private async Task<(int Exit, string Out, string Error)> Run(params string[] args)
    {
        Dictionary<string, string> variables = new()
        {
            ["FUNDLEDGER_DATABASE"] = audited.Ledger.Database.Administrator, ["FUNDLEDGER_DATA"] = Path.Combine(folder, "data"),
        };
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CliHost(output, error, variables.GetValueOrDefault, audited.Ledger.Clock);
        var exit = await CommandLine.RunAsync(args, host, Ledger.Token);
        return (exit, output.ToString(), error.ToString());
    }
}
