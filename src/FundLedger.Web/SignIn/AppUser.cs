namespace FundLedger.Web.SignIn;

/// <summary>One account. Its name never changes, because it stands in the books as the one who acted.</summary>
public sealed class AppUser
{
    public required string UserName { get; init; }

    public required string DisplayName { get; init; }

    public required string NormalizedUserName { get; set; }

    public string? PasswordHash { get; set; }

    public required string SecurityStamp { get; set; }

    /// <summary>Changes with every update; an update made from an older reading is refused.</summary>
    public required string ConcurrencyStamp { get; set; }

    public bool LockoutEnabled { get; set; }

    /// <summary>Seconds since 1970 UTC, or null when the account is not locked.</summary>
    public long? LockoutEnd { get; set; }

    public int AccessFailedCount { get; set; }

    /// <summary>Seconds since 1970 UTC of the sign-in before this one; null the first time.</summary>
    public long? LastSignIn { get; init; }
}
