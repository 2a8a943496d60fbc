using System.Net;
using Microsoft.AspNetCore.Identity;

namespace FundLedger.Web.SignIn;

public enum SignInOutcome
{
    SignedIn,

    /// <summary>Unknown, disabled, locked or a wrong password: never told apart.</summary>
    NotRecognised,

    TooManyTries,
}

/// <summary>Signs a person in by name and password, taking as long for a name that does not exist as for one that does.</summary>
internal sealed class PasswordSignIn(SignInManager<AppUser> signIn, UserManager<AppUser> users, UserStore store, SignInLimits limits)
{
    private static readonly AppUser Nobody = new()
    {
        UserName = "nobody",
        DisplayName = "",
        NormalizedUserName = "NOBODY",
        SecurityStamp = "",
        ConcurrencyStamp = "",
    };

    private static readonly string NobodysHash = new PasswordHasher<AppUser>().HashPassword(Nobody, Guid.NewGuid().ToString());

    public async Task<SignInOutcome> TryAsync(string userName, string password, IPAddress? from, CancellationToken token)
    {
        var normalized = users.NormalizeName(userName.Trim()) ?? "";
        if (!limits.MayTry(from?.ToString() ?? "", normalized)) return SignInOutcome.TooManyTries;

        var user = await store.FindByNameAsync(normalized, token);
        if (user?.PasswordHash is null || await users.IsLockedOutAsync(user))
        {
            users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            return SignInOutcome.NotRecognised;
        }
        var checkedPassword = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (!checkedPassword.Succeeded) return SignInOutcome.NotRecognised;

        await signIn.SignInWithClaimsAsync(user, isPersistent: false, AppUserClaims.LastSignInOf(user));
        await store.RecordSignInAsync(user, token);
        return SignInOutcome.SignedIn;
    }
}
