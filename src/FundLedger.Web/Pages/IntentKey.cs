namespace FundLedger.Web.Pages;

/// <summary>
/// One key for a form that is open in several tabs at once, until it was sent: what is sent twice is then recorded once, and what differs
/// is noticed.
/// </summary>
internal static class IntentKey
{
    private const string AnsweredCookie = "fundledger.answered";

    public static Guid Of(HttpContext context, string form)
    {
        var isOpen = Guid.TryParse(context.Request.Cookies[Name(form)], out var open) && open != Guid.Empty;
        return isOpen ? open : Renew(context, form);
    }

    /// <summary>The intent got its answer: what is sent from the form now is another one.</summary>
    public static Guid Renew(HttpContext context, string form)
    {
        var key = Guid.NewGuid();
        context.Response.Cookies.Append(Name(form), key.ToString(), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = context.Request.IsHttps,
        });
        return key;
    }

    /// <summary>The intent was carried out: the form begins anew when it is shown again.</summary>
    public static void End(HttpContext context, string form) => context.Response.Cookies.Delete(Name(form));

    /// <summary>Tells the page's script that an answer came, so that it need not keep what was typed any longer.</summary>
    public static void Answered(HttpContext context, Guid key)
    {
        var options = new CookieOptions { SameSite = SameSiteMode.Lax, IsEssential = true, Secure = context.Request.IsHttps };
        context.Response.Cookies.Append(AnsweredCookie, key.ToString(), options);
    }

    private static string Name(string form) => $"fundledger.intent.{form}";
}
