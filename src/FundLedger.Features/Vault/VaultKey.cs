using System.Security.Cryptography;
using FundLedger.Features.Database;

namespace FundLedger.Features.Vault;

/// <summary>The key of the identity vault; lives in a file outside the database. Destroying it erases every identity.</summary>
public sealed class VaultKey
{
    private const int Size = 32;

    private VaultKey(byte[] secret)
    {
        Secret = secret;
        Id = Convert.ToHexStringLower(SHA256.HashData(secret).AsSpan(0, 4));
    }

    /// <summary>Names the key without telling it: the start of its SHA-256.</summary>
    public string Id { get; }

    internal ReadOnlyMemory<byte> Secret { get; }

    /// <summary>Reads 64 hex digits. Raises <see cref="InvalidDataException"/> when the file holds something else.</summary>
    public static VaultKey Read(string path) => Of(File.ReadAllText(path).Trim(), path);

    /// <summary>
    /// The key of a data folder, made there when it is missing. Not for production, where losing the folder would lose every name.
    /// </summary>
    public static VaultKey In(string dataFolder) => Of(SecretFile.In(dataFolder, "vault.key"), dataFolder);

    private static VaultKey Of(string hex, string where) =>
        hex.Length == Size * 2 && hex.All(char.IsAsciiHexDigit)
            ? new VaultKey(Convert.FromHexString(hex))
            : throw new InvalidDataException($"A vault key is {Size * 2} hex digits; what stands in {where} is not.");
}
