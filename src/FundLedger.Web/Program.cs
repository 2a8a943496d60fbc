using System.Text;
using FundLedger.Web;

Console.OutputEncoding = Encoding.UTF8;
try
{
    var settings = WebSettings.FromEnvironment();
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        EnvironmentName = settings.Mode.ToString(),
        ContentRootPath = AppContext.BaseDirectory,
    });
    builder.AddFundLedgerWeb(settings);

    var app = builder.Build();
    app.UseFundLedgerWeb();
    await StartupChecks.RunAsync(app.Services);
    await app.RunAsync();
    return 0;
}
catch (StartupRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}
