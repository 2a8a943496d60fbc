using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Api;

public sealed partial class ApiGuideTests(WebLedger web) : IClassFixture<WebLedger>
{
    [Fact]
    public async Task The_examples_of_the_guide_work_in_their_order()
    {
        web.Ledger.Clock.Today = new LocalDate(2021, 12, 20);
        await web.Ledger.Given.Pool();
        using var client = web.Web.Client();
        var examples = Example().Matches(await Guide()).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(3, examples.Count);
        foreach (var example in examples)
        {
            using var answer = await client.SendAsync(Request(example), Ledger.Token);
            Assert.True(answer.IsSuccessStatusCode, $"{example}\n{await answer.Content.ReadAsStringAsync(Ledger.Token)}");
        }
    }

    /// <summary>What curl would send for these arguments; of its options the guide uses -H and -d.</summary>
    private static HttpRequestMessage Request(string example)
    {
        var body = Body().Match(example);
        var request = new HttpRequestMessage(body.Success ? HttpMethod.Post : HttpMethod.Get, Path().Match(example).Value);
        var text = body.Groups[1].Value.Replace("trinh-dien-2021", TamDuong.Password, StringComparison.Ordinal);
        if (body.Success) request.Content = new StringContent(text);
        foreach (var header in Header().Matches(example).Select(match => match.Groups[1].Value.Split(": ")))
        {
            if (header[0] == "Content-Type") request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(header[1]);
            else request.Headers.Add(header[0], header[1]);
        }

        return request;
    }

    private static async Task<string> Guide()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "FundLedger.sln"))) folder = folder.Parent!;
        return await File.ReadAllTextAsync(System.IO.Path.Combine(folder.FullName, "docs", "api.md"), Ledger.Token);
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("/api/[^ \n]+")]
    private static partial Regex Path();

    [GeneratedRegex("-H '([^']+)'")]
    private static partial Regex Header();

    [GeneratedRegex("-d '([^']+)'", RegexOptions.Singleline)]
    private static partial Regex Body();
}
