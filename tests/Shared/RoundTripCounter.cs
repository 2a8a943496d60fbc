using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FundLedger.Testing;

/// <summary>
/// Stands between a client and the server's socket and counts how often the client speaks after the server answered: the round trips that
/// really happen, whatever the driver calls a command.
/// </summary>
public sealed class RoundTripCounter : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string socket;
    private readonly Task accepting;
    private int trips;

    /// <param name="connection">A connection string whose host is a folder with a unix socket.</param>
    public RoundTripCounter(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        socket = Path.Combine(builder.Host!, $".s.PGSQL.{builder.Port}");
        listener.Start();
        builder.Host = IPAddress.Loopback.ToString();
        builder.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        builder.SslMode = SslMode.Disable;
        builder.GssEncryptionMode = GssEncryptionMode.Disable;
        Connection = builder.ConnectionString;
        accepting = AcceptAsync();
    }

    /// <summary>Connect with this to be counted.</summary>
    public string Connection { get; }

    /// <summary>Round trips of one action. Do it once before, so that the connection is open and its types are known.</summary>
    public async Task<int> CountAsync(Func<Task> action)
    {
        var before = Volatile.Read(ref trips);
        await action();
        return Volatile.Read(ref trips) - before;
    }

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
            while (true)
            {
                open.Add(ForwardAsync(await listener.AcceptSocketAsync(stop.Token)));
            }
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
            var answered = new StrongBox { Value = 1 };
            var asking = CopyAsync(client, server, () => Interlocked.Add(ref trips, Interlocked.Exchange(ref answered.Value, 0)));
            var answering = CopyAsync(server, client, () => Interlocked.Exchange(ref answered.Value, 1));
            await Task.WhenAny(asking, answering);
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Func<int> passing)
    {
        var buffer = new byte[65536];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, stop.Token)) > 0)
            {
                passing();
                await to.SendAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side hung up, or the counting is over: then there is nothing left to pass on.
        }
    }

    private sealed class StrongBox
    {
        public int Value;
    }
}
