using FundLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>Signing in and out, under the limits of the sign-in page. These change no books and take no key.</summary>
internal static class SessionEndpoints
{
    internal sealed record Credentials(string UserName, string Password);

    internal sealed record Me(string UserName, string DisplayName, Instant? LastSignIn, IReadOnlyList<MyFund> Funds);

    internal sealed record MyFund(string Code, string NameVi, string NameEn, IReadOnlyList<Role> Roles);

    public static void MapSession(this RouteGroupBuilder api)
    {
        api.MapPost("/session", EnterAsync).AllowAnonymous()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithSummary("Sign in")
            .WithDescription("Answers with the session cookie; send it with every other request.");
        api.MapDelete("/session", LeaveAsync).WithSummary("Sign out");
        api.MapGet("/me", Show).WithSummary("Who is signed in, with which roles in which funds");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EnterAsync(
        Credentials body, PasswordSignIn passwords, HttpContext context, CancellationToken token) =>
        await passwords.TryAsync(body.UserName, body.Password, context.Connection.RemoteIpAddress, token) switch
        {
            SignInOutcome.SignedIn => TypedResults.NoContent(),
            SignInOutcome.TooManyTries => Problems.From(new TooManySignIns()),
            _ => Problems.From(new SignInRefused()),
        };

    private static async Task<NoContent> LeaveAsync(SignInManager<AppUser> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.NoContent();
    }

    private static Ok<Me> Show(CurrentUser me) => TypedResults.Ok(new Me(
        me.UserName, me.DisplayName, me.LastSignIn,
        [.. me.Funds.Select(fund => new MyFund(fund.Code, fund.NameVi, fund.NameEn, [.. fund.Roles.Order()]))]));
}
