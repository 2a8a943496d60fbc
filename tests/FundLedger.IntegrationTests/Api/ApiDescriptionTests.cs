using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FundLedger.Web.Api;
using Microsoft.AspNetCore.Routing;

namespace FundLedger.IntegrationTests.Api;

public sealed partial class ApiDescriptionTests(WebLedger web) : IClassFixture<WebLedger>
{
    /// <summary>What changes no books; everything else that is not a GET takes a key.</summary>
    private static readonly string[] Keyless = ["DELETE /api/v1/session", "POST /api/v1/session"];

    [Fact]
    public void Every_write_takes_an_idempotency_key()
    {
        var forgetful = Endpoints().Where(endpoint => !endpoint.Call.StartsWith("GET ", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Source.Metadata.GetMetadata<OncePerKeyMetadata>() is null).Select(endpoint => endpoint.Call);
        Assert.Equal(Keyless, forgetful.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_endpoint_is_described_with_a_summary()
    {
        var described = Operations(await Document()).ToList();
        Assert.Equal(Endpoints().Select(endpoint => endpoint.Call).Order(), described.Select(operation => operation.Call).Order());
        Assert.DoesNotContain(described, operation => operation.Body["summary"] is null);
    }

    [Fact]
    public async Task The_guide_lists_every_address_and_no_other()
    {
        var listed = GuideRow().Matches(await Documented.ReadAsync("api.md"))
            .Select(row => $"{row.Groups[1].Value} /api/v1{row.Groups[2].Value} {row.Groups[3].Value}");
        var described = Operations(await Document()).Select(operation => $"{operation.Call} {operation.Body["summary"]!.GetValue<string>()}");
        Assert.Equal(described.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_write_is_described_with_its_key()
    {
        var writes = Operations(await Document())
            .Where(operation => !operation.Call.StartsWith("GET ", StringComparison.Ordinal) && !Keyless.Contains(operation.Call)).ToList();
        Assert.NotEmpty(writes);
        Assert.All(writes, write => Assert.Single(write.Body["parameters"]!.AsArray(), parameter =>
            parameter!["name"]!.GetValue<string>() == "Idempotency-Key" && parameter["required"]!.GetValue<bool>()));
        Assert.All(writes, write => Assert.NotNull(write.Body["responses"]!["409"]));
    }

    [Fact]
    public async Task Every_operation_under_a_fund_describes_its_problems() => Assert.All(
        Operations(await Document()).Where(operation => operation.Call.Contains("{fund}", StringComparison.Ordinal)),
        operation => Assert.All(["401", "403", "404"], status => Assert.NotNull(operation.Body["responses"]![status])));

    [Fact]
    public async Task Money_is_described_as_a_whole_number_and_a_date_as_a_date()
    {
        var receipt = (await Document())["components"]!["schemas"]!["Receipt"]!;
        Assert.Equal(("integer", "int64"), Kind(await Resolve(receipt["properties"]!["amount"]!)));
        Assert.Equal(("string", "date"), Kind(await Resolve(receipt["properties"]!["date"]!)));
        Assert.Contains("donorName", receipt["required"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public async Task No_body_has_a_place_for_who_acts_or_in_which_fund()
    {
        var document = await Document();
        var bodies = Operations(document).Select(operation => operation.Body["requestBody"]?["content"]?["application/json"]?["schema"])
            .OfType<JsonNode>().Select(schema => schema["$ref"]!.GetValue<string>().Split('/')[^1]).ToList();
        Assert.Contains("Approval", bodies);
        Assert.DoesNotContain(
            bodies.SelectMany(body => document["components"]!["schemas"]![body]!["properties"]!.AsObject().Select(member => member.Key)),
            name => Acting().IsMatch(name));
    }

    private IEnumerable<(string Call, RouteEndpoint Source)> Endpoints() =>
        from endpoint in web.Web.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = endpoint.RoutePattern.RawText
        where path?.StartsWith("/api", StringComparison.Ordinal) == true
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select ($"{method} {Constraint().Replace(path, "}")}", endpoint);

    private static IEnumerable<(string Call, JsonNode Body)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!);

    private static (string, string) Kind(JsonNode schema) => (schema["type"]!.GetValue<string>(), schema["format"]!.GetValue<string>());

    private async Task<JsonNode> Resolve(JsonNode schema) => schema["$ref"] is { } reference
        ? (await Document())["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!
        : schema;

    private async Task<JsonNode> Document()
    {
        using var client = web.Web.Client();
        var answer = await Answer.Of(await client.GetAsync("/openapi/v1.json", Ledger.Token));
        Assert.Equal(200, answer.Status);
        return answer.Body!;
    }

    [GeneratedRegex(@"^\| `([A-Z]+) (/[^`]*)` \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex GuideRow();

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex Constraint();

    // What is to be settled by a day names nobody.
    [GeneratedRegex("^(fund|fundId|key|(?!settleBy$).*By|actor|user|approver|requester|payer|role)$")]
    private static partial Regex Acting();
}
