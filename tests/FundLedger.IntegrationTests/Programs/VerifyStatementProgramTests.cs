using System.Diagnostics;
using FundLedger.Features.Statements;
using FundLedger.IntegrationTests.Statements;

namespace FundLedger.IntegrationTests.Programs;

/// <summary>The auditor's program is a process with nothing around it: no variable, no folder, no database.</summary>
public sealed class VerifyStatementProgramTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-auditor-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_proves_a_statement_and_its_workbook_with_an_empty_environment()
    {
        var (proof, paper) = (Path.Combine(folder, "proof.zip"), Path.Combine(folder, "statement.xlsx"));
        await File.WriteAllBytesAsync(proof, await quarter.Export(ExportFormat.Proof), Ledger.Token);
        await File.WriteAllBytesAsync(paper, await quarter.Export(ExportFormat.Xlsx), Ledger.Token);
        var key = Path.Combine(quarter.Ledger.Folder, "checkpoint.pub.pem");
        var (exit, said) = await RunAsync("verify-statement", proof, "--key", key, "--statement", paper, "--language", "en");
        Assert.True(exit == 0, said);
        Assert.Contains("OK: the statement is what the books sealed and signed.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_proof_is_refused_in_Vietnamese_unless_English_is_asked_for()
    {
        var proof = Path.Combine(folder, "proof.zip");
        var forged = ForgedProof.With(await quarter.Export(ExportFormat.Proof), ProofContent.RecordsFile, records =>
        {
            records[10] ^= 1;
            return records;
        });
        await File.WriteAllBytesAsync(proof, forged, Ledger.Token);
        var (vi, en) = (await RunAsync("verify-statement", proof), await RunAsync("verify-statement", proof, "--language", "en"));
        Assert.Equal((1, 1), (vi.Exit, en.Exit));
        Assert.EndsWith("\nSAI: Bản ghi 1 không nối tiếp bản ghi trước.\n", vi.Said, StringComparison.Ordinal);
        Assert.EndsWith("\nWRONG: Record 1 does not follow from the record before it.\n", en.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not there.zip", 3)]
    [InlineData("no proof.zip", 1)]
    public async Task What_it_cannot_read_is_said_in_one_line(string name, int exit)
    {
        if (exit == 1) await File.WriteAllTextAsync(Path.Combine(folder, name), "no zip", Ledger.Token);
        var (code, said) = await RunAsync("verify-statement", Path.Combine(folder, name));
        Assert.Equal(exit, code);
        Assert.Single(said.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    // Making that file takes minutes: scripts/auditor linux-x64 FOLDER, then FUNDLEDGER_AUDITOR=FOLDER/fundledger.
    [Fact]
    public async Task The_one_file_that_an_auditor_carries_proves_it_where_no_runtime_is()
    {
        var program = Environment.GetEnvironmentVariable("FUNDLEDGER_AUDITOR");
        Assert.SkipWhen(string.IsNullOrEmpty(program), "FUNDLEDGER_AUDITOR names no program.");
        var proof = Path.Combine(folder, "proof.zip");
        await File.WriteAllBytesAsync(proof, await quarter.Export(ExportFormat.Proof), Ledger.Token);
        var key = Path.Combine(quarter.Ledger.Folder, "checkpoint.pub.pem");
        var (exit, said) = await RunAsync(new ProcessStartInfo(program!, ["verify-statement", proof, "--key", key, "--language", "en"]));
        Assert.True(exit == 0, said);
        Assert.Contains("OK: the statement is what the books sealed and signed.", said, StringComparison.Ordinal);
    }

    private Task<(int Exit, string Said)> RunAsync(params string[] arguments) =>
        RunAsync(new ProcessStartInfo("dotnet", [WebProgram.Built("FundLedger.Cli", "fundledger"), .. arguments]));

    private async Task<(int Exit, string Said)> RunAsync(ProcessStartInfo start)
    {
        start.WorkingDirectory = folder;
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.Environment.Clear();
        using var process = Process.Start(start)!;
        var (said, error) = (process.StandardOutput.ReadToEndAsync(Ledger.Token), process.StandardError.ReadToEndAsync(Ledger.Token));
        await process.WaitForExitAsync(Ledger.Token);
        return (process.ExitCode, await said + await error);
    }
}
