using Dapper;
using FundLedger.Features.Setup;
using Npgsql;

namespace FundLedger.Web.SignIn;

/// <summary>An account to try the demo with.</summary>
public sealed record DemoAccount(string UserName, string DisplayName, Role Role);

/// <summary>The demo's accounts for the sign-in page; none outside demo mode.</summary>
internal sealed class DemoAccounts(NpgsqlDataSource database, WebSettings settings)
{
    public const string Password = DemoUsers.Password;

    private const string ListSql = """
        SELECT u.user_name AS UserName, u.display_name AS DisplayName, min(r.role) AS Role
        FROM users u JOIN user_roles r USING (user_name)
        WHERE u.is_demo AND u.disabled_at IS NULL
        GROUP BY u.user_name, u.display_name
        """;

    public async Task<IReadOnlyList<DemoAccount>> ListAsync(CancellationToken token)
    {
        if (!settings.IsDemo) return [];
        await using var connection = await database.OpenConnectionAsync(token);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(ListSql, cancellationToken: token));
        return rows.Select(row => new DemoAccount(row.UserName, row.DisplayName, Roles.Named(row.Role)))
            .OrderBy(account => account.Role).ThenBy(account => account.UserName, StringComparer.Ordinal).ToList();
    }

    private sealed record Row(string UserName, string DisplayName, string Role);
}
