using System.Collections.Concurrent;
using System.Globalization;
using FundLedger.Features.Setup;
using FundLedger.Testing;
using Microsoft.Playwright;
using NodaTime;

namespace FundLedger.BrowserTests;

/// <summary>The running application on a copy of the demo, for one test class.</summary>
public sealed class Site(Office office) : IAsyncLifetime
{
    // No connection is left, and none is free for the application; the superuser still gets in.
    private const string AwaySql = """
        ALTER DATABASE "{0}" CONNECTION LIMIT 0;
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
        """;

    private const string BackSql = """ALTER DATABASE "{0}" CONNECTION LIMIT -1""";

    private readonly SiteClock clock = new();
    private readonly ConcurrentDictionary<string, string> sessions = new(StringComparer.Ordinal);
    private TestDatabase? database;
    private WebHost? web;

    public Uri Address => web!.Address;

    /// <summary>The last error that the application logged, or null.</summary>
    public string? LastFailure => web?.Failures.LastOrDefault();

    public async ValueTask InitializeAsync()
    {
        database = await office.CopyDemoAsync();
        web = await WebHost.StartAsync(database, office.VaultFolder, clock, TestContext.Current.CancellationToken);
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

    /// <summary>Goes on to the morning of another day: the business date of what follows.</summary>
    public void GoOnTo(LocalDate day) => clock.GoOnTo(day);

    /// <summary>Lets this much time go by.</summary>
    public void GoOn(Duration time) => clock.GoOn(time);

    /// <summary>Takes the database away from the application while something is done.</summary>
    public async Task WithoutDatabaseAsync(Func<Task> act)
    {
        await SetAsync(AwaySql);
        try
        {
            await act();
        }
        finally
        {
            await SetAsync(BackSql);
        }
    }

    /// <summary>One value, read as the owner of the books: for what no screen tells, such as the code of a child of some group.</summary>
    public Task<T> AskAsync<T>(string sql, object? parameters = null) =>
        OwnerSql.SingleAsync<T>(database!.Owner, sql, parameters, TestContext.Current.CancellationToken);

    private Task<int> SetAsync(string sql) => OwnerSql.ExecuteAsync(database!.Administrator,
        string.Format(CultureInfo.InvariantCulture, sql, database.Name), null, TestContext.Current.CancellationToken);
}
