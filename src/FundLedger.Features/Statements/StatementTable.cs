using FundLedger.Domain;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>A part of a statement as a table of typed cells; each file format writes the same tables in its own way.</summary>
/// <param name="Title">Heads the part on paper.</param>
/// <param name="Sheet">Short name of the part, at most 31 characters in each language.</param>
internal sealed record StatementTable(Wording Title, Wording Sheet, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows);

/// <param name="Width">In characters, about; on paper its share of the width.</param>
internal sealed record TableColumn(Wording Header, CellKind Kind, int Width);

internal enum CellKind
{
    Text,
    Amount,
    Count,
    Date,
}

internal enum TableLevel
{
    Line,
    Group,
    Total,
}

/// <param name="Cells">
/// One for each column: <see cref="Wording"/> or <see cref="string"/>, <see cref="Money"/>, <see cref="int"/>, <see cref="LocalDate"/>;
/// null for an empty cell.
/// </param>
internal sealed record TableRow(TableLevel Level, params IReadOnlyList<object?> Cells)
{
    public TableRow(params IReadOnlyList<object?> cells)
        : this(TableLevel.Line, cells)
    {
    }
}
