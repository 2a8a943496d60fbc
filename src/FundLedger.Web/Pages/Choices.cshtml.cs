using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FundLedger.Web.Pages;

/// <summary>Keeps what a person chose in the top bar, in cookies, and goes back to where they were.</summary>
[AllowAnonymous]
internal sealed class ChoicesModel : PageModel
{
    internal static readonly CookieOptions ForAYear = new()
    {
        MaxAge = TimeSpan.FromDays(365),
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
    };

    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPostLanguage(string? language, string? next)
    {
        Response.Cookies.Append(LanguageSetup.Cookie, LanguageSetup.CookieFor(language), ForAYear);
        return LocalRedirect(Url.IsLocalUrl(next) ? next! : "/");
    }

    /// <summary>
    /// Goes to the first page: what was open may not exist in the other fund. The right to the fund is checked at each request.
    /// </summary>
    public IActionResult OnPostFund(string? fund)
    {
        Response.Cookies.Append(CurrentUser.FundCookie, fund ?? "", ForAYear);
        return LocalRedirect("/");
    }
}
