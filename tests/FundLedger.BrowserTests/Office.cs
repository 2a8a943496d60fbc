using System.Runtime.Versioning;
using FundLedger.BrowserTests;
using FundLedger.Features.Setup;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Office))]
[assembly: SupportedOSPlatform("linux")]

namespace FundLedger.BrowserTests;

/// <summary>What all tests of this run share: a PostgreSQL server, the demo loaded once, and one browser.</summary>
public sealed class Office : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium-headless-shell";

    private readonly SemaphoreSlim copying = new(1);
    private TestCluster cluster = null!;
    private TestDatabase demo = null!;
    private IPlaywright playwright = null!;

    /// <summary>Where the key of the identities is that the demo was loaded with.</summary>
    public string VaultFolder { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public IBrowser Browser { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--no-first-run", "--disable-dev-shm-usage",
            ],
        });
        cluster = await TestCluster.StartAsync(Token);
        demo = await cluster.CreateDatabaseAsync(Token);
        await LoadDemo.RunAsync(demo.Owner, demo.Application, VaultKey.In(VaultFolder), progress: null, Token);
    }

    /// <summary>A copy of the demo as it stands on the morning of 20/12/2021.</summary>
    public async Task<TestDatabase> CopyDemoAsync()
    {
        await copying.WaitAsync(Token);
        try
        {
            return await cluster.CopyAsync(demo, Token);
        }
        finally
        {
            copying.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
        await cluster.DisposeAsync();
        copying.Dispose();
        Directory.Delete(VaultFolder, recursive: true);
    }
}
