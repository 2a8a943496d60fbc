using FundLedger.Domain;

namespace FundLedger.Web.Api;

/// <summary>The body cannot be read at all, or it lacks members, or it has one that the request does not know.</summary>
/// <param name="Members">Where in the body, e.g. <c>amount</c> or <c>lines[0].amount</c>; <c>$</c> is the whole of it.</param>
public sealed record RequestUnreadable(IReadOnlyList<string> Members)
    : Invalid($"The request is not as described: {string.Join(", ", Members)}.");

/// <summary>A write came without a name of its own, so that a repeat could not be told from a second intent.</summary>
public sealed record IdempotencyKeyMissing()
    : Invalid($"A write needs the header {RequestKey.Header} with a UUID, the same one again for the same intent.");

public sealed record NotJson() : Invalid("The body is JSON and its content type says application/json.");

public sealed record BodyTooLarge() : Invalid("The body is larger than this server reads.");

public sealed record NotSignedIn() : Refused("Sign in first.");

/// <summary>Unknown, disabled, locked or a wrong password: never told apart.</summary>
public sealed record SignInRefused() : Refused("The user name or password is wrong, or the account is locked for now.");

public sealed record TooManySignIns() : Refused("Too many tries; wait a few minutes.");

public sealed record AddressUnknown() : NotFound("There is nothing at this address.");
