using System.Globalization;
using FundLedger.Web.Api;
using Microsoft.AspNetCore.Localization;

namespace FundLedger.Web.Localisation;

/// <summary>Vietnamese unless the person chose English. The browser's own language is not asked: papers here are Vietnamese.</summary>
internal static class LanguageSetup
{
    public const string Vietnamese = "vi";
    public const string English = "en";
    public const string Cookie = "fundledger.language";

    public static string Current => IsEnglish ? English : Vietnamese;

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == English;

    public static void AddTwoLanguages(this IServiceCollection services)
    {
        services.AddLocalization(options => options.ResourcesPath = "Resources");
        services.Configure<RequestLocalizationOptions>(options =>
        {
            // Amounts and dates look the same in both languages, so only the words change.
            options.DefaultRequestCulture = new RequestCulture("vi-VN", Vietnamese);
            options.SupportedCultures = [new CultureInfo("vi-VN")];
            options.SupportedUICultures = [new CultureInfo(Vietnamese), new CultureInfo(English)];
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie }, new AskedByProgram()];
        });
    }

    /// <summary>A program has chosen the header that it sends, where a browser only sends its own language.</summary>
    private sealed class AskedByProgram : AcceptLanguageHeaderRequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
            httpContext.IsApi() ? base.DetermineProviderCultureResult(httpContext) : NullProviderCultureResult;
    }

    /// <summary>The cookie's value for a choice; anything but English is Vietnamese.</summary>
    public static string CookieFor(string? language) =>
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("vi-VN", language == English ? English : Vietnamese));
}
