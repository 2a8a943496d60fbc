using System.Net.Http.Json;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Checkpoints;

/// <summary>
/// Sends checkpoints to an address: HTTP POST of <c>{"anchors":[…]}</c>. What the address last took with a 2xx answer is kept in a file;
/// the rest is sent again the next time, in order.
/// </summary>
public sealed class AnchorPost(HttpClient http, Uri address, string stateFile)
{
    public Uri Address => address;

    /// <summary>The last checkpoint that the address took; null when it took none.</summary>
    public AnchorLine? Last() => File.Exists(stateFile) ? AnchorLine.Parse(File.ReadAllText(stateFile)) : null;

    /// <summary>Raises <see cref="HttpRequestException"/> when the address did not take them.</summary>
    public async Task SendAsync(IReadOnlyList<AnchorLine> lines, CancellationToken token)
    {
        using var answer = await http.PostAsJsonAsync(address, new { anchors = lines }, Json.Options, token);
        answer.EnsureSuccessStatusCode();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(stateFile))!);
        var draft = stateFile + ".part";
        await File.WriteAllTextAsync(draft, lines[^1].ToJson(), token);
        File.Move(draft, stateFile, overwrite: true);
    }
}
