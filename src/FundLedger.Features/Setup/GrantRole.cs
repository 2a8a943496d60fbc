using FundLedger.Domain.Text;

namespace FundLedger.Features.Setup;

/// <summary>
/// Gives a user who is there further roles, also in another unit's fund: staff of the unit above help a fund with too few people.
/// </summary>
public static class GrantRole
{
    private const string UserSql = "SELECT EXISTS (SELECT FROM users WHERE user_name = @UserName AND disabled_at IS NULL)";

    private const string GrantSql = """
        SELECT count(*) FILTER (WHERE grant_role(@UserName, f.fund_id, r.role))
        FROM unnest(@Funds, @Roles) r(fund, role) JOIN funds f ON f.code = r.fund
        """;

    /// <summary>
    /// Returns how many were new. Raises <see cref="UnusableContentException"/> for an unknown user or fund; then nothing is given.
    /// </summary>
    public static async Task<long> RunAsync(
        string ownerConnection, string userName, IReadOnlyList<(string Fund, string Role)> roles, CancellationToken token)
    {
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        await FundCodes.RequireAsync(session, roles.Select(role => role.Fund), token);
        var isKnown = await session.SingleAsync<bool>(UserSql, new { UserName = userName }, token);
        if (!isKnown)
        {
            throw new UnusableContentException(
                $"Không có người dùng {userName} đang hoạt động.", $"There is no active user {userName}.");
        }

        var given = await session.SingleAsync<long>(
            GrantSql,
            new { UserName = userName, Funds = roles.Select(r => r.Fund).ToArray(), Roles = roles.Select(r => r.Role).ToArray() },
            token);
        await session.CommitAsync(token);
        return given;
    }
}
