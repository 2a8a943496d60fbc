using FundLedger.Features;
using FundLedger.Features.Database;
using FundLedger.Features.Payments;
using FundLedger.Features.Setup;
using FundLedger.Features.Statements;
using FundLedger.Features.Vault;
using FundLedger.Web.Checkpoints;

namespace FundLedger.Web;

/// <summary>Opens the books before the first request: server, schema, reference data, vault key, and in demo mode the demo.</summary>
internal static class LedgerSetup
{
    public static async Task<LedgerDatabase> OpenAsync(WebSettings settings, CancellationToken token)
    {
        var place = DatabaseSettings.FromEnvironment() with { Production = settings.IsProduction };
        var database = await LedgerDatabase.OpenAsync(place, token);
        await database.PrepareAsync(token);
        if (database.OwnerConnection is { } owner) await LoadAsync(owner, database.ApplicationConnection, settings, token);
        return database;
    }

    private static async Task LoadAsync(string owner, string application, WebSettings settings, CancellationToken token)
    {
        await LoadReference.RunAsync(owner, token);
        if (settings.IsDemo)
        {
            var progress = new Progress<string>(Console.Error.WriteLine);
            await LoadDemo.RunAsync(owner, application, VaultKeyFor(settings), progress, token);
        }
    }

    public static void AddLedger(this IServiceCollection services, WebSettings settings, LedgerDatabase database)
    {
        services.AddFundLedger();
        services.AddSingleton(FeaturesSetup.OpenDataSource(database.ApplicationConnection));
        services.AddSingleton(VaultKeyFor(settings));
        services.AddCheckpoints(settings);
        services.AddSigning(Environment.GetEnvironmentVariable);
        services.AddSingleton(BankProfilesOf(settings));
        services.AddSingleton(settings.IsDemo ? PublicAddress.OfDemo() : settings.PublicAddress);
    }

    private static BankProfiles BankProfilesOf(WebSettings settings)
    {
        try
        {
            return new BankProfiles(settings.BankProfilesFile);
        }
        catch (BankProfilesException unusable)
        {
            throw new StartupRefusedException($"FUNDLEDGER_BANK_PROFILES: {unusable.Message}");
        }
    }

    public static VaultKey VaultKeyFor(WebSettings settings) => settings.VaultKeyFile is { } file
        ? VaultKey.Read(file)
        : settings.IsProduction
            ? throw new StartupRefusedException(
                "FUNDLEDGER_VAULT_KEY is not set: production keeps the key of the identity vault in a file of its own.")
            : VaultKey.In(DatabaseSettings.FromEnvironment().DataFolder);
}
