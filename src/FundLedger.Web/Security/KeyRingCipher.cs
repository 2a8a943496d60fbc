using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace FundLedger.Web.Security;

/// <summary>The secret that the keys in the database are encrypted with. It lives in a file outside the database and its backups.</summary>
internal sealed class KeyRingSecret(byte[] bytes)
{
    public const int Length = 32;

    public byte[] Bytes { get; } = bytes;

    /// <summary>Raises <see cref="StartupRefusedException"/> when the file is missing or does not hold 32 bytes in base64.</summary>
    public static KeyRingSecret Read(string path)
    {
        if (!File.Exists(path)) throw new StartupRefusedException($"FUNDLEDGER_KEYRING_KEY names {path}, which does not exist.");
        var buffer = new byte[Length + 1];
        var isBase64 = Convert.TryFromBase64String(File.ReadAllText(path).Trim(), buffer, out var length);
        return isBase64 && length == Length
            ? new KeyRingSecret(buffer[..Length])
            : throw new StartupRefusedException($"{path} must hold 32 random bytes in base64 (openssl rand -base64 32).");
    }
}

/// <summary>AES-256-GCM: a changed byte in the stored key is noticed, not decrypted.</summary>
internal sealed class KeyRingEncryptor(KeyRingSecret secret) : IXmlEncryptor
{
    public const int NonceLength = 12;
    public const int TagLength = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(secret.Bytes, TagLength);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength));
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(sealedBytes)), typeof(KeyRingDecryptor));
    }
}

/// <summary>Created by the framework by its type name, which is stored beside each key: renaming it loses the keys.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var sealedBytes = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var body = sealedBytes[(KeyRingEncryptor.NonceLength + KeyRingEncryptor.TagLength)..];
        var plain = new byte[body.Length];
        using var cipher = new AesGcm(services.GetRequiredService<KeyRingSecret>().Bytes, KeyRingEncryptor.TagLength);
        cipher.Decrypt(
            sealedBytes[..KeyRingEncryptor.NonceLength],
            body,
            sealedBytes.Slice(KeyRingEncryptor.NonceLength, KeyRingEncryptor.TagLength),
            plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
