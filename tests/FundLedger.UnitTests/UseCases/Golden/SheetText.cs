using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>
/// A workbook as text: its sheets with the widths of their columns, then a line for each row. Words are in quotes, a formula stands before
/// the value that it comes to, the number after the dot is the look of the cell.
/// </summary>
internal static partial class SheetText
{
    public static string Of(Stream file)
    {
        using var document = SpreadsheetDocument.Open(file, false);
        var book = document.WorkbookPart!;
        var text = new StringBuilder();
        foreach (var sheet in book.Workbook!.Descendants<Sheet>())
        {
            var part = ((WorksheetPart)book.GetPartById(sheet.Id!.Value!)).Worksheet!;
            var widths = part.Descendants<Column>().Select(column => $"{column.Min}:{column.Width}{(column.CustomWidth?.Value == true ? "" : "?")}");
            var panes = part.Descendants<Pane>().Select(pane => $", {pane.State?.InnerText} {pane.ActivePane?.InnerText} at {pane.TopLeftCell}");
            text.Append(CultureInfo.InvariantCulture, $"sheet {sheet.SheetId} \"{sheet.Name}\", columns {string.Join(' ', widths)}{string.Concat(panes)}\n");
            foreach (var (row, no) in part.Descendants<Row>().Select((row, place) => (row, place + 1)))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {no}: {string.Join(" | ", row.Elements<Cell>().Select(CellText))}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Parts of the file as they are written, for one small workbook; null for all of them.</summary>
    public static string Parts(Stream file, string[]? only = null)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries.Where(entry => only?.Contains(entry.FullName) ?? true))
        {
            using var content = new StreamReader(entry.Open());
            var lines = Element().Replace(content.ReadToEnd(), "\n");
            text.Append(CultureInfo.InvariantCulture, $"== {entry.FullName}, {entry.LastWriteTime:yyyy-MM-dd HH:mm}\n{lines}\n");
        }

        return text.ToString();
    }

    private static string CellText(Cell cell)
    {
        var formula = cell.CellFormula is { } sum ? $"={sum.Text} → " : "";
        var value = cell.InlineString is { } words ? $"\"{words.InnerText}\"" : cell.CellValue?.Text ?? "";
        return $"{formula}{value}·{cell.StyleIndex}";
    }

    // Each row, look and relation on a line of its own.
    [GeneratedRegex("(?<=>)(?=<(?:x:)?(?:row|cols|sheetData|xf|font|fill|border|sheet|Override|Relationship|definedNames)[ >])")]
    private static partial Regex Element();
}
