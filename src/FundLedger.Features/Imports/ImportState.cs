using System.Text.Json;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;

namespace FundLedger.Features.Imports;

/// <summary>How far an import has come; it lies encrypted beside its file.</summary>
/// <param name="Checked">Null until the rows were looked at.</param>
public sealed record ImportState(GuessedMapping Guess, ImportCheck? Checked);

/// <summary>What looking at all rows came to.</summary>
/// <param name="Seen">Names this very outcome; whoever commits says it, and what has changed meanwhile is noticed.</param>
public sealed record ImportCheck(ImportMapping Mapping, ImportCounts Counts, IReadOnlyList<Wording> Findings, string Seen);

/// <param name="Warned">Rows to look at again; they are among the good ones.</param>
public sealed record ImportCounts(int Rows, int Good, int Bad, int AlreadyIn, int Duplicate, int Warned)
{
    internal ImportCounts With(RowState state, bool isWarned) => this with
    {
        Rows = Rows + 1,
        Good = Good + (state == RowState.Good ? 1 : 0),
        Bad = Bad + (state == RowState.Bad ? 1 : 0),
        AlreadyIn = AlreadyIn + (state == RowState.AlreadyIn ? 1 : 0),
        Duplicate = Duplicate + (state == RowState.Duplicate ? 1 : 0),
        Warned = Warned + (isWarned && state == RowState.Good ? 1 : 0),
    };
}

/// <summary>A row as the preview shows it, with what a person has to know.</summary>
public sealed record PreviewRow(
    int Row, RowState State, IReadOnlyList<PreviewCell> Cells, IReadOnlyList<ImportFlaw> Flaws, IReadOnlyList<Wording> Warnings,
    RowMatch? Match);

/// <summary>The names under which the things of an import lie on the shelf.</summary>
internal static class ImportFiles
{
    public const string Upload = "upload";
    public const string State = "state";
    public const string Result = "result";

    /// <summary>Pages of all rows, and of the rows that need a person.</summary>
    public const string AllRows = "rows.";
    public const string OddRows = "odd.";

    /// <summary>Rows on a page of the preview.</summary>
    public const int PageSize = 50;

    public static void Write<T>(SealedShelf shelf, Guid import, string name, T content) =>
        shelf.Put(import, name, JsonSerializer.SerializeToUtf8Bytes(content, Json.Options));

    public static T? Read<T>(SealedShelf shelf, Guid import, string name)
        where T : class =>
        shelf.Find(import, name) is { } bytes ? JsonSerializer.Deserialize<T>(bytes, Json.Options) : null;
}
