using FundLedger.Features;
using FundLedger.Features.Database;
using FundLedger.Features.Setup;
using FundLedger.Features.Vault;

namespace FundLedger.Web;

/// <summary>Opens the books before the first request: server, schema, reference data, vault key.</summary>
internal static class LedgerSetup
{
    public static async Task<LedgerDatabase> OpenAsync(WebSettings settings, CancellationToken token)
    {
        var place = DatabaseSettings.FromEnvironment() with { Production = settings.IsProduction };
        var database = await LedgerDatabase.OpenAsync(place, token);
        await database.PrepareAsync(token);
        if (database.OwnerConnection is { } owner) await LoadReference.RunAsync(owner, token);
        return database;
    }

    public static void AddLedger(this IServiceCollection services, WebSettings settings, LedgerDatabase database)
    {
        services.AddFundLedger();
        services.AddSingleton(FeaturesSetup.OpenDataSource(database.ApplicationConnection));
        services.AddSingleton(VaultKeyFor(settings));
    }

    public static VaultKey VaultKeyFor(WebSettings settings) => settings.VaultKeyFile is { } file
        ? VaultKey.Read(file)
        : settings.IsProduction
            ? throw new StartupRefusedException(
                "FUNDLEDGER_VAULT_KEY is not set: production keeps the key of the identity vault in a file of its own.")
            : VaultKey.In(DatabaseSettings.FromEnvironment().DataFolder);
}
