using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Spreadsheet;

namespace FundLedger.IntegrationTests.Bookkeeping;

/// <summary>Counts the sums of our workbooks as a spreadsheet would: plain figures, cells and SUM of cells of one column.</summary>
internal static partial class SheetSum
{
    public static long Of(string formula, IReadOnlyList<Row> rows)
    {
        var sum = 0L;
        foreach (Match part in Part().Matches(formula))
        {
            var sign = part.Groups["sign"].Value == "-" ? -1 : 1;
            sum += sign * ValueOf(part, rows);
        }

        Assert.Equal(formula, string.Concat(Part().Matches(formula).Select(part => part.Value)));
        return sum;
    }

    private static long ValueOf(Match part, IReadOnlyList<Row> rows)
    {
        if (part.Groups["number"].Success) return Whole(part.Groups["number"].Value);
        var (column, from) = (part.Groups["column"].Value[0] - 'A', (int)Whole(part.Groups["from"].Value));
        var to = part.Groups["to"].Success ? (int)Whole(part.Groups["to"].Value) : from;
        return Enumerable.Range(from, to - from + 1).Sum(row => CellOf(rows[row - 1], column));
    }

    private static long CellOf(Row row, int column) =>
        row.Elements<Cell>().ElementAt(column).CellValue is { } value ? Whole(value.Text) : 0;

    private static long Whole(string digits) => long.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<sign>[-+]?)(?:SUM\((?<column>[A-Z])(?<from>\d+):[A-Z](?<to>\d+)\)|(?<column>[A-Z])(?<from>\d+)|(?<number>\d+))")]
    private static partial Regex Part();
}
