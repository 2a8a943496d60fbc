using System.Security.Cryptography;
using System.Text.Json;
using FundLedger.Cli;
using FundLedger.IntegrationTests.Audit;
using Npgsql;

namespace FundLedger.IntegrationTests.Cli;

public sealed class CommandLineTests(AuditedLedger audited) : IClassFixture<AuditedLedger>, IDisposable
{
    private static readonly string[] Export = ["export", "--fund", "Q106", "--from", "2021-01-01", "--to", "2021-01-31"];

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Verify_says_that_the_books_are_right()
    {
        var run = await Run("verify");
        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.EndsWith("đúng: 14 quỹ đã kiểm tra.\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^  [a-z-]+ +[0-9.]+  ", run.Out);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Verify_names_the_wrong_entry_and_ends_with_1()
    {
        await audited.Forge("UPDATE postings SET amount = 1 WHERE book = 'financial' AND entry_no = 1 AND line = 1");
        var (text, json) = (await Run("verify", "--language", "en"), await Run("verify", "--json"));
        var vietnamese = await Run("verify");
        await audited.PutBack();
        Assert.Equal((ExitCode.Refused, ExitCode.Refused), (text.Exit, json.Exit));
        Assert.Contains("Q106 entry financial/1: debits less credits of pool 1 must be 0, is -4999999", text.Out, StringComparison.Ordinal);
        Assert.Contains("Q106 bút toán financial/1: nợ trừ có của nguồn 1 phải là 0, lại là -4999999", vietnamese.Out, StringComparison.Ordinal);
        using var answer = JsonDocument.Parse(json.Out);
        Assert.Equal("wrong", answer.RootElement.GetProperty("state").GetString());
        var passes = answer.RootElement.GetProperty("passes").EnumerateArray();
        var entries = passes.Single(pass => pass.GetProperty("name").GetString() == "entries");
        Assert.Equal("financial/1", entries.GetProperty("firstWrong").GetProperty("number").GetString());
    }

    [Fact]
    public async Task Verify_that_could_not_look_everywhere_ends_with_3()
    {
        await audited.Forge("REVOKE SELECT ON number_series FROM fundledger_auditor");
        var run = await Run("verify");
        await audited.Forge("GRANT SELECT ON number_series TO fundledger_auditor");
        Assert.Equal(ExitCode.CannotRun, run.Exit);
        Assert.Contains("CHƯA ĐỦ", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify", "--fund", "Q999")]
    [InlineData("statement", "--fund", "Q999", "--from", "2021-01-01", "--to", "2021-01-31")]
    public async Task A_fund_that_is_not_there_is_refused_in_one_line(params string[] args)
    {
        var run = await Run(args);
        Assert.Equal(ExitCode.Refused, run.Exit);
        Assert.Equal("fundledger: không thực hiện được: Không có quỹ này trong phạm vi của anh/chị.\n", run.Error);
        using var answer = JsonDocument.Parse((await Run([.. args, "--json"])).Out);
        Assert.Equal("fund-not-found", answer.RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("FUNDLEDGER_LANG", "en", "", true)]
    [InlineData("LC_ALL", "en_US.UTF-8", "", true)]
    [InlineData("LANG", "en_GB.UTF-8", "", true)]
    [InlineData("LANG", "vi_VN.UTF-8", "", false)]
    [InlineData("LANG", "C.UTF-8", "", false)]
    [InlineData("FUNDLEDGER_LANG", "en", "vi", false)]
    [InlineData("FUNDLEDGER_LANG", "vi", "en", true)]
    public async Task A_refusal_is_told_in_the_language_that_is_asked_for(string variable, string value, string option, bool isEnglish)
    {
        Dictionary<string, string> variables = new()
        {
            ["FUNDLEDGER_DATABASE"] = audited.Ledger.Database.Administrator, [variable] = value,
        };
        string[] language = option.Length == 0 ? [] : ["--language", option];
        var run = await Run(variables, null, ["verify", "--fund", "Q999", .. language]);
        var sentence = isEnglish ? "not done: This fund is not among yours." : "không thực hiện được: Không có quỹ này trong phạm vi của anh/chị.";
        Assert.Equal($"fundledger: {sentence}\n", run.Error);
    }

    [Fact]
    public async Task The_statement_is_a_table_and_for_machines_its_figures()
    {
        string[] january = ["statement", "--fund", "Q106", "--from", "2021-01-01", "--to", "2021-01-31"];
        Assert.Matches("Số dư cuối kỳ .* 84\\.400\\.000\n", (await Run(january)).Out);
        using var answer = JsonDocument.Parse((await Run([.. january, "--json"])).Out);
        var figures = answer.RootElement.GetProperty("figures");
        Assert.Equal(84_400_000, figures.GetProperty("closing").GetInt64());
        Assert.Equal("PT-2021-00001", figures.GetProperty("vouchers")[0].GetProperty("number").GetString());
    }

    [Fact]
    public async Task An_export_is_written_whole_with_its_hash()
    {
        var file = Path.Combine(folder, "q1.journal");
        var run = await Run([.. Export, "--format", "hledger", "--out", file, "--json"]);
        Assert.Equal(ExitCode.Done, run.Exit);
        using var answer = JsonDocument.Parse(run.Out);
        var bytes = await File.ReadAllBytesAsync(file, Ledger.Token);
        Assert.Equal(bytes.Length, answer.RootElement.GetProperty("bytes").GetInt64());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), answer.RootElement.GetProperty("sha256").GetString());
        Assert.Equal([file], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_ends_with_3()
    {
        var nowhere = Path.Combine(folder, "no-folder", "x.csv");
        var run = await Run([.. Export, "--format", "csv", "--out", nowhere]);
        Assert.Equal(ExitCode.CannotRun, run.Exit);
        Assert.Equal(1, run.Error.Count(sign => sign == '\n'));
    }

    [Fact]
    public async Task A_password_is_asked_for_and_a_short_one_or_an_unknown_fund_adds_nobody()
    {
        string[] add = ["user", "add", "--name", "moi", "--full-name", "Người mới", "--role", "Q106:auditor"];
        Assert.Equal(ExitCode.Refused, (await Run("ngan", add)).Exit);
        Assert.Equal(ExitCode.Refused, (await Run("mot mat khau du dai", [.. add, "--role", "Q999:auditor"])).Exit);
        Assert.Equal(0, await audited.Ledger.Ask<long>("SELECT count(*) FROM users WHERE user_name = 'moi'"));
        Assert.Equal(ExitCode.Done, (await Run("mot mat khau du dai", add)).Exit);
        Assert.Equal("auditor", await audited.Ledger.Ask<string>("SELECT role FROM user_roles WHERE user_name = 'moi'"));
    }

    [Fact]
    public async Task A_role_is_taken_with_a_seal_and_one_that_is_not_held_takes_nothing()
    {
        string[] roles = ["--role", "Q106:approver", "--role", "Q03412:auditor"];
        Assert.Equal(ExitCode.Done, (await Run("mot mat khau du dai", ["user", "add", "--name", "tam", "--full-name", "Tạm", .. roles])).Exit);
        string[] revoke = ["user", "revoke", "--name", "tam", "--role", "Q106:approver"];
        Assert.Equal(ExitCode.Refused, (await Run([.. revoke, "--role", "Q106:cashier"])).Exit);
        Assert.Equal(2, await audited.Ledger.Ask<long>("SELECT count(*) FROM user_roles WHERE user_name = 'tam'"));
        Assert.Equal(ExitCode.Done, (await Run(revoke)).Exit);
        Assert.Equal("auditor", await audited.Ledger.Ask<string>("SELECT role FROM user_roles WHERE user_name = 'tam'"));
        Assert.Equal(1, await audited.Ledger.Ask<long>("SELECT count(*) FROM role_events WHERE user_name = 'tam' AND event = 'revoked'"));
        Assert.Equal(ExitCode.Refused, (await Run(revoke)).Exit);
    }

    [Fact]
    public async Task The_applications_own_connection_reads_only_as_somebody()
    {
        Dictionary<string, string> variables = new() { ["FUNDLEDGER_DATABASE"] = audited.Ledger.Database.Application };
        Assert.Equal(ExitCode.CannotRun, (await Run(variables, null, "verify")).Exit);
        Assert.Equal(ExitCode.Done, (await Run(variables, null, "verify", "--as", "kiemtoan")).Exit);
        Assert.Equal(ExitCode.Refused, (await Run(variables, null, "verify", "--fund", "Q106", "--as", "canbo")).Exit);
        string[] add = ["user", "add", "--name", "ai", "--full-name", "Ai", "--role", "Q106:auditor"];
        Assert.Equal(ExitCode.CannotRun, (await Run(variables, "mot mat khau du dai", add)).Exit);
    }

    [Fact]
    public async Task A_database_that_is_not_there_ends_with_3_and_migrate_makes_it()
    {
        var here = audited.Ledger.Database.Administrator;
        var connection = new NpgsqlConnectionStringBuilder(here) { Database = "cli_new", Pooling = false };
        Dictionary<string, string> variables = new() { ["FUNDLEDGER_DATABASE"] = connection.ConnectionString };
        var missing = await Run(variables, null, "verify");
        Assert.Equal(ExitCode.CannotRun, missing.Exit);
        Assert.Contains("fundledger migrate", missing.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Run(variables, null, "migrate")).Exit);
        var units = Path.Combine(folder, "units.csv");
        await File.WriteAllTextAsync(units, "code,name,level,parent_code,valid_from,valid_to\n990,Huyện Thử,district,,,\n", Ledger.Token);
        string[] setup = ["setup", "units", "--file", units, "--opened-on", "2021-01-01", "--regime", "TT107"];
        Assert.Equal(ExitCode.Done, (await Run(variables, null, setup)).Exit);
        Assert.Equal(ExitCode.Done, (await Run(variables, null, "verify", "--fund", "Q990")).Exit);
        Assert.Equal(ExitCode.Refused, (await Run(variables, null, "setup", "norm", "--fund", "Q991", "--file", units)).Exit);
    }

    private Task<(int Exit, string Out, string Error)> Run(params string[] args) => Run(null, args);

    private Task<(int Exit, string Out, string Error)> Run(string? secret, string[] args) =>
        Run(new() { ["FUNDLEDGER_DATABASE"] = audited.Ledger.Database.Administrator }, secret, args);

    private async Task<(int Exit, string Out, string Error)> Run(Dictionary<string, string> variables, string? secret, params string[] args)
    {
        variables["FUNDLEDGER_DATA"] = Directory.CreateTempSubdirectory("fundledger-cli-data-").FullName;
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CliHost(output, error, variables.GetValueOrDefault, audited.Ledger.Clock) { ReadSecret = _ => secret };
        var exit = await CommandLine.RunAsync(args, host, Ledger.Token);
        Directory.Delete(variables["FUNDLEDGER_DATA"], recursive: true);
        return (exit, output.ToString(), error.ToString());
    }
}
