using FundLedger.Domain;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Imports;

/// <summary>The first look at a file: that it can be read to its end, is in Unicode, and where its columns are.</summary>
internal static class FileScan
{
    // A single odd cell is its row's flaw; several are the file's font.
    private const int OddCells = 3;
    private const int LongestSample = 40;

    public static Result<GuessedMapping> Of(byte[] content, ListDescription list) => OpenTable.Guarded<GuessedMapping>(() =>
    {
        var opened = OpenTable.Of(content);
        if (opened.Error is { } unusable) return unusable;
        using var file = opened.Value;
        if (OldFont(file) is { } font) return font;
        return HeaderFinder.Find(file, list);
    });

    private static ImportFileUnusable? OldFont(TableFile file)
    {
        var (texts, odd, rows) = (0, 0, 0);
        (string Font, string Sample)? first = null;
        foreach (var row in file.Sheets.SelectMany((_, sheet) => file.Rows(sheet)))
        {
            rows++;
            foreach (var cell in row.Cells.Where(cell => cell.Type == CellType.Text))
            {
                texts++;
                var font = LegacyFont.Of(cell.Text);
                odd += font is null ? 0 : 1;
                first ??= font is null ? null : (font, cell.Text.Length > LongestSample ? cell.Text[..LongestSample] : cell.Text);
            }
        }

        if (rows == 0) return new ImportFileEmpty();
        return first is { } one && (odd >= OddCells || odd * 10 > texts) ? new ImportFileInOldFont(one.Font, one.Sample) : null;
    }
}
