using System.Globalization;
using FundLedger.Features.Papers;
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
        if (app.Services.GetService<PaperSigner>() is { } signer) Console.WriteLine(SigningLine(signer));
        if (!settings.IsDemo) return;
        Console.WriteLine($"Sign in with the password {DemoUsers.Password} as:");
        foreach (var (name, duty) in DemoUsers.SignIns) Console.WriteLine($"  {name,-10} {duty}");
        Console.WriteLine("Ctrl+C stops everything.");
    }

    private static string SigningLine(PaperSigner signer)
    {
        var (name, day) = (signer.Certificate.Signer, signer.Certificate.To.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        return signer.State switch
        {
            SignerState.Ended => $"WARNING: the certificate of {name} ended on {day}; papers leave without a digital signature.",
            SignerState.EndsSoon => $"WARNING: the certificate of {name} that signs papers ends on {day}.",
            _ => $"Papers are signed by {name} (certificate until {day}).",
        };
    }
}
