using System.Text;
using FundLedger.Features.Database;
using FundLedger.Web;

Console.OutputEncoding = Encoding.UTF8;
try
{
    var settings = WebSettings.FromEnvironment();
    await using var database = await LedgerSetup.OpenAsync(settings, CancellationToken.None);
    await using var app = await LedgerHost.BuildAsync(args, settings, services => services.AddLedger(settings, database));
    app.PrintWhenStarted(settings);
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is StartupRefusedException or DatabaseSetupException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}
