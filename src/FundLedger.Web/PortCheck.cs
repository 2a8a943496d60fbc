using System.Net;
using System.Net.Sockets;

namespace FundLedger.Web;

/// <summary>Whether somebody else listens already: found before the host starts, which would tell it by a stack trace.</summary>
internal static class PortCheck
{
    /// <param name="urls">As in <see cref="WebSettings"/>, parted by semicolons; a port 0 is any free one.</param>
    /// <exception cref="StartupRefusedException">The port of one of the addresses is taken.</exception>
    public static void RequireFree(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.Port == 0 || !IsTaken(address)) continue;
            throw new StartupRefusedException(
                $"{url} is taken. Is Fund Ledger running already? FUNDLEDGER_URLS chooses another address.");
        }
    }

    private static bool IsTaken(BindingAddress address)
    {
        var host = address.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip
            : IPAddress.Any;
        using var probe = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(host, address.Port));
            return false;
        }
        catch (SocketException busy) when (busy.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
