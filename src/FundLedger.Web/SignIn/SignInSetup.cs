using FundLedger.Web.Api;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.SignIn;

internal static class SignInSetup
{
    public static void AddSignIn(this IServiceCollection services, WebSettings settings)
    {
        services.AddIdentityCore<AppUser>(LockAfterFiveFailures).AddSignInManager().AddClaimsPrincipalFactory<AppUserClaims>();
        services.AddScoped<UserStore>();
        services.AddScoped<IUserStore<AppUser>>(provider => provider.GetRequiredService<UserStore>());
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie => Configure(cookie, settings));
        services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            stamp.ValidationInterval = TimeSpan.FromMinutes(1);
            stamp.OnRefreshingPrincipal = AppUserClaims.KeepLastSignIn;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(forms => Protect(forms.Cookie, "fundledger.form", settings));
        services.Configure<CookieTempDataProviderOptions>(notice => Protect(notice.Cookie, "fundledger.notice", settings));
        // Only a proxy on this machine is believed, which is the framework's own default list.
        services.Configure<ForwardedHeadersOptions>(proxy =>
            proxy.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.AddSingleton(_ => SignInLimits.For(settings.Mode));
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<DemoAccounts>();
    }

    private static void LockAfterFiveFailures(IdentityOptions options)
    {
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.Password.RequiredLength = 12;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }

    private static void Configure(CookieAuthenticationOptions options, WebSettings settings)
    {
        Protect(options.Cookie, "fundledger.session", settings);
        options.SlidingExpiration = true;
        options.ExpireTimeSpan = settings.IsDemo ? TimeSpan.FromHours(8) : TimeSpan.FromMinutes(30);
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "next";
        var toSignInPage = options.Events.OnRedirectToLogin;
        options.Events.OnRedirectToLogin = context =>
        {
            if (!context.HttpContext.IsApi()) return toSignInPage(context);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static void Protect(CookieBuilder cookie, string name, WebSettings settings)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = settings.IsProduction ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
