namespace FundLedger.Pdf;

/// <summary>No font with all Vietnamese letters was found. The message is for the operator: it names the packages to install.</summary>
public sealed class PdfFontsMissingException : Exception
{
    internal PdfFontsMissingException(IEnumerable<string> folders, IReadOnlyList<string> refusals)
        : base(Sentence(folders, refusals))
    {
    }

    private static string Sentence(IEnumerable<string> folders, IReadOnlyList<string> refusals) =>
        $"No font with Vietnamese letters for printing was found in {string.Join(", ", folders)}. "
        + "Install the Debian package fonts-croscore (Tinos) or fonts-liberation2 (Liberation Serif 2; the package fonts-liberation "
        + $"of older releases has no Vietnamese), or name a folder with those files in {PdfFonts.FolderVariable}."
        + (refusals.Count == 0 ? "" : $" Refused: {string.Join("; ", refusals)}.");
}
