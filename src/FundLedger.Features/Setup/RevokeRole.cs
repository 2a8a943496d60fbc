using FundLedger.Domain.Text;

namespace FundLedger.Features.Setup;

/// <summary>Takes roles from a user; each change is sealed in the log of its fund. What the person did before stays as it is.</summary>
public static class RevokeRole
{
    private const string RevokeSql = """
        SELECT count(*) FILTER (WHERE revoke_role(@UserName, f.fund_id, r.role))
        FROM unnest(@Funds, @Roles) r(fund, role) JOIN funds f ON f.code = r.fund
        """;

    /// <summary>
    /// Raises <see cref="UnusableContentException"/> when a fund is not there, or when the user does not hold one of the roles; then
    /// nothing is taken.
    /// </summary>
    public static async Task RunAsync(
        string ownerConnection, string userName, IReadOnlyList<(string Fund, string Role)> roles, CancellationToken token)
    {
        var asked = roles.Distinct().ToList();
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        await FundCodes.RequireAsync(session, asked.Select(role => role.Fund), token);
        var taken = await session.SingleAsync<long>(
            RevokeSql,
            new { UserName = userName, Funds = asked.Select(r => r.Fund).ToArray(), Roles = asked.Select(r => r.Role).ToArray() },
            token);
        if (taken != asked.Count)
        {
            throw new UnusableContentException(
                $"{userName} không có đủ các vai trò này; chưa có gì thay đổi.",
                $"{userName} does not hold all of these roles; nothing was changed.");
        }

        await session.CommitAsync(token);
    }
}
