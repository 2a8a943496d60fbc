using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FundLedger.Web.Security;

internal static class KeyRingSetup
{
    public static void AddKeyRing(this IServiceCollection services, WebSettings settings)
    {
        var secret = SecretOf(settings);
        if (secret is not null) services.AddSingleton(secret);
        services.AddDataProtection().SetApplicationName("FundLedger");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new KeyRingTable(provider.GetRequiredService<NpgsqlDataSource>());
            if (secret is not null) options.XmlEncryptor = new KeyRingEncryptor(secret);
        }));
    }

    private static KeyRingSecret? SecretOf(WebSettings settings) => settings switch
    {
        { KeyRingKeyFile: { } path } => KeyRingSecret.Read(path),
        { IsProduction: true } => throw new StartupRefusedException(
            "FUNDLEDGER_KEYRING_KEY is not set: production mode needs a key file to encrypt the sign-in keys with."),
        _ => null,
    };
}
