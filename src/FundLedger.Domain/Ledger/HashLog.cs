using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace FundLedger.Domain.Ledger;

/// <summary>
/// The chain over everything a fund has sealed: each hash is SHA-256 of the hash before it and of the record's own fields. The database
/// seals with the same rule; this is the second hand that checks it.
/// </summary>
public static class HashLog
{
    /// <summary>The only rule of hashing so far; records carry its number so that a later one can stand beside it.</summary>
    public const int Version = 1;

    /// <summary>The hash before a fund's first record.</summary>
    public static byte[] Genesis(string fundCode) => SHA256.HashData(Encoding.UTF8.GetBytes("fund " + fundCode));

    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> content) => Joined(previous, content);

    /// <summary>The promise about words that may be erased one day: without the salt nobody can test a guess.</summary>
    public static byte[] Commitment(ReadOnlySpan<byte> salt, params ReadOnlySpan<string?> words) => Joined(salt, CanonicalText.Of(words));

    private static byte[] Joined(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var both = ArrayPool<byte>.Shared.Rent(first.Length + second.Length);
        first.CopyTo(both);
        second.CopyTo(both.AsSpan(first.Length));
        var hash = SHA256.HashData(both.AsSpan(0, first.Length + second.Length));
        ArrayPool<byte>.Shared.Return(both);
        return hash;
    }
}
