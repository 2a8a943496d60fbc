using System.Text.Json.Nodes;
using FundLedger.IntegrationTests.Api;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>One thing that somebody wants done once, under one key, however often it has to be sent.</summary>
internal sealed class Deed(string user, string path, JsonObject body)
{
    private readonly List<string> answers = [];

    public Guid Key { get; } = Guid.NewGuid();

    public string User => user;

    /// <summary>What it was answered each time that it was answered.</summary>
    public IReadOnlyList<string> Answers => answers;

    /// <summary>Sends it once; false when no answer came, which leaves open whether it was done.</summary>
    public async Task<bool> SendAsync(HttpClient client)
    {
        try
        {
            using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            var answer = await WebLedger.Send(client, "/api/v1/funds/Q106" + path, content, Key);
            if (answer.Status >= 500) return false;
            lock (answers) answers.Add($"{answer.Status} {answer.Body?.ToJsonString()}");
            return true;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
