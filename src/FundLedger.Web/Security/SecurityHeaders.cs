namespace FundLedger.Web.Security;

/// <summary>Headers of every answer: nothing runs or loads but what this site serves, and nobody frames it.</summary>
internal static class SecurityHeaders
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Plain HTTP is answered with a reason instead of a sign-in whose cookie the browser would drop.</summary>
    public static void UseHttpsOnly(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.IsHttps) return next(context);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return context.Response.WriteAsync(
            "Production mode answers over HTTPS only: use a TLS proxy on this machine that sends X-Forwarded-Proto.");
    });

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Write(context.Response.Headers, context.User.Identity?.IsAuthenticated == true);
            context.Response.Headers["Permissions-Policy"] = PermissionsOf(context.Request.Path);
            return Task.CompletedTask;
        });
        return next(context);
    });

    // Only the screen on which money is handed out scans codes.
    private static string PermissionsOf(PathString path) =>
        $"camera=({(path.StartsWithSegments("/handout") ? "self" : "")}), geolocation=(), microphone=()";

    private static void Write(IHeaderDictionary headers, bool signedIn)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // After sign-out the back button must not show a child's page from the browser's store.
        if (signedIn && headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }
}
