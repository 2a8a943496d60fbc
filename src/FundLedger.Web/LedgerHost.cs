namespace FundLedger.Web;

/// <summary>Puts the web application together; shared by the program and by tests that host it on a database of their own.</summary>
internal static class LedgerHost
{
    /// <summary>The application, ready to run. Raises <see cref="StartupRefusedException"/>.</summary>
    /// <param name="ledger">Adds the books, see <see cref="LedgerSetup.AddLedger"/>. A clock added here replaces the usual one.</param>
    public static async Task<WebApplication> BuildAsync(string[] args, WebSettings settings, Action<IServiceCollection> ledger)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(LedgerHost).Assembly.GetName().Name,
            EnvironmentName = settings.Mode.ToString(),
            ContentRootPath = AppContext.BaseDirectory,
        });
        ledger(builder.Services);
        builder.AddFundLedgerWeb(settings);
        var app = builder.Build();
        app.UseFundLedgerWeb();
        await StartupChecks.RunAsync(app.Services);
        return app;
    }
}
