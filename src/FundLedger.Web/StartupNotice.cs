using FundLedger.Features.Setup;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FundLedger.Web;

/// <summary>What the person who started the program reads: where to go, and in the demo, as whom.</summary>
internal static class StartupNotice
{
    public static void PrintWhenStarted(this WebApplication app, WebSettings settings) =>
        app.Lifetime.ApplicationStarted.Register(() => Print(app, settings));

    private static void Print(WebApplication app, WebSettings settings)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine($"Fund Ledger ({settings.Mode}): {string.Join(", ", addresses)}");
        if (!settings.IsDemo) return;
        Console.WriteLine($"Sign in with the password {DemoUsers.Password} as:");
        foreach (var (name, duty) in DemoUsers.SignIns) Console.WriteLine($"  {name,-10} {duty}");
        Console.WriteLine("Ctrl+C stops everything.");
    }
}
