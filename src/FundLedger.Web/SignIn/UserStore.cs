using Dapper;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace FundLedger.Web.SignIn;

/// <summary>
/// Where ASP.NET Core Identity reads and updates accounts. A disabled account is not found, so that it is answered like an unknown one.
/// Accounts are made by operators, never through this store.
/// </summary>
internal sealed class UserStore(NpgsqlDataSource database)
    : IUserPasswordStore<AppUser>, IUserSecurityStampStore<AppUser>, IUserLockoutStore<AppUser>
{
    // Epoch seconds read the same whether or not the data source maps timestamps to NodaTime.
    private const string FindSql = """
        SELECT user_name AS UserName, display_name AS DisplayName, normalized_user_name AS NormalizedUserName,
               password_hash AS PasswordHash, security_stamp AS SecurityStamp, concurrency_stamp AS ConcurrencyStamp,
               lockout_enabled AS LockoutEnabled, extract(epoch FROM lockout_end)::bigint AS LockoutEnd,
               access_failed_count AS AccessFailedCount, extract(epoch FROM last_sign_in_at)::bigint AS LastSignIn
        FROM users
        WHERE disabled_at IS NULL AND (user_name = @id OR normalized_user_name = @normalizedName)
        """;

    private const string UpdateSql = """
        UPDATE users
        SET password_hash = @PasswordHash, security_stamp = @SecurityStamp, concurrency_stamp = @New,
            lockout_enabled = @LockoutEnabled, lockout_end = to_timestamp(@LockoutEnd), access_failed_count = @AccessFailedCount
        WHERE user_name = @UserName AND concurrency_stamp = @Old
        """;

    private const string SignedInSql = "UPDATE users SET last_sign_in_at = now() WHERE user_name = @UserName";

    public Task<AppUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        FindAsync(userId, null, cancellationToken);

    public Task<AppUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindAsync(null, normalizedUserName, cancellationToken);

    public async Task<IdentityResult> UpdateAsync(AppUser user, CancellationToken cancellationToken)
    {
        var next = Guid.NewGuid().ToString("N");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new
        {
            user.UserName,
            user.PasswordHash,
            user.SecurityStamp,
            user.LockoutEnabled,
            LockoutEnd = (double?)user.LockoutEnd,
            user.AccessFailedCount,
            Old = user.ConcurrencyStamp,
            New = next,
        };
        var changed = await connection.ExecuteAsync(new CommandDefinition(UpdateSql, parameters, cancellationToken: cancellationToken));
        if (changed != 1) return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        user.ConcurrencyStamp = next;
        return IdentityResult.Success;
    }

    public async Task RecordSignInAsync(AppUser user, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        await connection.ExecuteAsync(new CommandDefinition(SignedInSql, new { user.UserName }, cancellationToken: token));
    }

    public Task<string> GetUserIdAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

    public Task<string?> GetUserNameAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(AppUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedUserName);

    public Task<string?> GetPasswordHashAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task<string?> GetSecurityStampAsync(AppUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task<int> GetAccessFailedCountAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnabled);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(AppUser user, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(user.LockoutEnd is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);

    public Task<int> IncrementAccessFailedCountAsync(AppUser user, CancellationToken cancellationToken) =>
        Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(AppUser user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public Task SetLockoutEnabledAsync(AppUser user, bool enabled, CancellationToken cancellationToken) =>
        Set(() => user.LockoutEnabled = enabled);

    public Task SetLockoutEndDateAsync(AppUser user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(() => user.LockoutEnd = lockoutEnd?.ToUnixTimeSeconds());

    public Task SetPasswordHashAsync(AppUser user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(() => user.PasswordHash = passwordHash);

    public Task SetSecurityStampAsync(AppUser user, string stamp, CancellationToken cancellationToken) =>
        Set(() => user.SecurityStamp = stamp);

    public Task SetNormalizedUserNameAsync(AppUser user, string? normalizedName, CancellationToken cancellationToken) =>
        Set(() => user.NormalizedUserName = normalizedName ?? user.NormalizedUserName);

    public Task SetUserNameAsync(AppUser user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A user name is the actor in the books and never changes.");

    public Task<IdentityResult> CreateAsync(AppUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are made by operators.");

    public Task<IdentityResult> DeleteAsync(AppUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are disabled, never deleted.");

    public void Dispose()
    {
        // Nothing is held between calls.
    }

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    private async Task<AppUser?> FindAsync(string? id, string? normalizedName, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        var command = new CommandDefinition(FindSql, new { id, normalizedName }, cancellationToken: token);
        return await connection.QuerySingleOrDefaultAsync<AppUser>(command);
    }
}
