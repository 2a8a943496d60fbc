using FundLedger.Features.Pipeline;
using FundLedger.Web.SignIn;

namespace FundLedger.Web.Api;

/// <summary>
/// A fund in which the person has no role is not there, for queries as for commands. The database keeps its rows apart besides.
/// </summary>
internal sealed class FundGuard(CurrentUser me) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var code = context.HttpContext.GetRouteValue("fund") as string ?? "";
        return me.Funds.Any(fund => fund.Code == code) ? await next(context) : Problems.From(new FundNotFound(code));
    }
}

/// <summary>
/// Keeps a list from roles that have no business with it. Writes are not guarded here: the database refuses them, and that is recorded.
/// </summary>
internal static class RoleGuard
{
    public static RouteHandlerBuilder OnlyFor(this RouteHandlerBuilder endpoint, params Role[] roles) => endpoint.AddEndpointFilter(
        async (context, next) =>
        {
            var code = context.HttpContext.GetRouteValue("fund") as string ?? "";
            var me = context.HttpContext.RequestServices.GetRequiredService<CurrentUser>();
            return me.Funds.Any(fund => fund.Code == code && fund.Roles.Overlaps(roles))
                ? await next(context)
                : Problems.From(new RoleMissing($"{me.UserName} has none of the roles {string.Join(", ", roles)} in {code}."));
        });
}
