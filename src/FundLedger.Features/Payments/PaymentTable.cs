using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;

namespace FundLedger.Features.Payments;

/// <param name="Number">Of the row in its file, from 1.</param>
internal sealed record PaymentTableRow(int Number, IReadOnlyDictionary<string, TableCell> Cells)
{
    public TableCell this[string column] => Cells.GetValueOrDefault(column, TableCell.Nothing);

    public string Text(string column) => TypedText.Normalise(this[column].Text).Trim();
}

/// <summary>No row of the file is a header with the columns that are needed.</summary>
/// <param name="Columns">What was looked for.</param>
public sealed record PaymentColumnsMissing(string Columns)
    : ImportFileUnusable($"No row of the file is a header with the columns {Columns}.");

/// <summary>Reads a small file, Excel or CSV, whose columns are known by words in their headers; the first sheet that has them.</summary>
internal static class PaymentTable
{
    private const int RowsLookedAt = 30;

    /// <param name="columns">For each column the beginnings, as <see cref="SearchKey"/>, by which its header is known.</param>
    /// <param name="needed">Columns without which the file says nothing.</param>
    public static Result<List<PaymentTableRow>> Read(byte[] content, IReadOnlyDictionary<string, string[]> columns, params string[] needed)
    {
        if (content.Length == 0) return new ImportFileMissing();
        var opened = OpenTable.Of(content);
        if (opened.Error is { } unusable) return unusable;
        using var file = opened.Value;
        return OpenTable.Guarded<List<PaymentTableRow>>(() => Find(file, columns, needed) is { } found
            ? found : new PaymentColumnsMissing(string.Join(", ", needed.Select(column => columns[column][0]))));
    }

    private static List<PaymentTableRow>? Find(TableFile file, IReadOnlyDictionary<string, string[]> columns, string[] needed)
    {
        var sheets = Enumerable.Range(0, file.Sheets.Count).Where(i => !file.Sheets[i].IsHidden);
        return sheets.Select(sheet => Find(file.Rows(sheet).ToList(), columns, needed)).FirstOrDefault(found => found is not null);
    }

    private static List<PaymentTableRow>? Find(List<SheetRow> rows, IReadOnlyDictionary<string, string[]> columns, string[] needed)
    {
        for (var place = 0; place < Math.Min(rows.Count, RowsLookedAt); place++)
        {
            var found = columns.Select(column => (column.Key, Place: PlaceOf(rows[place], column.Value)))
                .Where(column => column.Place >= 0).ToDictionary(column => column.Key, column => column.Place);
            if (!needed.All(found.ContainsKey)) continue;
            return [.. rows.Skip(place + 1).Select(row => new PaymentTableRow(
                row.Number, found.ToDictionary(column => column.Key, column => row[column.Value])))];
        }

        return null;
    }

    private static int PlaceOf(SheetRow header, string[] beginnings)
    {
        var keys = header.Cells.Select(cell => SearchKey.Of(cell.Text.Replace('\n', ' '))).ToList();
        return beginnings.Select(start => keys.FindIndex(key => key.StartsWith(start, StringComparison.Ordinal)))
            .FirstOrDefault(place => place >= 0, -1);
    }
}
