using FundLedger.Domain.Text;

namespace FundLedger.Features.Imports;

/// <summary>Where a column of the list is in the file, and how its cells are written.</summary>
/// <param name="Name">Name of the list's column.</param>
/// <param name="Column">Column of the file, counted from 0.</param>
public sealed record ColumnChoice(string Name, int Column)
{
    /// <summary>For amounts.</summary>
    public ThousandsSign Thousands { get; init; }

    /// <summary>For dates: the person who knows the file has said that the month comes first.</summary>
    public bool MonthFirst { get; init; }
}

/// <summary>Which sheet, under which header row, and which column is which. What is not named is not read.</summary>
/// <param name="Sheet">Counted from 0.</param>
/// <param name="HeaderRow">Number of the row in the file; rows up to it are no data.</param>
public sealed record ImportMapping(int Sheet, int HeaderRow, IReadOnlyList<ColumnChoice> Columns)
{
    internal int? PlaceOf(string name) => Columns.FirstOrDefault(choice => choice.Name == name)?.Column;
}

/// <summary>A header of the file as the mapping step shows it.</summary>
/// <param name="Column">Counted from 0.</param>
/// <param name="Sample">The first value below it.</param>
public sealed record FileHeader(int Column, string Letters, string Text, string Sample);

/// <param name="IsSure">Every needed column was found once: nobody has to be asked.</param>
/// <param name="Headers">What stands in the header row of the chosen sheet.</param>
/// <param name="Sheets">Names of the sheets, hidden ones too.</param>
public sealed record GuessedMapping(
    ImportMapping Mapping, bool IsSure, IReadOnlyList<FileHeader> Headers, IReadOnlyList<string> Sheets, IReadOnlyList<Wording> Problems);
