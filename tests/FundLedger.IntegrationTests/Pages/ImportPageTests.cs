using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FundLedger.IntegrationTests.Api;
using FundLedger.IntegrationTests.Imports;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Pages;

public sealed class ImportPageTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Imports = "/children/import";

    [Fact]
    public async Task A_file_is_sent_looked_at_and_added_on_its_pages()
    {
        var page = await SendAsync(File(Row(800), Row(801, (2, "05/13/2016"))), "Danh sách tháng Một");
        Assert.Contains("C3: “05/13/2016”", page.Text, StringComparison.Ordinal);
        Assert.Contains("Chỉ nhập 1 dòng tốt", page.Text, StringComparison.Ordinal);
        var added = await page.Send($"{page.Path}?handler=Commit", ("rows", "Good"));
        Assert.Equal((302, Imports), (added.Status, added.Location));
        var list = await PageForm.Open(web, TamDuong.Officer, Imports);
        Assert.Contains("Danh sách tháng Một", list.Text, StringComparison.Ordinal);
        var client = await web.As(TamDuong.Officer);
        using var result = await client.GetAsync($"{page.Path}/result", Ledger.Token);
        Assert.Equal(200, (int)result.StatusCode);
        var others = await web.As(TamDuong.OtherOfficer);
        using var stranger = await others.GetAsync($"{page.Path}/result", Ledger.Token);
        Assert.Equal(404, (int)stranger.StatusCode);
    }

    [Fact]
    public async Task Columns_that_were_not_found_are_chosen_and_a_bad_file_leaves_the_label()
    {
        var mapping = await SendAsync(SampleWorkbook.Of(["STT", "Cháu", .. Header.Skip(2)], Row(802)), "Danh sách lạ");
        Assert.Contains("Chưa thấy cột “Họ và tên trẻ”", mapping.Text, StringComparison.Ordinal);
        (string, string)[] columns = [("col_birthDate", "2"), ("col_groups", "4"), ("col_guardianName", "6"), ("headerRow", "1"), ("sheet", "0")];
        var missing = await mapping.Send($"{mapping.Path}?handler=Check", columns);
        Assert.Contains("phải được chọn đúng một lần", missing.Text, StringComparison.Ordinal);
        var chosen = await mapping.Send($"{mapping.Path}?handler=Check", [.. columns, ("col_fullName", "1")]);
        Assert.Equal((302, mapping.Path), (chosen.Status, chosen.Location));
        var refused = await SendAsync(Encoding.ASCII.GetBytes("%PDF-1.7"), "Nhầm tệp");
        Assert.Contains("không phải bảng Excel", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Nhầm tệp", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_template_is_understood_when_it_comes_back_and_only_the_officer_gets_here()
    {
        foreach (var language in (string[])["vi", "en"])
        {
            var client = await web.As(TamDuong.Officer);
            var template = await client.GetByteArrayAsync($"{Imports}/template?language={language}", Ledger.Token);
            var page = await SendAsync(template, "Mẫu trống");
            Assert.Contains("Không còn dòng nào để thêm", page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(403, (await PageForm.Open(web, TamDuong.Accountant, Imports)).Status);
    }

    [Fact]
    public async Task Programs_go_the_same_way()
    {
        var client = await web.As(TamDuong.Officer);
        var sent = await PostAsync(client, "", new { list = "children", label = "Từ chương trình", content = File(Row(803)) });
        var import = sent.GetProperty("import").GetString();
        var check = await PostAsync(client, $"/{import}/check", new { });
        Assert.Equal(1, check.GetProperty("counts").GetProperty("good").GetInt32());
        var view = await client.GetFromJsonAsync<JsonElement>($"/api/v1/funds/{TamDuong.BinhLu}/imports/{import}", Ledger.Token);
        Assert.Equal("good", view.GetProperty("rows")[0].GetProperty("state").GetString());
        var seen = check.GetProperty("seen").GetString();
        var done = await PostAsync(client, $"/{import}/commit", new { rows = "all", seen });
        Assert.Equal(1, done.GetProperty("added").GetInt32());
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/funds/{TamDuong.BinhLu}/imports{path}");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content = JsonContent.Create(body);
        using var answer = await client.SendAsync(request, Ledger.Token);
        var text = await answer.Content.ReadAsStringAsync(Ledger.Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private sealed record Shown(string Path, string Text, PageForm Form)
    {
        public Task<PageForm> Send(string path, params (string Name, string Value)[] fields) => Form.Send(path, fields);
    }

    private async Task<Shown> SendAsync(byte[] file, string label)
    {
        var client = await web.As(TamDuong.Officer);
        var markup = await client.GetStringAsync(Imports, Ledger.Token);
        using var body = new MultipartFormDataContent();
        foreach (var name in (string[])["__RequestVerificationToken", "Key"])
        {
            body.Add(new StringContent(Regex.Match(markup, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value), name);
        }

        body.Add(new StringContent(label), "Label");
        body.Add(new ByteArrayContent(file), "File", "danh-sach.xlsx");
        using var answer = await client.PostAsync(Imports, body, Ledger.Token);
        var path = answer.Headers.Location?.OriginalString;
        if (path is null) return new Shown(Imports, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ledger.Token)), null!);
        var form = await PageForm.Open(client, path);
        return new Shown(path, form.Text, form);
    }
}
