using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;

namespace FundLedger.Features.Pipeline;

/// <summary>
/// The rows of a query in PostgreSQL's binary copy format, column by column in the order of the query. For the few places that read
/// millions: one buffer serves all rows, and a word of a short list is made once and not for each row.
/// </summary>
internal sealed partial class CopyRows(Stream source)
{
    private const int HeaderLength = 19;
    private const int Words = 256;
    private static readonly LocalDate Epoch = new(2000, 1, 1);
    private static readonly int LastDay = Period.DaysBetween(Epoch, LocalDate.MaxIsoValue);
    private static readonly int FirstDay = Period.DaysBetween(Epoch, LocalDate.MinIsoValue);
    private static readonly long UnixEpoch = Instant.FromUtc(2000, 1, 1, 0, 0).ToUnixTimeTicks() / 10;
    private static readonly long LastMoment = (Instant.MaxValue.ToUnixTimeTicks() / 10) - UnixEpoch;
    private static readonly long FirstMoment = (Instant.MinValue.ToUnixTimeTicks() / 10) - UnixEpoch;

    private readonly (byte[] Bytes, string Word)[] words = new (byte[], string)[Words];
    // The server sends row by row: a longer one would not be filled.
    private byte[] buffer = new byte[8 * 1024];
    private int lastDay;
    private LocalDate lastDate = Epoch;
    private int start;
    private int end;
    private bool isBegun;

    /// <summary>The query as a command that copies it out. Such a command takes no parameters: $1, $2, … are written into it.</summary>
    public static string Command(string sql, object[] values)
    {
        var filled = Parameter().Replace(sql, place => Literal(values[int.Parse(place.ValueSpan[1..], CultureInfo.InvariantCulture) - 1]));
        return $"COPY ({filled}) TO STDOUT (FORMAT BINARY)";
    }

    public bool Next()
    {
        if (!isBegun)
        {
            isBegun = true;
            _ = Take(HeaderLength);
        }

        return BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short))) >= 0;
    }

    public int Int() => MaybeInt() ?? throw Missing();

    public long Long() => MaybeLong() ?? throw Missing();

    public int Short() => MaybeShort() ?? throw Missing();

    public string Text() => MaybeText() ?? throw Missing();

    public byte[] Bytes() => MaybeBytes() ?? throw Missing();

    public int? MaybeInt() => IsNull(out var field) ? null : BinaryPrimitives.ReadInt32BigEndian(field);

    public long? MaybeLong() => IsNull(out var field) ? null : BinaryPrimitives.ReadInt64BigEndian(field);

    public int? MaybeShort() => IsNull(out var field) ? null : BinaryPrimitives.ReadInt16BigEndian(field);

    public string? MaybeText() => IsNull(out var field) ? null : Encoding.UTF8.GetString(field);

    public byte[]? MaybeBytes() => IsNull(out var field) ? null : field.ToArray();

    /// <summary>A text of which there are few, such as the code of an account.</summary>
    public string Word() => MaybeWord() ?? throw Missing();

    public string? MaybeWord()
    {
        if (IsNull(out var field)) return null;
        if (field.IsEmpty) return "";
        ref var known = ref words[((field.Length * 31) + (field[0] * 7) + field[^1]) % Words];
        if (known.Bytes is null || !field.SequenceEqual(known.Bytes)) known = (field.ToArray(), Encoding.UTF8.GetString(field));
        return known.Word;
    }

    public Guid Id() => IsNull(out var field) ? throw Missing() : new Guid(field, bigEndian: true);

    /// <summary>A date before or after all that can be told is the first or the last one. Rows side by side often share theirs.</summary>
    public LocalDate Date()
    {
        var days = Int();
        if (days == lastDay) return lastDate;
        lastDay = days;
        return lastDate = days > LastDay ? LocalDate.MaxIsoValue : days < FirstDay ? LocalDate.MinIsoValue : Epoch.PlusDays(days);
    }

    public Instant Moment()
    {
        var microseconds = Long();
        return microseconds > LastMoment ? Instant.MaxValue
            : microseconds < FirstMoment ? Instant.MinValue
            : Instant.FromUnixTimeTicks((microseconds + UnixEpoch) * 10);
    }

    private static InvalidDataException Missing() => new("A column that is never empty is empty.");

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Literal(object value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        long[] numbers => $"'{{{string.Join(',', numbers.Select(Digits))}}}'::bigint[]",
        IConvertible number => Digits(number.ToInt64(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"{value.GetType()} cannot be written into a query.", nameof(value)),
    };

    [GeneratedRegex("\\$[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    private bool IsNull(out ReadOnlySpan<byte> field)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));
        field = length < 0 ? default : Take(length);
        return length < 0;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (end - start < length) Fill(length);
        var taken = buffer.AsSpan(start, length);
        start += length;
        return taken;
    }

    private void Fill(int length)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (length > buffer.Length) Array.Resize(ref buffer, length * 2);
        while (end < length)
        {
            var read = source.Read(buffer, end, buffer.Length - end);
            if (read == 0) throw new InvalidDataException("The rows ended in the middle.");
            end += read;
        }
    }
}
