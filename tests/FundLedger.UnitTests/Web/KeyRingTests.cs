using System.Security.Cryptography;
using System.Xml.Linq;
using FundLedger.Web;
using FundLedger.Web.Security;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FundLedger.UnitTests.Web;

public sealed class KeyRingTests
{
    private static readonly XElement Key = new("key", new XAttribute("id", "1"), "bí mật");

    [Fact]
    public void A_sealed_key_opens_with_its_secret_and_does_not_show_before()
    {
        var secret = new KeyRingSecret(RandomNumberGenerator.GetBytes(KeyRingSecret.Length));
        var stored = new KeyRingEncryptor(secret).Encrypt(Key).EncryptedElement;
        Assert.DoesNotContain("bí mật", stored.ToString(), StringComparison.Ordinal);
        Assert.Equal(Key.ToString(), DecryptorWith(secret).Decrypt(stored).ToString());
    }

    [Fact]
    public void A_sealed_key_does_not_open_with_another_secret()
    {
        var stored = new KeyRingEncryptor(new KeyRingSecret(new byte[32])).Encrypt(Key).EncryptedElement;
        var other = new KeyRingSecret(Enumerable.Repeat((byte)1, 32).ToArray());
        Assert.ThrowsAny<CryptographicException>(() => DecryptorWith(other).Decrypt(stored));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void A_key_file_that_is_no_secret_stops_the_start(string content)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, content);
        Assert.Throws<StartupRefusedException>(() => KeyRingSecret.Read(file));
        File.Delete(file);
    }

    private static KeyRingDecryptor DecryptorWith(KeyRingSecret secret) =>
        new(new ServiceCollection().AddSingleton(secret).BuildServiceProvider());
}
