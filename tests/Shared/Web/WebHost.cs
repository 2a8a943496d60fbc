using System.Net.Http.Json;
using FundLedger.Features;
using FundLedger.Features.Vault;
using FundLedger.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundLedger.Testing;

/// <summary>
/// The web application as it is shipped, in demo mode, on a free port of this machine and on a database of one's own. Prepare the database
/// first, for example by <see cref="TamDuong.PrepareAsync"/>; dispose the host before the database.
/// </summary>
public sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly FailureLog failures;

    private WebHost(WebApplication app, FailureLog failures) => (this.app, this.failures) = (app, failures);

    /// <summary>Where it answers, e.g. http://127.0.0.1:40123/.</summary>
    public Uri Address => new(app.Urls.Single());

    /// <summary>What the application logged as an error: a test that reads 500 finds the cause here.</summary>
    public IReadOnlyCollection<string> Failures => failures.Failures;

    /// <param name="vaultFolder">Where the key of the identities is; the same as of whoever registered the children before.</param>
    /// <param name="clock">Null for the demo's own, which stands at 20/12/2021.</param>
    public static Task<WebHost> StartAsync(TestDatabase database, string vaultFolder, IClock? clock, CancellationToken token) =>
        StartAsync(database.Application, vaultFolder, clock, token);

    /// <param name="connection">Another way to the database, as the application's role.</param>
    public static async Task<WebHost> StartAsync(string connection, string vaultFolder, IClock? clock, CancellationToken token)
    {
        var settings = new WebSettings(WebMode.Demo, "http://127.0.0.1:0", KeyRingKeyFile: null, VaultKeyFile: null);
        var failures = new FailureLog();
        var app = await LedgerHost.BuildAsync([], settings, services =>
        {
            services.AddFundLedger().AddLogging(log => log.ClearProviders().AddProvider(failures));
            services.AddSingleton(VaultKey.In(vaultFolder));
            services.AddSingleton(_ => FeaturesSetup.OpenDataSource(connection));
            if (clock is not null) services.AddSingleton(clock);
        });
        await app.StartAsync(token);
        return new WebHost(app, failures);
    }

    /// <summary>A service of the running application, for example the list of its endpoints.</summary>
    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A client that keeps its own cookies and follows no redirect.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A client that has signed in through the API as one of <see cref="TamDuong"/>'s people.</summary>
    public async Task<HttpClient> SignedInAsync(string userName, CancellationToken token)
    {
        var client = Client();
        using var answer = await client.PostAsJsonAsync("/api/v1/session", new { userName, password = TamDuong.Password }, token);
        answer.EnsureSuccessStatusCode();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
