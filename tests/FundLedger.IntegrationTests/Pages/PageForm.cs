using System.Net;
using System.Text.RegularExpressions;
using FundLedger.IntegrationTests.Api;

namespace FundLedger.IntegrationTests.Pages;

/// <summary>A page that was opened as a user, with its hidden fields, to be sent as a browser would.</summary>
internal sealed partial class PageForm
{
    private readonly HttpClient client;

    private PageForm(HttpClient client, HttpResponseMessage answer, string markup)
    {
        this.client = client;
        Status = (int)answer.StatusCode;
        Location = answer.Headers.Location?.OriginalString;
        Text = WebUtility.HtmlDecode(markup);
        Actions = [.. ActionOf().Matches(markup).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];
        Hidden = HiddenField().Matches(markup).Select(match => match.Value)
            .GroupBy(field => Attribute(field, "name")).ToDictionary(group => group.Key, group => Attribute(group.First(), "value"));
    }

    public int Status { get; }

    /// <summary>Where it sends the browser, or null.</summary>
    public string? Location { get; }

    public string Text { get; }

    /// <summary>The key under which its form is sent.</summary>
    public string KeyOf => Hidden["Key"];

    private Dictionary<string, string> Hidden { get; }

    /// <summary>Where its forms and buttons send what was typed.</summary>
    private HashSet<string> Actions { get; }

    public static async Task<PageForm> Open(WebLedger web, string user, string path) => await Open(await web.As(user), path);

    public static async Task<PageForm> Open(HttpClient client, string path) => await Of(client, await client.GetAsync(path, Ledger.Token));

    /// <summary>Sends the hidden fields alone, for a page that keeps there what was typed.</summary>
    public Task<PageForm> SendHidden(string path) => Post(path, Hidden.Select(field => (field.Key, field.Value)));

    /// <summary>
    /// Sends the fields with the page's hidden ones; a field given here stands before a hidden one. To a handler only what the page itself
    /// would send there.
    /// </summary>
    public Task<PageForm> Send(string path, params (string Name, string Value)[] fields)
    {
        if (path.Contains("handler=", StringComparison.Ordinal)) Assert.Contains(path, Actions);
        return SendAnyway(path, fields);
    }

    /// <summary>The same whether or not the page offers it, as somebody would who tries.</summary>
    public async Task<PageForm> SendAnyway(string path, params (string Name, string Value)[] fields)
    {
        string[] carried = ["__RequestVerificationToken", "Key", "Seen", "Occasion", "Draft"];
        var all = fields.Concat(Hidden.Where(one => carried.Contains(one.Key) && fields.All(field => field.Name != one.Key))
            .Select(one => (Name: one.Key, one.Value)));
        return await Post(path, all);
    }

    /// <summary>Puts a file to the draft of the page, as its script does when one is chosen.</summary>
    public async Task<string> Attach(string path, string field, byte[] file, params (string Name, string Value)[] fields)
    {
        using var body = new MultipartFormDataContent();
        foreach (var name in (string[])["__RequestVerificationToken", "Key", "Occasion", "Draft"])
        {
            if (Hidden.TryGetValue(name, out var value)) body.Add(new StringContent(value), name);
        }

        foreach (var (name, value) in fields) body.Add(new StringContent(value), name);
        body.Add(new ByteArrayContent(file), field, "scan.pdf");
        using var answer = await client.PostAsync(path, body, Ledger.Token);
        Assert.Equal(200, (int)answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ledger.Token));
    }

    public string HiddenOf(string name) => Hidden[name];

    /// <summary>Presses a button that answers with a file; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> Download(string path)
    {
        using var body = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Hidden["__RequestVerificationToken"])]);
        return await client.PostAsync(path, body, Ledger.Token);
    }

    private async Task<PageForm> Post(string path, IEnumerable<(string Name, string Value)> all)
    {
        using var body = new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Of(client, await client.PostAsync(path, body, Ledger.Token));
    }

    private static async Task<PageForm> Of(HttpClient client, HttpResponseMessage answer)
    {
        using (answer) return new PageForm(client, answer, await answer.Content.ReadAsStringAsync(Ledger.Token));
    }

    private static string Attribute(string field, string name) =>
        WebUtility.HtmlDecode(Regex.Match(field, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("\\b(?:form)?action=\"([^\"]*)\"")]
    private static partial Regex ActionOf();

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*>""")]
    private static partial Regex HiddenField();
}
