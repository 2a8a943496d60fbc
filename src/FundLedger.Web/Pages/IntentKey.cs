namespace FundLedger.Web.Pages;

/// <summary>
/// One key for a form that is open in several tabs at once, until it was sent: what is sent twice is then recorded once, and what differs
/// is noticed.
/// </summary>
internal static class IntentKey
{
    public static Guid Of(HttpContext context, string form)
    {
        if (Guid.TryParse(context.Request.Cookies[Name(form)], out var open) && open != Guid.Empty) return open;
        var key = Guid.NewGuid();
        context.Response.Cookies.Append(Name(form), key.ToString(), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = context.Request.IsHttps,
        });
        return key;
    }

    /// <summary>The intent was carried out or given up: the form begins anew.</summary>
    public static void End(HttpContext context, string form) => context.Response.Cookies.Delete(Name(form));

    private static string Name(string form) => $"fundledger.intent.{form}";
}
