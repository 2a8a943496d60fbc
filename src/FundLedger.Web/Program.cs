using System.Text;
using FundLedger.Features.Database;
using FundLedger.Web;

Console.OutputEncoding = Encoding.UTF8;
try
{
    var settings = WebSettings.FromEnvironment();
    await using var database = await LedgerSetup.OpenAsync(settings, CancellationToken.None);
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        EnvironmentName = settings.Mode.ToString(),
        ContentRootPath = AppContext.BaseDirectory,
    });
    builder.AddFundLedgerWeb(settings);
    builder.Services.AddLedger(settings, database);

    var app = builder.Build();
    app.UseFundLedgerWeb();
    await StartupChecks.RunAsync(app.Services);
    app.PrintWhenStarted(settings);
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is StartupRefusedException or DatabaseSetupException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}
