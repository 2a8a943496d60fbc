using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Imports;

/// <summary>An import that goes on, as its sender sees it: the columns, and a page of the rows once they were looked at.</summary>
/// <param name="Page">From 1.</param>
/// <param name="OnlyOdd">Only rows that need a person.</param>
public sealed record GetImport(string Fund, Guid Import, int Page = 1, bool OnlyOdd = false) : IQuery<ImportView>
{
    /// <summary>To choose the columns of another sheet or header row than the one that was found; null for that one.</summary>
    public int? Sheet { get; init; }

    public int? HeaderRow { get; init; }
}

/// <param name="Check">Null until the rows were looked at.</param>
/// <param name="Rows">The page of the preview.</param>
/// <param name="Pages">How many pages there are.</param>
public sealed record ImportView(
    string Label, ListDescription List, GuessedMapping Guess, ImportCheck? Check, IReadOnlyList<PreviewRow> Rows, int Pages)
{
    public Instant UploadedAt { get; init; }

    /// <summary>committed or cancelled; null while it goes on.</summary>
    public string? Outcome { get; init; }
}

internal sealed class GetImportHandler(ImportLoad load) : IRequestHandler<GetImport, Result<ImportView>>
{
    public async Task<Result<ImportView>> Handle(GetImport request, CancellationToken cancellationToken)
    {
        var open = await load.OpenAsync(request.Fund, request.Import, cancellationToken);
        if (open.Error is { } gone) return gone;
        var (row, list, state) = open.Value;
        var guess = state.Guess;
        if (request.Sheet is not null || request.HeaderRow is not null)
        {
            var again = OpenTable.Guarded<GuessedMapping>(() => Guess(request, list.Description));
            if (again.Error is { } bad) return bad;
            guess = again.Value;
        }

        var (rows, pages) = PageOf(request, state.Checked);
        return new ImportView(row.Label, list.Description, guess, state.Checked, rows, pages) { UploadedAt = row.UploadedAt };
    }

    private Result<GuessedMapping> Guess(GetImport request, ListDescription list)
    {
        var opened = OpenTable.Of(load.Shelf.Find(request.Import, ImportFiles.Upload) ?? []);
        if (opened.Error is { } unusable) return unusable;
        using var file = opened.Value;
        var sheet = request.Sheet is { } wanted && wanted >= 0 && wanted < file.Sheets.Count ? wanted : 0;
        return HeaderFinder.Find(file, list, sheet, request.HeaderRow);
    }

    private (IReadOnlyList<PreviewRow> Rows, int Pages) PageOf(GetImport request, ImportCheck? check)
    {
        if (check is null) return ([], 0);
        var series = request.OnlyOdd ? ImportFiles.OddRows : ImportFiles.AllRows;
        var count = request.OnlyOdd ? check.Counts.Bad + check.Counts.Duplicate + check.Counts.Warned : check.Counts.Rows;
        var rows = ImportFiles.Read<List<PreviewRow>>(load.Shelf, request.Import, FormattableString.Invariant($"{series}{request.Page}"));
        return (rows ?? [], (count + ImportFiles.PageSize - 1) / ImportFiles.PageSize);
    }
}
