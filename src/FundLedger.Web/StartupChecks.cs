using Dapper;
using Npgsql;

namespace FundLedger.Web;

/// <summary>The program will not run as configured; the message tells the operator what to change.</summary>
public sealed class StartupRefusedException(string message) : Exception(message);

/// <summary>What must hold before the first request is served.</summary>
internal static class StartupChecks
{
    private const string DemoLedgerSql = "SELECT is_demo FROM ledger_settings";
    private const string DemoUsersSql = "SELECT count(*) FROM users WHERE is_demo AND disabled_at IS NULL";

    public static async Task RunAsync(IServiceProvider services)
    {
        if (!services.GetRequiredService<WebSettings>().IsProduction) return;
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        var demoUsers = await connection.ExecuteScalarAsync<long>(DemoUsersSql);
        if (await connection.ExecuteScalarAsync<bool>(DemoLedgerSql))
            throw new StartupRefusedException("The books of this database are a demo; production mode does not start with them.");
        if (demoUsers > 0)
            throw new StartupRefusedException(
                $"{demoUsers} demo accounts are active in this database; production mode does not start with them.");
    }
}
