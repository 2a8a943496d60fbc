using System.Collections.Concurrent;
using FundLedger.Features.Setup;
using FundLedger.Testing;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>The running application on a copy of the demo, for one test class.</summary>
public sealed class Site(Office office) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, string> sessions = new(StringComparer.Ordinal);
    private TestDatabase? database;
    private WebHost? web;

    public Uri Address => web!.Address;

    /// <summary>The last error that the application logged, or null.</summary>
    public string? LastFailure => web?.Failures.LastOrDefault();

    public async ValueTask InitializeAsync()
    {
        database = await office.CopyDemoAsync();
        web = await WebHost.StartAsync(database, office.VaultFolder, clock: null, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (web is not null) await web.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    /// <summary>A browser window of its own, with the cookies of a session when there is one.</summary>
    public Task<IBrowserContext> WindowAsync(string? session = null, bool withScript = true, int width = 1280) =>
        office.Browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(), Locale = "vi-VN", StorageState = session, JavaScriptEnabled = withScript,
            ViewportSize = new() { Width = width, Height = 900 },
        });

    /// <summary>The cookies of somebody who has just signed in; each account signs in once per class.</summary>
    public async Task<string> SessionOfAsync(string user)
    {
        if (sessions.TryGetValue(user, out var known)) return known;
        await using var window = await WindowAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.SignInAsync(user, DemoUsers.Password);
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return sessions[user] = await window.StorageStateAsync();
    }

    /// <summary>One value, read as the owner of the books: for what no screen tells, such as the code of a child of some group.</summary>
    public Task<T> AskAsync<T>(string sql, object? parameters = null) =>
        OwnerSql.SingleAsync<T>(database!.Owner, sql, parameters, TestContext.Current.CancellationToken);
}
