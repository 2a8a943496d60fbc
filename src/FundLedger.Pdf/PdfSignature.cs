using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FundLedger.Pdf;

/// <summary>
/// A signature over a whole file. The writer appends it to the finished file as an update: the paper before it keeps every byte that it
/// has without a signature. Where the key is, and what a signature is made of, the writer does not know.
/// </summary>
/// <param name="At">The time that the signature states, in whole seconds.</param>
/// <param name="Room">Bytes kept for it; what it does not need is filled up with zeros.</param>
/// <param name="Sign">From the SHA-256 of everything else in the file to a detached CMS signature in DER.</param>
public sealed partial record PdfSignature(DateTimeOffset At, int Room, Func<byte[], byte[]> Sign)
{
    // The update behind the signature is a table of seven objects.
    private const int LongestEnd = 1024;
    private const int LongestSignature = 1 << 18;

    /// <summary>
    /// The signature that a file of this writer ends with, taken as it is and not judged: with it the same file can be written again. Null
    /// where there is none.
    /// </summary>
    public static PdfSignature? CarriedBy(ReadOnlySpan<byte> file)
    {
        var end = Encoding.Latin1.GetString(file[Math.Max(0, file.Length - LongestSignature - LongestEnd)..]);
        var found = Carried().Matches(end).LastOrDefault();
        if (found is null || !DateTimeOffset.TryParseExact(
            found.Groups[1].Value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        var signature = Convert.FromHexString(found.Groups[2].Value);
        return new PdfSignature(at, signature.Length, _ => signature);
    }

    [GeneratedRegex(@"/SubFilter/ETSI\.CAdES\.detached/M\(D:(\d{14})\+00'00'\)/ByteRange\[[0-9 ]+\]/Contents<((?:[0-9A-F]{2})+)>")]
    private static partial Regex Carried();
}
