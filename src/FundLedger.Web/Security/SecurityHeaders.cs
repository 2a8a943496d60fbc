namespace FundLedger.Web.Security;

/// <summary>Headers of every answer: nothing runs or loads but what this site serves, and nobody frames it.</summary>
internal static class SecurityHeaders
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Write(context.Response.Headers, context.User.Identity?.IsAuthenticated == true);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Write(IHeaderDictionary headers, bool signedIn)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // After sign-out the back button must not show a child's page from the browser's store.
        if (signedIn && headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }
}
