using System.Net;
using System.Net.Sockets;
using FundLedger.Web;
using Xunit;

namespace FundLedger.UnitTests.Web;

public sealed class PortCheckTests
{
    [Theory]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://127.0.0.1:0; http://127.0.0.1:{0}")]
    [InlineData("http://*:{0}")]
    public void A_taken_port_is_told_in_one_sentence_with_the_way_out(string urls)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = urls.Replace("{0}", $"{((IPEndPoint)other.LocalEndpoint).Port}", StringComparison.Ordinal);
        var refusal = Assert.Throws<StartupRefusedException>(() => PortCheck.RequireFree(address));
        Assert.Contains("FUNDLEDGER_URLS", refusal.Message, StringComparison.Ordinal);
        other.Stop();
        PortCheck.RequireFree(address);
    }
}
