using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Api;

/// <summary>A ledger of one's own with the web application in front of it; the two share clock, database and vault key.</summary>
public sealed class WebLedger(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Dictionary<string, HttpClient> clients = [];
    private WebHost? web;

    public Ledger Ledger { get; } = new(cluster);

    public WebHost Web => web ?? throw new InvalidOperationException("The application has not started.");

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        web = await WebHost.StartAsync(Ledger.Database, Ledger.Folder, Ledger.Clock, Ledger.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values) client.Dispose();
        if (web is not null) await web.DisposeAsync();
        await Ledger.DisposeAsync();
    }

    /// <summary>One session per user, kept for the class.</summary>
    public async Task<HttpClient> As(string user) =>
        clients.TryGetValue(user, out var client) ? client : clients[user] = await Web.SignedInAsync(user, Ledger.Token);

    /// <summary>Posts a body as a user; a null key leaves the header out.</summary>
    public async Task<Answer> Post(string user, string path, object? body, Guid? key) =>
        await Send(await As(user), path, JsonContent.Create(body), key);

    /// <summary>The same with the text of a body, for bodies that no type of ours would make.</summary>
    public async Task<Answer> PostText(string user, string path, string body, string contentType = "application/json") => await Send(
        await As(user), path, new StringContent(body, System.Text.Encoding.UTF8, contentType), Guid.NewGuid());

    public async Task<Answer> Get(string user, string path) => await Answer.Of(await (await As(user)).GetAsync(path, Ledger.Token));

    public static async Task<Answer> Send(HttpClient client, string path, HttpContent body, Guid? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        if (key is not null) request.Headers.Add("Idempotency-Key", key.ToString());
        return await Answer.Of(await client.SendAsync(request, Ledger.Token));
    }
}

/// <summary>What came back: the status, the kind of content and the JSON in it.</summary>
public sealed record Answer(int Status, string? ContentType, JsonNode? Body)
{
    /// <summary>The reason of a problem, without its prefix.</summary>
    public string? Reason => Body?["type"]?.GetValue<string>().Replace("urn:fund-ledger:", "", StringComparison.Ordinal);

    public static async Task<Answer> Of(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(Ledger.Token);
            var kind = response.Content.Headers.ContentType?.MediaType;
            var isJson = kind?.EndsWith("json", StringComparison.Ordinal) == true;
            return new Answer((int)response.StatusCode, kind, isJson ? JsonSerializer.Deserialize<JsonNode>(text) : null);
        }
    }
}
