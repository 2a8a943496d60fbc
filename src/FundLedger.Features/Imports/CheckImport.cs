using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Imports;

/// <summary>
/// Reads all rows by the chosen columns and keeps what came of it for the preview. Nothing is added; what is shown of others in the books,
/// to be compared with, is written down as a look.
/// </summary>
/// <param name="Mapping">Null for the columns that were found.</param>
public sealed record CheckImport(string Fund, Guid Key, Guid Import, ImportMapping? Mapping) : ICommand<ImportChecked>;

public sealed record ImportChecked(Guid Import, ImportCounts Counts, string Seen);

/// <param name="Column">Name of the column of the list that is missing, chosen twice or not in the file.</param>
public sealed record ImportMappingUnusable(string Column, Wording Header)
    : Invalid($"The column '{Column}' must be chosen, once, from the columns of the file.")
{
    public override string Field => "Mapping";
}

internal sealed class CheckImportHandler(Db db, ImportLoad load) : IRequestHandler<CheckImport, Result<ImportChecked>>
{
    private const string AllowedSql = "SELECT may_import(fund_id) FROM funds WHERE code = @Fund";

    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> Nothing = [];

    public async Task<Result<ImportChecked>> Handle(CheckImport request, CancellationToken cancellationToken)
    {
        var open = await load.OpenAsync(request.Fund, request.Import, cancellationToken);
        if (open.Error is { } gone) return gone;
        await db.ExecuteAsync(AllowedSql, request, cancellationToken);
        var (list, guess) = (open.Value.List, open.Value.State.Guess);
        var mapping = request.Mapping ?? guess.Mapping;
        if (Unusable(list.Description, mapping, guess) is { } unusable) return unusable;
        var judge = await list.OpenAsync(request.Fund, cancellationToken);
        var content = load.Shelf.Find(request.Import, ImportFiles.Upload)!;
        var read = Judged(Nothing);
        if (read.Matches.Count > 0)
        {
            // Only what resembles a row is looked at, and only then is it written down.
            var shown = await judge.LookAtAsync(read.Matches, cancellationToken);
            judge.Again();
            read = Judged(shown);
        }

        var check = read.Check;
        ImportFiles.Write(load.Shelf, request.Import, ImportFiles.State, open.Value.State with { Checked = check });
        return new ImportChecked(request.Import, check.Counts, check.Seen);

        ImportJudgement Judged(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> shown)
        {
            var pages = new PreviewPages(load.Shelf, request.Import, shown);
            var judged = ImportJudgement.Of(content, list.Description, mapping, judge, pages.Add);
            pages.Finish();
            return judged;
        }
    }

    private static ImportMappingUnusable? Unusable(ListDescription list, ImportMapping mapping, GuessedMapping guess)
    {
        if (mapping.Sheet < 0 || mapping.Sheet >= guess.Sheets.Count) return Of(list.Columns[0]);
        foreach (var column in list.Columns)
        {
            var chosen = mapping.Columns.Where(choice => choice.Name == column.Name).ToList();
            var isTaken = chosen.Count == 1 && mapping.Columns.Count(choice => choice.Column == chosen[0].Column) > 1;
            var isOutside = chosen.Exists(choice => choice.Column is < 0 or >= TableFile.MostColumns);
            if (chosen.Count > 1 || isTaken || isOutside || (column.IsRequired && chosen.Count == 0)) return Of(column);
        }

        return mapping.Columns.All(choice => list.Columns.Any(column => column.Name == choice.Name)) ? null : Of(list.Columns[0]);

        static ImportMappingUnusable Of(ListColumn column) => new(column.Name, column.Header);
    }
}
