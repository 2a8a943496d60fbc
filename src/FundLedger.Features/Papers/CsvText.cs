namespace FundLedger.Features.Papers;

/// <summary>Keeps words from being run as formulas by the spreadsheet that opens a CSV file.</summary>
internal static class CsvText
{
    private const string Starts = "=+-@\t\r\n";

    /// <summary>
    /// The text, with an apostrophe before it when a spreadsheet would take it for a formula. Only for words, not for figures.
    /// </summary>
    public static string Safe(string text) =>
        text.TrimStart(' ', '"', '\'') is [var first, ..] && Starts.Contains(first) ? $"'{text}" : text;
}
