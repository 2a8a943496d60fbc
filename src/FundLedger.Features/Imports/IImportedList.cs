using FundLedger.Domain.Text;

namespace FundLedger.Features.Imports;

/// <summary>What becomes of a row.</summary>
public enum RowState
{
    /// <summary>It can be added.</summary>
    Good,

    /// <summary>A cell cannot be read or breaks a rule.</summary>
    Bad,

    /// <summary>The same is there already: nothing is added, and nothing is wrong.</summary>
    AlreadyIn,

    /// <summary>It may be one that stands elsewhere in the file or in the books: a person decides, one by one.</summary>
    Duplicate,
}

/// <summary>What a row was compared with and resembles.</summary>
/// <param name="Row">Number of the earlier row of the file, or null.</param>
/// <param name="Code">Code in the books, or null where it may not be shown.</param>
public sealed record RowMatch(int? Row, string? Code, Wording Why)
{
    /// <summary>What stands there, by the names of the list's columns, where the reader may see it.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}

/// <param name="Content">What is added for a good row; null for others.</param>
internal sealed record JudgedRow(RowState State, object? Content = null, RowMatch? Match = null);

/// <summary>What was given to a row that was added.</summary>
internal sealed record AddedRow(int Row, string Name, string Code, string More);

/// <summary>
/// A kind of list that comes through the door. A new one is a description and a judge; reading, preview, commit and files are shared.
/// </summary>
internal interface IImportedList
{
    ListDescription Description { get; }

    /// <summary>The lists of codes that the template explains: a title and its codes with their names.</summary>
    Task<IReadOnlyList<CodeList>> CodesAsync(string fund, CancellationToken token);

    /// <summary>Loads what the rows are judged by.</summary>
    Task<IListJudge> OpenAsync(string fund, CancellationToken token);
}

/// <summary>Judges the rows of one file in their order.</summary>
internal interface IListJudge
{
    JudgedRow Judge(ListRow row);

    /// <summary>Begins with the first row again, keeping what the whole file taught.</summary>
    void Again();

    /// <summary>What the books know of matches, for showing both; each look is written down. By code.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> LookAtAsync(
        IReadOnlyList<string> codes, CancellationToken token);

    /// <summary>Adds good rows, in this transaction.</summary>
    Task<IReadOnlyList<AddedRow>> AddAsync(IReadOnlyList<(int Row, object Content)> rows, CancellationToken token);
}

internal sealed record CodeList(Wording Title, IReadOnlyList<(string Code, Wording Name)> Codes);
