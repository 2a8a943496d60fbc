using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace FundLedger.IntegrationTests.Notices;

/// <summary>A small mail server on loopback: takes letters, or refuses or drops as told.</summary>
internal sealed partial class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public MailServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What is answered to the whole letter; dropped without an answer when empty.</summary>
    public string Answer { get; set; } = "250 taken";

    /// <summary>What came, with lines joined by \n, headers and body, as it was sent.</summary>
    public List<string> Letters { get; } = [];

    public IEnumerable<string> MessageIds => Letters.Select(letter => MessageIdLine().Match(letter).Groups[1].Value);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await serving;
        stop.Dispose();
    }

    [GeneratedRegex("^Message-Id: <(.+)>$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageIdLine();

    private async Task ServeAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            for (var reply = "220 test"; reply is not null; reply = await NextAsync(reader)) await writer.WriteLineAsync(reply);
        }
        catch (IOException)
        {
            // The client hung up.
        }
    }

    private async Task<string?> NextAsync(StreamReader reader) =>
        await reader.ReadLineAsync(stop.Token) is { } line ? await ReplyAsync(line, reader) : null;

    // Null hangs up.
    private async Task<string?> ReplyAsync(string line, StreamReader reader)
    {
        if (line.StartsWith("EHLO", StringComparison.Ordinal)) return "250-test\r\n250 SMTPUTF8";
        if (line.StartsWith("QUIT", StringComparison.Ordinal)) return "221 bye";
        if (!line.StartsWith("DATA", StringComparison.Ordinal)) return "250 ok";
        await reader.BaseStream.WriteAsync("354 go on\r\n"u8.ToArray(), stop.Token);
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } text && text != ".") letter.Append(text).Append('\n');
        Letters.Add(letter.ToString());
        return Answer.Length == 0 ? null : Answer;
    }
}
