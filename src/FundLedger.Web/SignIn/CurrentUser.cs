using System.Security.Claims;
using Dapper;
using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using NodaTime;
using Npgsql;

namespace FundLedger.Web.SignIn;

/// <summary>A fund in which the signed-in user has at least one role.</summary>
public sealed record UserFund(FundId Id, string Code, string NameVi, string NameEn, IReadOnlySet<Role> Roles);

/// <summary>
/// Who is signed in and what they may do, read from the database once per request, so that a role taken away is gone at the next click.
/// Empty when nobody is signed in.
/// </summary>
public sealed class CurrentUser(NpgsqlDataSource database)
{
    // The funds carry row-level security by actor, so the actor is set for this one transaction.
    private const string ActorSql = "SELECT set_config('app.actor', @userName, true)";

    private const string FundsSql = """
        SELECT r.fund_id AS FundId, f.code AS Code, f.name_vi AS NameVi, f.name_en AS NameEn, r.role AS Role
        FROM user_roles r JOIN funds f USING (fund_id)
        WHERE r.user_name = @userName
        ORDER BY f.fund_id;
        SELECT count(*)::int FROM notices WHERE user_name = @userName AND read_at IS NULL
        """;

    /// <summary>The name of the chosen fund's cookie.</summary>
    internal const string FundCookie = "fundledger.fund";

    /// <summary>The claim that holds the time of the sign-in before this one, in seconds since 1970 UTC.</summary>
    internal const string LastSignInClaim = "last-sign-in";

    public bool IsSignedIn => UserName.Length > 0;

    /// <summary>The account's name and the actor in the books; empty when nobody is signed in.</summary>
    public string UserName { get; private set; } = "";

    public string DisplayName { get; private set; } = "";

    /// <summary>When this account was signed in to before; null the first time.</summary>
    public Instant? LastSignIn { get; private set; }

    public IReadOnlyList<UserFund> Funds { get; private set; } = [];

    /// <summary>The fund chosen in the top bar, else the first one; null for a user without a role.</summary>
    public UserFund? Fund { get; private set; }

    /// <summary>How many notices in any of the funds this user has not read.</summary>
    public int Unread { get; private set; }

    /// <summary>Roles in the chosen fund.</summary>
    public IReadOnlySet<Role> Roles => Fund?.Roles ?? new HashSet<Role>();

    /// <summary>Whether the user has one of these roles in the chosen fund.</summary>
    public bool IsAny(params IEnumerable<Role> roles) => roles.Any(Roles.Contains);

    /// <summary>Whether the user has this role in that fund.</summary>
    public bool Is(Role role, FundId fund) => Funds.Any(f => f.Id == fund && f.Roles.Contains(role));

    internal async Task LoadAsync(ClaimsPrincipal principal, string? chosenFund, CancellationToken token)
    {
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } userName) return;
        UserName = userName;
        DisplayName = principal.FindFirstValue(ClaimTypes.GivenName) ?? userName;
        var before = principal.FindFirstValue(LastSignInClaim);
        LastSignIn = long.TryParse(before, out var seconds) ? Instant.FromUnixTimeSeconds(seconds) : null;
        (Funds, Unread) = await Outage.OverAsync(() => FundsOfAsync(userName, token), token);
        Fund = Funds.FirstOrDefault(fund => fund.Code == chosenFund) ?? (Funds.Count > 0 ? Funds[0] : null);
    }

    private async Task<(IReadOnlyList<UserFund> Funds, int Unread)> FundsOfAsync(string userName, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await connection.ExecuteAsync(new CommandDefinition(ActorSql, new { userName }, transaction, cancellationToken: token));
        var answers = await connection.QueryMultipleAsync(
            new CommandDefinition(FundsSql, new { userName }, transaction, cancellationToken: token));
        var rows = await answers.ReadAsync<FundRole>();
        var unread = await answers.ReadSingleAsync<int>();
        await answers.DisposeAsync();
        await transaction.CommitAsync(token);
        return (rows.GroupBy(row => row.FundId).Select(FundOf).ToList(), unread);
    }

    private static UserFund FundOf(IGrouping<int, FundRole> rows)
    {
        var first = rows.First();
        var roles = rows.Select(row => SignIn.Roles.Named(row.Role)).ToHashSet();
        return new UserFund(new FundId(rows.Key), first.Code, first.NameVi, first.NameEn, roles);
    }

    private sealed record FundRole(int FundId, string Code, string NameVi, string NameEn, string Role);
}

/// <summary>Fills <see cref="CurrentUser"/> before anything asks for it.</summary>
internal sealed class CurrentUserMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, CurrentUser user, Actor actor)
    {
        await user.LoadAsync(context.User, context.Request.Cookies[CurrentUser.FundCookie], context.RequestAborted);
        if (user.IsSignedIn) actor.SignIn(user.UserName);
        await next(context);
    }
}
