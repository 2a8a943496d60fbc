using Microsoft.AspNetCore.Identity;

namespace FundLedger.Features.Setup;

/// <summary>A sign-in with its roles, made by the operator.</summary>
/// <param name="UserName">Lower-case letters, digits, dot, dash; never changes: it is the name in the books.</param>
/// <param name="Password">Null for an account that nobody can sign in to.</param>
/// <param name="Roles">Fund code and role: fund_accountant, approver, cashier, auditor, commune_officer or administrator.</param>
public sealed record NewUser(
    string UserName, string FullName, string? Password, bool IsDemo, IReadOnlyList<(string Fund, string Role)> Roles);

/// <summary>Adds a user; a second call with the same name only adds roles and sets the password.</summary>
public static class AddUser
{
    private const string UserSql = """
        WITH p AS (INSERT INTO persons (full_name)
            SELECT @FullName WHERE NOT EXISTS (SELECT FROM users WHERE user_name = @UserName) RETURNING person_id)
        INSERT INTO users (user_name, person_id, normalized_user_name, display_name, password_hash, security_stamp,
            concurrency_stamp, is_demo)
        SELECT @UserName, coalesce((SELECT person_id FROM p), (SELECT person_id FROM users WHERE user_name = @UserName)), upper(@UserName),
            @FullName, @PasswordHash, @Stamp, @Stamp, @IsDemo
        ON CONFLICT (user_name) DO UPDATE SET password_hash = EXCLUDED.password_hash, security_stamp = EXCLUDED.security_stamp
        """;

    private const string RoleSql = """
        SELECT count(grant_role(@UserName, f.fund_id, r.role))
        FROM unnest(@Funds, @Roles) r(fund, role) JOIN funds f ON f.code = r.fund
        """;

    /// <summary>Raises <see cref="UnusableContentException"/> when a fund named is not there; then nothing is added.</summary>
    public static async Task RunAsync(string ownerConnection, NewUser user, CancellationToken token)
    {
        var hash = user.Password is null ? null : new PasswordHasher<NewUser>().HashPassword(user, user.Password);
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        await FundCodes.RequireAsync(session, user.Roles.Select(role => role.Fund), token);
        var stamp = Guid.NewGuid().ToString("N");
        await session.ExecuteAsync(
            UserSql, new { user.UserName, user.FullName, PasswordHash = hash, Stamp = stamp, user.IsDemo }, token);
        await session.ExecuteAsync(
            RoleSql,
            new { user.UserName, Funds = user.Roles.Select(r => r.Fund).ToArray(), Roles = user.Roles.Select(r => r.Role).ToArray() },
            token);
        await session.CommitAsync(token);
    }
}
