using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>: what the endpoints say of themselves and what holds for all of them.</summary>
internal static class ApiDescription
{
    private const string Cookie = "session";

    private const string Text = """
        Double-entry books and disbursements of child-protection funds. Sign in with `POST /api/v1/session`; the cookie says who acts.

        Money is a whole number of đồng, a date is `YYYY-MM-DD`. Members that a body does not know are refused.
        Every write under a fund needs the header `Idempotency-Key`: the same key with the same body gives the first answer again and
        changes nothing; with another body it is refused.

        Errors are `application/problem+json`: branch on `type` (`urn:fund-ledger:` and the reason), show `detail`, which is Vietnamese or,
        with `Accept-Language: en`, English. `errors` names the members concerned, `figures` has the values behind the sentence.
        """;

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", document =>
    {
        document.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith(ApiPath.Version1[1..], StringComparison.Ordinal) == true;
        document.AddDocumentTransformer((api, _, _) => Introduce(api));
        document.AddOperationTransformer((operation, context, _) => Complete(operation, context));
        document.AddSchemaTransformer((schema, context, _) => Explain(schema, context.JsonTypeInfo.Type));
    });

    private static Task Introduce(OpenApiDocument api)
    {
        api.Info = new OpenApiInfo { Title = "Fund Ledger", Version = "v1", Description = Text };
        api.Servers = [];
        api.Components ??= new OpenApiComponents();
        api.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        api.Components.SecuritySchemes[Cookie] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = "fundledger.session",
            Description = "Set by signing in.",
        };
        return Task.CompletedTask;
    }

    private static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        if (!endpoint.OfType<Microsoft.AspNetCore.Authorization.IAllowAnonymous>().Any())
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Cookie, context.Document)] = [] }];
        if (!endpoint.OfType<OncePerKeyMetadata>().Any()) return Task.CompletedTask;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = RequestKey.Header,
            In = ParameterLocation.Header,
            Required = true,
            Description = "Made once per intent; sent again, the first answer comes back.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        });
        return Task.CompletedTask;
    }

    private static Task Explain(OpenApiSchema schema, Type type)
    {
        var (kind, format, description) = (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var money when money == typeof(Money) => (JsonSchemaType.Integer, "int64", "Whole đồng."),
            var date when date == typeof(LocalDate) => (JsonSchemaType.String, "date", "YYYY-MM-DD."),
            var day when day == typeof(Day) => (JsonSchemaType.String, "date", "YYYY-MM-DD."),
            var month when month == typeof(Month) => (JsonSchemaType.String, "month", "YYYY-MM."),
            var period when period == typeof(PeriodCode) => (JsonSchemaType.String, "period", "YYYY-Q3, YYYY-H1 or YYYY."),
            var rows when rows == typeof(Rows) => (JsonSchemaType.Integer, "int32", "1 to 10000."),
            var number when number == typeof(VoucherNumber) => (JsonSchemaType.String, "voucher-number", "As printed: PT-2021-00001."),
            var instant when instant == typeof(Instant) => (JsonSchemaType.String, "date-time", "UTC."),
            _ => (default, "", ""),
        };
        if (type == typeof(ProblemDetails)) AddOurMembers(schema);
        if (format.Length == 0) return Task.CompletedTask;
        // Without "or null": the schema is shared, and where null is allowed the member says so.
        schema.Type = kind;
        schema.Format = format;
        schema.Description = description;
        return Task.CompletedTask;
    }

    private static void AddOurMembers(OpenApiSchema problem)
    {
        problem.Properties ??= new Dictionary<string, IOpenApiSchema>();
        problem.Properties["citation"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "The decision or rule that forbids it.",
        };
        problem.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "The members of the body concerned, each with its sentences.",
            AdditionalProperties = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
        problem.Properties["figures"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "The values behind the sentence, named by the reason: amounts, dates, codes.",
            AdditionalPropertiesAllowed = true,
        };
    }
}
