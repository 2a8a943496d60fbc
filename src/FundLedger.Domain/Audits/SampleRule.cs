using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FundLedger.Domain.Audits;

/// <summary>
/// Which lines a seed draws: those whose SHA-256 of "seed/key" is lowest. Nobody can steer it but by the seed, and whoever has the keys can
/// draw the same lines again with any program.
/// </summary>
public static class SampleRule
{
    /// <summary>The keys drawn, in the order in which they are drawn; all of them where there are fewer.</summary>
    public static IReadOnlyList<string> Draw(long seed, IEnumerable<string> keys, int size) =>
        [.. keys.OrderBy(key => HashOf(seed, key), StringComparer.Ordinal).ThenBy(key => key, StringComparer.Ordinal).Take(size)];

    /// <summary>Names a whole population: SHA-256 over its keys in byte order, each ended by a line feed; 64 hexadecimal digits.</summary>
    public static string DigestOf(IEnumerable<string> keys)
    {
        var text = new StringBuilder();
        foreach (var key in keys.Order(StringComparer.Ordinal)) text.Append(key).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string HashOf(long seed, string key) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{key}"))));
}
