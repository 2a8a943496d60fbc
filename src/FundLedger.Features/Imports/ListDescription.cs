using FundLedger.Domain.Text;

namespace FundLedger.Features.Imports;

/// <summary>How the cells of a column are read.</summary>
public enum ColumnKind
{
    /// <summary>Words; a number is refused.</summary>
    Text,

    /// <summary>Words or a number that stands for one, such as a group's number or a label.</summary>
    Label,

    Date,

    /// <summary>A date, or a year alone.</summary>
    DateOrYear,

    Amount,

    /// <summary>A personal number of 12 digits, which a spreadsheet easily spoils.</summary>
    PersonalNumber,
}

/// <summary>One column of a list that can be imported.</summary>
/// <param name="Name">Its name in mappings and in the API.</param>
/// <param name="Note">What the template says about it.</param>
/// <param name="Synonyms">Other headers that it is known by; compared without accents and capitals.</param>
/// <param name="Example">What the template shows in the row of samples.</param>
public sealed record ListColumn(
    string Name, ColumnKind Kind, Wording Header, Wording Note, IReadOnlyList<string> Synonyms, string Example)
{
    public bool IsRequired { get; init; }

    internal IEnumerable<string> Keys => Synonyms.Append(Header.Vi).Append(Header.En).Select(HeaderKey.Of);
}

/// <summary>A list that comes through the door: what it is called and which columns it has, the most telling first.</summary>
/// <param name="Code">E.g. children.</param>
public sealed record ListDescription(string Code, Wording Name, IReadOnlyList<ListColumn> Columns)
{
    internal ListColumn this[string name] => Columns.First(column => column.Name == name);
}

/// <summary>A header as two people would agree that it is the same: letters and digits only, without accents.</summary>
internal static class HeaderKey
{
    public static string Of(string header) =>
        string.Concat(SearchKey.Of(header.Replace('\n', ' ')).Split('(')[0].Where(char.IsAsciiLetterOrDigit));
}
