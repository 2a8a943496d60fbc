using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>
/// The bytes that are hashed: fields one after another, each led by its length (4 bytes, big-endian), so that no two lists of fields
/// encode alike. A missing field is the length -1. Numbers are decimal, dates YYYY-MM-DD, instants microseconds since 1970, hashes hex,
/// all as UTF-8 text: the same encoding as the function <c>canonical</c> of the database. Stored hashes rest on it, so it never changes.
/// </summary>
public sealed class CanonicalText
{
    private const int LengthSize = sizeof(int);
    private const int LongestNumber = 20;
    private const int LongestId = 36;
    private const int DateLength = 10;

    private byte[] buffer = new byte[1024];
    private int length;

    private static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    /// <summary>The encoding of a list of texts.</summary>
    public static byte[] Of(params ReadOnlySpan<string?> fields)
    {
        var text = new CanonicalText();
        foreach (var field in fields)
        {
            text.Add(field);
        }

        return text.Bytes.ToArray();
    }

    public CanonicalText Clear()
    {
        length = 0;
        return this;
    }

    public CanonicalText Add(string? field)
    {
        if (field is null)
        {
            BinaryPrimitives.WriteInt32BigEndian(Room(LengthSize), -1);
            length += LengthSize;
            return this;
        }

        var room = Room(LengthSize + Encoding.UTF8.GetMaxByteCount(field.Length));
        return Wrote(Encoding.UTF8.GetBytes(field, room[LengthSize..]));
    }

    public CanonicalText Add(long? number)
    {
        if (number is not { } value)
        {
            return Add((string?)null);
        }

        value.TryFormat(Room(LengthSize + LongestNumber)[LengthSize..], out var written, default, CultureInfo.InvariantCulture);
        return Wrote(written);
    }

    public CanonicalText Add(LocalDate? date) => date is { } known ? Add(known) : Add((string?)null);

    public CanonicalText Add(LocalDate date)
    {
        var room = Room(LengthSize + DateLength)[LengthSize..];
        (room[4], room[7]) = ((byte)'-', (byte)'-');
        WriteDigits(room[..4], date.Year);
        WriteDigits(room[5..7], date.Month);
        WriteDigits(room[8..DateLength], date.Day);
        return Wrote(DateLength);
    }

    public CanonicalText Add(Instant instant) => Add(instant.ToUnixTimeTicks() / (NodaConstants.TicksPerMillisecond / 1000));

    public CanonicalText Add(Guid id)
    {
        id.TryFormat(Room(LengthSize + LongestId)[LengthSize..], out var written, "D");
        return Wrote(written);
    }

    public CanonicalText AddHex(byte[]? hash)
    {
        if (hash is null) return Add((string?)null);
        var room = Room(LengthSize + (hash.Length * 2))[LengthSize..];
        for (var i = 0; i < hash.Length; i++) (room[2 * i], room[(2 * i) + 1]) = (Digits[hash[i] >> 4], Digits[hash[i] & 15]);
        return Wrote(hash.Length * 2);
    }

    /// <summary>SHA-256 of <see cref="Bytes"/>.</summary>
    public byte[] Hash() => SHA256.HashData(Bytes);

    private static void WriteDigits(Span<byte> room, int number)
    {
        for (var i = room.Length - 1; i >= 0; i--)
        {
            (number, var digit) = Math.DivRem(number, 10);
            room[i] = (byte)('0' + digit);
        }
    }

    private CanonicalText Wrote(int bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), bytes);
        length += LengthSize + bytes;
        return this;
    }

    private Span<byte> Room(int size)
    {
        if (buffer.Length - length < size)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + size));
        }

        return buffer.AsSpan(length);
    }
}
