using System.Net;
using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Bookkeeping;

/// <summary>The books as the web gives them out.</summary>
public sealed class BookPageTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Days = "from=2021-01-01&to=2021-01-04";

    private const string NotedSql = "SELECT count(*) FROM list_exports x JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND x.list = @List";

    [Theory]
    [InlineData("/api/v1/funds/Q106/books/cash/csv?" + Days, "cash", "text/csv")]
    [InlineData("/api/v1/funds/Q106/books/journal/json?" + Days, "journal", "application/json")]
    [InlineData("/books/Q106/bank/file?format=pdf&" + Days, "bank", "application/pdf")]
    [InlineData("/children/export?format=csv", "children", "text/csv")]
    [InlineData("/receipts?handler=Export&format=csv", "receipts", "text/csv")]
    public async Task A_file_is_noted_before_it_leaves(string path, string list, string type)
    {
        using var answer = await (await web.As(TamDuong.Accountant)).GetAsync(path, Ledger.Token);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(1, await web.Ledger.Ask<long>(NotedSql, new { List = list }));
    }

    [Theory]
    [InlineData(TamDuong.Cashier, "/api/v1/funds/Q106/books/ledger/csv?" + Days, HttpStatusCode.Forbidden)]
    [InlineData(TamDuong.Officer, "/api/v1/funds/Q106/books/ledger/csv?" + Days, HttpStatusCode.NotFound)]
    [InlineData(TamDuong.Officer, "/books/Q106/ledger/file?format=csv&" + Days, HttpStatusCode.NotFound)]
    [InlineData(TamDuong.Accountant, "/books/Q106/ledger/file?format=exe&" + Days, HttpStatusCode.NotFound)]
    [InlineData(TamDuong.Accountant, "/books/Q106/khac/file?format=csv&" + Days, HttpStatusCode.NotFound)]
    [InlineData(TamDuong.Accountant, "/api/v1/funds/Q106/books/ledger/exe?" + Days, HttpStatusCode.BadRequest)]
    public async Task Nothing_leaves_for_who_may_not_or_where_nothing_is(string user, string path, HttpStatusCode expected)
    {
        using var answer = await (await web.As(user)).GetAsync(path, Ledger.Token);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(0, await web.Ledger.Ask<long>(NotedSql, new { List = "ledger" }));
    }

    [Fact]
    public async Task The_page_shows_each_book_and_says_when_there_is_nothing_yet()
    {
        var client = await web.As(TamDuong.Auditor);
        foreach (var form in Features.Books.BookForms.All)
        {
            using var answer = await client.GetAsync($"/books?book={form.Code}", Ledger.Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ledger.Token));
            Assert.Contains(form.Name.Vi, text, StringComparison.Ordinal);
            Assert.Contains("Sổ chưa có dòng nào", text, StringComparison.Ordinal);
        }
    }
}
