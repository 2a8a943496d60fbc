using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>
/// Stands between the application and the server's socket, and once it is told to, cuts the line at a commit: before the server hears of it,
/// or when the server has done it and is about to say so.
/// </summary>
internal sealed class CuttingRelay : IAsyncDisposable
{
    // With the end of the text, which READ COMMITTED does not have there.
    private const string Commit = "COMMIT\0";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string socket;
    private readonly Task accepting;
    private int commitsLeft = int.MaxValue;
    private byte[] looked = [];
    private Cut cut;

    /// <param name="connection">A connection string whose host is a folder with a unix socket.</param>
    public CuttingRelay(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        socket = Path.Combine(builder.Host!, $".s.PGSQL.{builder.Port}");
        listener.Start();
        builder.Host = IPAddress.Loopback.ToString();
        builder.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        builder.SslMode = SslMode.Disable;
        builder.GssEncryptionMode = GssEncryptionMode.Disable;
        // A session of its own for each request: its first commit is sent as text, which is what is looked for.
        builder.Pooling = false;
        Connection = builder.ConnectionString;
        accepting = AcceptAsync();
    }

    public enum Cut
    {
        /// <summary>The commit is swallowed: the server rolls back.</summary>
        BeforeCommit,

        /// <summary>The server commits, and its answer is swallowed.</summary>
        AfterCommit,
    }

    public string Connection { get; }

    /// <summary>Cuts at the first commit from now on, or at a later one; or at a statement that commits by itself.</summary>
    public void CutAt(Cut where, int commit = 1, string text = Commit) =>
        (cut, looked, commitsLeft) = (where, Encoding.ASCII.GetBytes(text), commit);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ForwardAsync(await listener.AcceptSocketAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop.Token);
            // After the commit was passed on, what comes back is the word that it is done: there the line ends.
            var (isLast, isEnd) = (false, false);
            var asking = CopyAsync(client, server, sent =>
            {
                if (IsTheCommit(sent)) (isLast, isEnd) = (cut == Cut.AfterCommit, cut == Cut.BeforeCommit);
                return !isEnd;
            });
            await Task.WhenAny(asking, CopyAsync(server, client, _ => !isLast));
        }
    }

    private bool IsTheCommit(ReadOnlyMemory<byte> sent) =>
        commitsLeft != int.MaxValue && sent.Span.IndexOf(looked) >= 0 && Interlocked.Decrement(ref commitsLeft) == 0;

    private async Task CopyAsync(Socket from, Socket to, Predicate<ReadOnlyMemory<byte>> mayPass)
    {
        var buffer = new byte[65536];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, stop.Token)) > 0 && mayPass(buffer.AsMemory(0, read)))
            {
                await to.SendAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side hung up, or the test is over: then there is nothing left to pass on.
        }
    }
}
