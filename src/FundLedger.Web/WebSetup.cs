using System.Text.Encodings.Web;
using System.Text.Unicode;
using FundLedger.Web.Api;
using FundLedger.Web.Localisation;
using FundLedger.Web.Mails;
using FundLedger.Web.Pages.Audit;
using FundLedger.Web.Pages.Verify;
using FundLedger.Web.Security;
using FundLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace FundLedger.Web;

/// <summary>The two lists of the host: what it is made of, and what a request passes through.</summary>
internal static class WebSetup
{
    public static void AddFundLedgerWeb(this WebApplicationBuilder builder, WebSettings settings)
    {
        builder.WebHost.UseUrls(settings.Urls);
        // Outside Development the build output would otherwise answer 200 with an empty body for every style sheet.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);

        // One line per request of ours is written by the pipeline; the framework's own would bury it.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Outside production the key ring may lie open; in production StartupChecks demands its key.
        if (!settings.IsProduction) builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        var services = builder.Services;
        services.AddSingleton(settings);
        // Without this every Vietnamese letter leaves as a numeric entity; markup is still encoded.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.TryAddSingleton<IClock>(_ => BusinessClock.For(settings.Mode));
        services.AddHttpContextAccessor();
        services.AddKeyRing(settings);
        services.AddSignIn(settings);
        services.AddTwoLanguages();
        services.AddRazorPages();
        services.AddApi();
        services.AddSingleton(_ => settings.IsDemo ? new VerifyLimits(looks: 600, files: 100) : new VerifyLimits(looks: 60, files: 10));
        services.AddExceptionHandler<FailurePage>();
        services.AddHostedService<ImportSweep>();
        if (settings.Mail is { } mail)
        {
            services.AddSingleton(mail);
            services.AddHostedService<MailWorker>();
        }

        services.AddSingleton(settings.Limits);
        if (settings.CheckHour is { } hour)
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<NightlyChecks>(provider, hour));
        }
    }

    public static void UseFundLedgerWeb(this WebApplication app)
    {
        var isProduction = app.Services.GetRequiredService<WebSettings>().IsProduction;
        if (isProduction) app.UseForwardedHeaders();
        if (isProduction) app.UseHsts();
        app.UseSecurityHeaders();
        if (isProduction) app.UseHttpsOnly();
        app.UseRequestLocalization();
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        app.UseApiProblems();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<CurrentUserMiddleware>();
        app.UseMiddleware<AuditorReads>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapApi();
        app.MapRazorPages().WithStaticAssets();
    }
}
