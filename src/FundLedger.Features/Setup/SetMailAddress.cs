using FundLedger.Domain.Text;
using Npgsql;

namespace FundLedger.Features.Setup;

/// <summary>Where a user gets notices by mail, set by the operator; whether they are wanted is the user's choice.</summary>
public static class SetMailAddress
{
    private const string UserSql = "SELECT EXISTS (SELECT FROM users WHERE user_name = @User)";

    private const string SetSql = "SELECT set_mail_address(@User, @Address)";

    /// <summary>Raises <see cref="UnusableContentException"/> for an unknown user or an address that is none.</summary>
    /// <param name="address">Null to take it away.</param>
    public static async Task RunAsync(string ownerConnection, string user, string? address, CancellationToken token)
    {
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        var isKnown = await session.SingleAsync<bool>(UserSql, new { User = user }, token);
        if (!isKnown) throw new UnusableContentException($"Không có người dùng {user}.", $"There is no user {user}.");
        try
        {
            await session.ExecuteAsync(SetSql, new { User = user, Address = address }, token);
        }
        catch (PostgresException refused) when (refused.ConstraintName == "mail_address_plain")
        {
            throw new UnusableContentException("Đó không phải địa chỉ thư.", "That is no mail address.", refused);
        }

        await session.CommitAsync(token);
    }
}
