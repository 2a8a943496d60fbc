using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FundLedger.Domain.Text;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Domain.Ledger;

/// <summary>Reads the fields of a <see cref="CanonicalText"/> back, one after another. What is no such text raises
/// <see cref="UnusableContentException"/>.</summary>
public sealed class CanonicalReader(ReadOnlyMemory<byte> bytes)
{
    private const int LengthSize = sizeof(int);

    private int position;

    public bool AtEnd => position == bytes.Length;

    public string? Text()
    {
        if (bytes.Length - position < LengthSize) throw Broken("it ends too early");
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes.Span[position..]);
        position += LengthSize;
        if (length == -1) return null;
        if (length < 0 || length > bytes.Length - position) throw Broken("a length is wrong");
        var text = Encoding.UTF8.GetString(bytes.Span.Slice(position, length));
        position += length;
        return text;
    }

    public string Word() => Text() ?? throw Broken("a word is missing");

    public long? Number() => Text() is not { } digits ? null
        : long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Broken($"'{digits}' is no number");

    public long Whole() => Number() ?? throw Broken("a number is missing");

    public int Count() => CountOrNull() ?? throw Broken("a number is missing");

    public int? CountOrNull() => Number() is not { } number ? null
        : number is >= int.MinValue and <= int.MaxValue ? (int)number
        : throw Broken($"{number} is too large");

    public LocalDate Date() => Word() is var text && LocalDatePattern.Iso.Parse(text) is { Success: true } read
        ? read.Value
        : throw Broken($"'{text}' is no date");

    public Instant Moment()
    {
        const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1000;
        var microseconds = Whole();
        return microseconds is > -10_000_000_000_000_000 and < 250_000_000_000_000_000
            ? Instant.FromUnixTimeTicks(microseconds * TicksPerMicrosecond)
            : throw Broken("an instant is out of range");
    }

    public Guid Id() => Guid.TryParseExact(Word(), "D", out var id) ? id : throw Broken("an identifier is wrong");

    public byte[]? Hex()
    {
        if (Text() is not { } digits) return null;
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : throw Broken("a hash is wrong");
    }

    private static UnusableContentException Broken(string why) => new(
        "Có bản ghi không đúng dạng bản ghi đã niêm phong.", $"It is no sealed record: {why}.");
}
