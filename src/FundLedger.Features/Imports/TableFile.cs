using FundLedger.Domain.Text;

namespace FundLedger.Features.Imports;

/// <summary>A table file that was opened: rows are read as they are asked for, from the beginning each time.</summary>
internal abstract class TableFile : IDisposable
{
    /// <summary>How many rows of a sheet are read; one more is refused.</summary>
    public const int MostRows = 60_000;

    /// <summary>Columns behind this one are not looked at.</summary>
    public const int MostColumns = 100;

    public abstract IReadOnlyList<TableSheet> Sheets { get; }

    /// <summary>Days are counted from 1904.</summary>
    public virtual bool Since1904 => false;

    /// <summary>
    /// The rows of a sheet that hold something. Raises <see cref="TableUnusableException"/> when the file turns out to be bad on the way.
    /// </summary>
    public abstract IEnumerable<SheetRow> Rows(int sheet);

    /// <summary>What else the sheet has; known when all its rows were read.</summary>
    public abstract SheetTraits TraitsOf(int sheet);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

internal sealed record TableSheet(string Name, bool IsHidden);

/// <summary>A row: its number in the file, counted from 1, and its cells by column, counted from 0.</summary>
internal sealed record SheetRow(int Number, IReadOnlyList<TableCell> Cells)
{
    public bool IsHidden { get; init; }

    public bool IsEmpty => Cells.All(cell => cell.Type == CellType.Empty);

    public TableCell this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : TableCell.Nothing;
}

/// <param name="HiddenColumns">Counted from 0.</param>
/// <param name="Merged">E.g. A5:A7; at most a few.</param>
internal sealed record SheetTraits(IReadOnlyList<int> HiddenColumns, IReadOnlyList<string> Merged, bool IsFiltered)
{
    public static SheetTraits None { get; } = new([], [], false);
}

/// <summary>A file that is refused, found out while it is read.</summary>
internal sealed class TableUnusableException(ImportFileUnusable why) : Exception(why.Message)
{
    public ImportFileUnusable Why { get; } = why;
}

/// <summary>Columns by their letters: 0 is A, 26 is AA.</summary>
internal static class ColumnLetters
{
    public static string Of(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Of((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>The column of an address such as C5 or C, or -1.</summary>
    public static int Place(string? address)
    {
        var place = 0;
        foreach (var letter in address ?? "")
        {
            if (!char.IsAsciiLetterUpper(letter)) break;
            place = (place * 26) + letter - 'A' + 1;
            if (place > 20_000) return -1;
        }

        return place - 1;
    }
}
