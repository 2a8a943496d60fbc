using System.Net;
using FundLedger.Features.Reports;
using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>The reports as the web gives them out.</summary>
public sealed class ReportPageTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Days = "from=2021-01-01&to=2021-01-04";

    private const string NotedSql = "SELECT count(*) FROM list_exports x JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND x.list = @List";

    [Theory]
    [InlineData("/api/v1/funds/Q106/reports/receipt-use/csv?" + Days, "receipt-use", "text/csv")]
    [InlineData("/api/v1/funds/Q106/reports/occasion/json?occasion=tet&" + Days, "occasion", "application/json")]
    [InlineData("/reports/Q106/matrix/file?format=pdf&" + Days, "matrix", "application/pdf")]
    public async Task A_file_is_noted_before_it_leaves(string path, string list, string type)
    {
        using var answer = await (await web.As(TamDuong.Accountant)).GetAsync(path, Ledger.Token);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(1, await web.Ledger.Ask<long>(NotedSql, new { List = list }));
    }

    [Theory]
    [InlineData(TamDuong.Cashier, "/api/v1/funds/Q106/reports/matrix/csv?" + Days, HttpStatusCode.Forbidden)]
    [InlineData(TamDuong.Officer, "/api/v1/funds/Q106/reports/matrix/csv?" + Days, HttpStatusCode.NotFound)]
    [InlineData(TamDuong.Officer, "/reports/Q106/matrix/file?format=csv&" + Days, HttpStatusCode.NotFound)]
    [InlineData(TamDuong.Accountant, "/reports/Q106/khac/file?format=csv&" + Days, HttpStatusCode.NotFound)]
    [InlineData(TamDuong.Accountant, "/api/v1/funds/Q106/reports/occasion/csv?" + Days, HttpStatusCode.BadRequest)]
    [InlineData(TamDuong.Accountant, "/api/v1/funds/Q106/reports/matrix/csv?shared=true&" + Days, HttpStatusCode.BadRequest)]
    public async Task Nothing_leaves_for_who_may_not_or_where_nothing_is(string user, string path, HttpStatusCode expected)
    {
        using var answer = await (await web.As(user)).GetAsync(path, Ledger.Token);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_shows_each_report_in_both_languages()
    {
        var client = await web.As(TamDuong.Auditor);
        foreach (var form in ReportForms.All)
        {
            using var answer = await client.GetAsync($"/reports?report={form.Code}", Ledger.Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(form.Name.Vi, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ledger.Token)), StringComparison.Ordinal);
        }
    }
}
