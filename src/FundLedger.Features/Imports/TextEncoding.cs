using System.Text;

namespace FundLedger.Features.Imports;

/// <summary>
/// Which encoding a text file is written in: what its first bytes say, else UTF-8 if it is that throughout, else Windows-1258.
/// </summary>
internal static class TextEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (Encoding Encoding, int Skip) Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) return (Encoding.UTF8, 3);
        if (bytes.StartsWith<byte>([0xFF, 0xFE])) return (Encoding.Unicode, 2);
        if (bytes.StartsWith<byte>([0xFE, 0xFF])) return (Encoding.BigEndianUnicode, 2);
        if (Unmarked(bytes) is { } wide) return (wide, 0);
        return IsUtf8(bytes) ? (Encoding.UTF8, 0) : (CodePagesEncodingProvider.Instance.GetEncoding(1258)!, 0);
    }

    // In UTF-16 every second byte of plain Latin letters, separators and line ends is zero; no other text has a zero at all.
    private static Encoding? Unmarked(ReadOnlySpan<byte> bytes)
    {
        var (even, odd) = (0, 0);
        var looked = Math.Min(bytes.Length, 4096);
        for (var i = 0; i < looked; i++)
        {
            if (bytes[i] == 0) _ = i % 2 == 0 ? even++ : odd++;
        }

        if (odd > looked / 8 && even == 0) return Encoding.Unicode;
        return even > looked / 8 && odd == 0 ? Encoding.BigEndianUnicode : null;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
