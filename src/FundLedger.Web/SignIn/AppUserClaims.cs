using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FundLedger.Web.SignIn;

/// <summary>What the sign-in cookie says of a person. Roles are not in it: they are read at each request.</summary>
internal sealed class AppUserClaims(UserManager<AppUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<AppUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(ClaimTypes.GivenName, user.DisplayName));
        return identity;
    }

    public static IEnumerable<Claim> LastSignInOf(AppUser user) => user.LastSignIn is { } seconds
        ? [new Claim(CurrentUser.LastSignInClaim, seconds.ToString(CultureInfo.InvariantCulture))]
        : [];

    /// <summary>When the cookie is renewed, the time of the sign-in before it stays what it was.</summary>
    public static Task KeepLastSignIn(SecurityStampRefreshingPrincipalContext context)
    {
        var kept = context.CurrentPrincipal?.FindFirst(CurrentUser.LastSignInClaim);
        if (kept is not null) (context.NewPrincipal?.Identity as ClaimsIdentity)?.AddClaim(kept.Clone());
        return Task.CompletedTask;
    }
}
