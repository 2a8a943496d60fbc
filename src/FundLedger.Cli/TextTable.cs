using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.Cli;

/// <summary>A part of a statement as lines of a terminal: columns as wide as they need, figures on the right.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(StatementTable table, PaperLanguage language)
    {
        var header = table.Columns.Select(column => column.Header.In(language)).ToList();
        var rows = table.Rows.Select(row => row.Cells.Select(cell => Text(cell, language)).ToList()).ToList();
        var widths = header.Select((title, i) => rows.Select(row => Width(row[i])).Append(Width(title)).Max()).ToList();
        yield return "";
        yield return table.Title.In(language);
        yield return Line(table, header, widths);
        yield return new string('-', widths.Sum() + (2 * (widths.Count - 1)));
        foreach (var row in rows) yield return Line(table, row, widths);
    }

    private static string Line(StatementTable table, List<string> cells, List<int> widths) =>
        string.Join("  ", cells.Select((cell, i) => Pad(cell, widths[i], table.Columns[i].Kind))).TrimEnd();

    private static string Pad(string cell, int width, CellKind kind)
    {
        var space = new string(' ', width - Width(cell));
        return kind is CellKind.Amount or CellKind.Count ? space + cell : cell + space;
    }

    // Letters as people count them: a Vietnamese letter may be several characters.
    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private static string Text(object? cell, PaperLanguage language) => cell switch
    {
        null => "",
        Wording wording => wording.In(language),
        LocalDate date => PrintedDate.Of(date),
        Money money => money.ToString(),
        int count => count.ToString(CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
