using System.Globalization;
using System.Text;

namespace FundLedger.Pdf.Syntax;

/// <summary>Strings and dates as PDF writes them.</summary>
internal static class PdfSyntax
{
    private static readonly string[] s_iso8601 = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>A text string in UTF-16 with its byte order mark, as hexadecimal digits.</summary>
    public static string Text(string text) =>
        $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(CleanText.Of(text)))}>";

    public static DateTimeOffset Instant(string iso8601) =>
        DateTimeOffset.ParseExact(iso8601, s_iso8601, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>(D:20260115090000+07'00').</summary>
    public static string Date(DateTimeOffset instant) =>
        $"(D:{instant.ToString("yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture).Replace(':', '\'')}')";

    public static string References(IEnumerable<int> ids) => $"[{string.Join(' ', ids.Select(Reference))}]";

    public static string Reference(int id) => string.Create(CultureInfo.InvariantCulture, $"{id} 0 R");
}
