namespace FundLedger.Web.Api;

/// <summary>Below this address a program is served: answers are JSON, never a page and never a redirect to one.</summary>
internal static class ApiPath
{
    public const string Version1 = "/api/v1";

    public static bool IsApi(this HttpContext context) => context.Request.Path.StartsWithSegments("/api");
}
