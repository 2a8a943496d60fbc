using FundLedger.Cli;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Cli;

/// <summary>What the command line answers to what cannot be meant, before it looks for any database.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("Không hiểu 'close-everything'.", "close-everything")]
    [InlineData("Chưa chọn việc: add, grant, revoke, mail.", "user")]
    [InlineData("Thiếu --fund. Thiếu --from. Thiếu --to.", "statement")]
    [InlineData("--from không nhận '31/13/2021' (YYYY-MM-DD).", "statement", "--fund", "Q106", "--from", "31/13/2021", "--to", "2021-01-31")]
    [InlineData("--fund cần một giá trị.", "verify", "--fund")]
    [InlineData("Thiếu FILE: Tệp bằng chứng / proof (export --format proof).", "verify-statement")]
    [InlineData("Required argument missing for command: 'verify-statement'.", "verify-statement", "--language", "en")]
    public async Task What_is_typed_wrongly_ends_with_2(string sentence, params string[] args)
    {
        var run = await Run(args);
        Assert.Equal((ExitCode.Usage, ""), (run.Exit, run.Out));
        Assert.Equal($"fundledger: {sentence}\nfundledger --help\n", run.Error);
    }

    [Theory]
    [InlineData("--format không nhận 'doc'", "export", "--format", "doc", "--fund", "Q1", "--from", "2021-01-01", "--to", "2021-01-31", "--out", "x")]
    [InlineData("--role không nhận 'Q106:king'", "user", "add", "--name", "moi", "--full-name", "Người mới", "--role", "Q106:king")]
    [InlineData("--language không nhận 'fr'", "verify", "--language", "fr")]
    [InlineData("--fund chỉ ghi một lần.", "verify", "--fund", "Q106", "--fund", "Q107")]
    public async Task A_value_that_is_none_of_the_allowed_ends_with_2(string start, params string[] args)
    {
        var run = await Run(args);
        Assert.Equal((ExitCode.Usage, ""), (run.Exit, run.Out));
        Assert.StartsWith($"fundledger: {start}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named_in_the_language_of_the_call()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), "không có.json");
        var (vi, en) = (await Run("verify-statement", nowhere), await Run("verify-statement", nowhere, "--language", "en"));
        Assert.Equal((ExitCode.CannotRun, $"fundledger: không thực hiện được: không có tệp {nowhere}\n"), (vi.Exit, vi.Error));
        Assert.Equal((ExitCode.CannotRun, $"fundledger: not done: there is no file {nowhere}\n"), (en.Exit, en.Error));
    }

    [Fact]
    public async Task What_stands_in_a_file_and_cannot_be_used_is_said_in_the_language_of_the_call()
    {
        var file = Path.GetTempFileName();
        var (vi, en) = (await Run("verify-statement", file, "--key", file), await Run("verify-statement", file, "--key", file, "--language", "en"));
        File.Delete(file);
        Assert.Equal((ExitCode.Refused, ExitCode.Refused), (vi.Exit, en.Exit));
        Assert.Equal($"fundledger: không thực hiện được: Nội dung ở {file} không phải khóa dạng PEM.\n", vi.Error);
        Assert.Equal($"fundledger: not done: What stands in {file} is no key in PEM.\n", en.Error);
    }

    private static async Task<(int Exit, string Out, string Error)> Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CliHost(output, error, _ => null, new TestClock(new LocalDate(2021, 1, 4)));
        return (await CommandLine.RunAsync(args, host, Ledger.Token), output.ToString(), error.ToString());
    }
}
