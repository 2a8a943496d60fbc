using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using FundLedger.Features.Pipeline;

namespace FundLedger.Web.Api;

/// <summary>The JSON API: the requests of the pages, for programs. A new feature adds its line in <see cref="MapApi"/>.</summary>
internal static class ApiSetup
{
    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(http =>
        {
            var json = Json.Configure(http.SerializerOptions);
            json.Converters.Add(new VoucherNumberJson());
            // Nothing is guessed and nothing passed over: who acts comes from the sign-in, so "approvedBy" in a body is a mistake to tell.
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.NumberHandling = JsonNumberHandling.Strict;
            json.PropertyNameCaseInsensitive = false;
            json.AllowDuplicateProperties = false;
            json.RespectNullableAnnotations = true;
            json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            json.RespectRequiredConstructorParameters = true;
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<UnreadableRequests>();
        // A failure has its own reference, which stands in the log too; a second number would only confuse.
        services.AddProblemDetails(problems =>
            problems.CustomizeProblemDetails = problem => problem.ProblemDetails.Extensions.Remove("traceId"));
        services.AddApiDescription();
    }

    /// <summary>Gives answers without a body the form of the API; stands inside what does the same for pages.</summary>
    public static void UseApiProblems(this WebApplication app) =>
        app.UseWhen(context => context.IsApi(), api => api.UseStatusCodePages(Problems.WriteAsync));

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        var api = app.MapGroup(ApiPath.Version1).ProducesProblem(StatusCodes.Status401Unauthorized);
        api.MapGroup("").WithTags("Session").MapSession();

        var funds = api.MapGroup("/funds/{fund}").AddEndpointFilter<FundGuard>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        funds.MapGroup("").WithTags("Receipts").MapReceipts();
        funds.MapGroup("").WithTags("Disbursements").MapDisbursements();
        funds.MapGroup("").WithTags("Payments").MapPayments();
        funds.MapGroup("").WithTags("Payments").MapHandouts();
        funds.MapGroup("").WithTags("Approvals").MapApprovals();
        funds.MapGroup("").WithTags("Notices").MapNotices();
        funds.MapGroup("").WithTags("Books").MapLedger();
        funds.MapGroup("").WithTags("Books").MapBooks();
        funds.MapGroup("").WithTags("Reports").MapReports();
        funds.MapGroup("").WithTags("Reports").MapPlans();
        funds.MapGroup("").WithTags("Periods").MapPeriods();
        funds.MapGroup("").WithTags("Periods").MapYearEnd();
        funds.MapGroup("").WithTags("Transfers").MapTransfers();
        funds.MapGroup("").WithTags("Books").MapAdjustments();
        funds.MapGroup("").WithTags("Goods").MapGoods();
        funds.MapGroup("").WithTags("Norms").MapNorms();
        funds.MapGroup("").WithTags("Children").MapChildren();
        funds.MapGroup("").WithTags("Children").MapCases();
        funds.MapGroup("").WithTags("Imports").MapImports();
        funds.MapGroup("").WithTags("Statements").MapStatements();
        funds.MapGroup("").WithTags("Vouchers").MapVouchers();
        funds.MapGroup("").WithTags("Traces").MapTraces();
        funds.MapGroup("").WithTags("Checks").MapChecks();
        funds.MapGroup("").WithTags("Audit").MapFindings();
        funds.MapGroup("").WithTags("Audit").MapSamples();
    }
}
