namespace FundLedger.Features.Papers;

/// <summary>What a paper says of itself: that it is no print, or which one it is, when and by whom it was made.</summary>
internal static class PrintMark
{
    /// <summary>On the face; null for a first print.</summary>
    /// <param name="copy">Null for a look, which counts nothing.</param>
    public static string? Of(PrintedCopy? copy, PaperLanguage language) => copy switch
    {
        null => language.Of("BẢN XEM, KHÔNG PHẢI BẢN IN", "FOR LOOKING AT, NOT A PRINT"),
        { No: > 1 } => language.Of($"Bản in lần {copy.No}", $"Print no. {copy.No}"),
        _ => null,
    };

    /// <summary>In the foot, after what the paper is known by.</summary>
    public static string Foot(string source, PrintedCopy? copy, PaperLanguage language) => copy is null ? source
        : string.Join(" · ", source, language.Of(
            $"in lần {copy.No}, {PaperWords.Time(copy.At)}, {copy.By}", $"print {copy.No}, {PaperWords.Time(copy.At)}, {copy.By}"));
}
