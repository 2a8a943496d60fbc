using System.Text.Json;
using FundLedger.Cli;
using FundLedger.IntegrationTests.Audit;

namespace FundLedger.IntegrationTests.Checks;

public sealed class CheckVerbTests(AuditedLedger audited) : IClassFixture<AuditedLedger>, IAsyncLifetime
{
    // The command line stands at the demo's day, on which the waiting requests of February would be stale.
    private const string ContentSql = """
        DELETE FROM user_roles WHERE user_name = 'ketoan.duyet';
        UPDATE disbursements SET requested_on = '2021-12-19' WHERE status IN ('requested', 'approved')
        """;

    public async ValueTask InitializeAsync() => await audited.Forge(ContentSql);

    public async ValueTask DisposeAsync() => await audited.PutBack();

    [Fact]
    public async Task On_books_that_are_right_it_ends_with_0_and_the_run_is_kept()
    {
        var run = await Run("check");
        Assert.Equal((ExitCode.Done, ""), (run.Exit, run.Error));
        Assert.EndsWith("Không thấy gì sai.\n", run.Out, StringComparison.Ordinal);
        Assert.Equal("(operator)", await audited.Ledger.Ask<string>("SELECT started_by FROM check_runs ORDER BY run_no DESC LIMIT 1"));
    }

    [Fact]
    public async Task A_finding_is_named_and_ends_with_1()
    {
        await audited.Forge("UPDATE pool_balances SET liquid = liquid + 1 WHERE pool_id = 1 AND liquid > 0");
        var (text, json) = (await Run("check", "--language", "en"), await Run("check", "--json"));
        Assert.Equal((ExitCode.Refused, ExitCode.Refused), (text.Exit, json.Exit));
        Assert.Matches("Pool balances equal the journal +FOUND 1\n +Q106 pool CHUNG: liquid: the balance row says ", text.Out);
        using var answer = JsonDocument.Parse(json.Out);
        Assert.Equal("red", answer.RootElement.GetProperty("state").GetString());
        var red = answer.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("state").GetString() == "red");
        Assert.Equal("pool-balances", red.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_check_that_could_not_run_ends_with_3()
    {
        await audited.Forge("REVOKE SELECT ON donors FROM fundledger_app");
        var run = await Run("check");
        await audited.Forge("GRANT SELECT ON donors TO fundledger_app");
        Assert.Equal(ExitCode.CannotRun, run.Exit);
        Assert.Contains("CHƯA CHẠY ĐƯỢC: ", run.Out, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Out, string Error)> Run(params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("fundledger-cli-data-").FullName;
        Dictionary<string, string> variables = new()
        {
            ["FUNDLEDGER_DATABASE"] = audited.Ledger.Database.Administrator, ["FUNDLEDGER_DATA"] = folder,
        };
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CliHost(output, error, variables.GetValueOrDefault, audited.Ledger.Clock);
        var exit = await CommandLine.RunAsync(args, host, Ledger.Token);
        Directory.Delete(folder, recursive: true);
        return (exit, output.ToString(), error.ToString());
    }
}
