using System.Text;
using FundLedger.Features.Database;
using FundLedger.Web;
using Microsoft.AspNetCore.Connections;

Console.OutputEncoding = Encoding.UTF8;
try
{
    var settings = WebSettings.FromEnvironment();
    PortCheck.RequireFree(settings.Urls);
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
catch (IOException busy) when (busy.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{busy.Message} Is Fund Ledger running already? FUNDLEDGER_URLS chooses another address.");
    return 2;
}
