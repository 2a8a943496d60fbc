using FundLedger.Features.Setup;

namespace FundLedger.IntegrationTests.Programs;

public sealed class DemoProgramTests : IAsyncLifetime
{
    private readonly string data = Path.Combine(Path.GetTempPath(), "fundledger-program-" + Path.GetRandomFileName());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_demo_tells_where_and_as_whom_answers_and_leaves_nothing_running()
    {
        await using (var program = WebProgram.Start(("MODE", "demo"), ("DATA", data)))
        {
            await AnswersAsync(await program.AddressAsync());
            Assert.Contains(DemoUsers.Password, program.Said, StringComparison.Ordinal);
            Assert.All(DemoUsers.SignIns, person => Assert.Contains(person.UserName, program.Said, StringComparison.Ordinal));
            Assert.NotEmpty(WebProgram.ProcessesNaming(data));
            Assert.Equal(0, await program.InterruptAsync());
        }

        Assert.Empty(WebProgram.ProcessesNaming(data));
        await using var second = WebProgram.Start(("MODE", "demo"), ("DATA", data));
        await AnswersAsync(await second.AddressAsync());
        Assert.DoesNotContain("The demo is complete.", second.Said, StringComparison.Ordinal);
        Assert.Equal(0, await second.InterruptAsync());
        Assert.Empty(WebProgram.ProcessesNaming(data));
    }

    private static async Task AnswersAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        var page = await client.GetStringAsync("/sign-in", Token);
        Assert.Contains("Đăng nhập", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }
}
