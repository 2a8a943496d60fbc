using FundLedger.Features.Findings;
using FundLedger.Features.Pipeline;
using FundLedger.Web.SignIn;

namespace FundLedger.Web.Pages.Audit;

/// <summary>
/// Writes down, before the first byte leaves, which paper of a fund an auditor opens, on the pages and through the API. Looks at names and
/// files that leave have notes of their own.
/// </summary>
internal sealed class AuditorReads(RequestDelegate next, IServiceScopeFactory scopes)
{
    // The first word of an address below which papers of a fund lie.
    private static readonly HashSet<string> Papers = new(StringComparer.OrdinalIgnoreCase)
    {
        "disbursements", "vouchers", "ledger", "payments", "transfers", "traces", "goods", "statements", "books",
    };

    private const string Api = "/api/v1/funds";

    public Task InvokeAsync(HttpContext context, CurrentUser me)
    {
        if (HttpMethods.IsGet(context.Request.Method) && PaperOf(context.Request, me) is { } paper)
        {
            context.Response.OnStarting(() => context.Response.StatusCode == StatusCodes.Status200OK
                ? NoteAsync(me.UserName, paper.Fund, paper.Subject, context.Request)
                : Task.CompletedTask);
        }

        return next(context);
    }

    // Null for what is no paper, and for who audits no such fund.
    private static (string Fund, string Subject)? PaperOf(HttpRequest request, CurrentUser me)
    {
        var inApi = request.Path.StartsWithSegments(Api, out var rest);
        var words = (inApi ? rest : request.Path).Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var (fund, subject) = words switch
        {
            [var code, var about, ..] when inApi => (code, about),
            [var about, var code, _, ..] when !inApi => (code, about),
            ["statements" or "books"] when !inApi => (me.Fund?.Code ?? "", words[0]),
            _ => ("", ""),
        };
        var isPaper = Papers.Contains(subject) || (inApi && subject is "statement" or "exports");
        var audits = me.Funds.FirstOrDefault(one => one.Code == fund)?.Roles.Contains(Role.Auditor) == true;
        return isPaper && audits ? (fund, subject.ToLowerInvariant()) : null;
    }

    private async Task NoteAsync(string user, string fund, string subject, HttpRequest request)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(user);
        var reference = $"{request.Path}{request.QueryString}";
        await scope.ServiceProvider.GetRequiredService<AuditLooks>()
            .NoteAsync(fund, subject, reference[..Math.Min(reference.Length, AuditLooks.LongestReference)], CancellationToken.None);
    }
}
