using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Imports;

/// <summary>Which rows are added.</summary>
public enum ImportedRows
{
    /// <summary>All; refused when one is bad or a duplicate.</summary>
    All,

    /// <summary>The good ones; the others come back in the result file.</summary>
    Good,
}

/// <summary>
/// Adds the rows, all in one transaction: whatever happens on the way, either all that was chosen is there or nothing. The file is
/// destroyed afterwards; the result can be fetched for a day.
/// </summary>
/// <param name="Seen">Which outcome of looking at the rows the sender saw.</param>
public sealed record CommitImport(string Fund, Guid Key, Guid Import, ImportedRows Rows, string Seen) : ICommand<ImportCommitted>
{
    /// <summary>The language of the result file.</summary>
    public PaperLanguage Language { get; init; }
}

public sealed record ImportCommitted(Guid Import, ImportCounts Counts, int Added);

/// <summary>What the rows came to when they were looked at is not what they come to now: somebody has registered meanwhile.</summary>
public sealed record ImportSeenOutdated(Guid Import)
    : Refused($"What import {Import} comes to has changed since it was looked at: look again.");

public sealed record ImportHasBadRows(int Bad, int Duplicate)
    : Refused($"{Bad} rows are bad and {Duplicate} may be duplicates: correct them, or add the good rows only.");

public sealed record ImportAddsNothing() : Refused("No row is left to be added.");

internal sealed class CommitImportHandler(Db db, FundLock fundLock, ImportLoad load)
    : IRequestHandler<CommitImport, Result<ImportCommitted>>
{
    private const int Batch = 500;

    private const string EndSql = """
        SELECT end_import(fund_id, @Import, 'committed', @Chosen, @Rows, @Added, @AlreadyIn, @Duplicate, @Bad) FROM funds WHERE code = @Fund
        """;

    public async Task<Result<ImportCommitted>> Handle(CommitImport request, CancellationToken cancellationToken)
    {
        await fundLock.TakeAsync(request.Fund, cancellationToken);
        var open = await load.OpenAsync(request.Fund, request.Import, cancellationToken);
        if (open.Error is { } gone) return gone;
        if (open.Value.State.Checked is not { } check) return new ImportNotChecked(request.Import);
        var list = open.Value.List;
        var judge = await list.OpenAsync(request.Fund, cancellationToken);
        var content = load.Shelf.Find(request.Import, ImportFiles.Upload)!;
        var again = ImportJudgement.Of(content, list.Description, check.Mapping, judge, _ => { });
        if (RefusalOf(request, check, again.Check) is { } refusal) return refusal;
        judge.Again();
        using var result = new ResultWorkbook(list.Description, check.Mapping, request.Language);
        var added = await AddAsync(content, list.Description, check, judge, result, cancellationToken);
        await db.ExecuteAsync(EndSql, Ended(request, check.Counts, added), cancellationToken);
        load.Shelf.Put(request.Import, ImportFiles.Result, result.Finish());
        db.WhenCommitted(() => load.RemoveAllButResult(request.Import));
        return new ImportCommitted(request.Import, check.Counts, added);
    }

    private static Refused? RefusalOf(CommitImport request, ImportCheck seen, ImportCheck now)
    {
        if (request.Seen != seen.Seen || now.Seen != seen.Seen) return new ImportSeenOutdated(request.Import);
        if (now.Counts.Good == 0) return new ImportAddsNothing();
        var isClean = now.Counts is { Bad: 0, Duplicate: 0 };
        return request.Rows == ImportedRows.All && !isClean ? new ImportHasBadRows(now.Counts.Bad, now.Counts.Duplicate) : null;
    }

    private static object Ended(CommitImport request, ImportCounts counts, int added) => new
    {
        request.Fund, request.Import, Chosen = request.Rows.ToString().ToLower(CultureInfo.InvariantCulture), counts.Rows, Added = added,
        counts.AlreadyIn, counts.Duplicate, counts.Bad,
    };

    private static async Task<int> AddAsync(
        byte[] content, ListDescription list, ImportCheck check, IListJudge judge, ResultWorkbook result, CancellationToken token)
    {
        using var file = OpenTable.Of(content).Value;
        var (batch, added) = (new List<(int, object)>(), 0);
        foreach (var row in new ImportPass(file, list, check.Mapping).Rows())
        {
            var judged = judge.Judge(row);
            if (judged.State == RowState.Good) batch.Add((row.Number, judged.Content!));
            else if (judged.State != RowState.AlreadyIn) result.AddBad(row, judged);
            if (batch.Count == Batch) added += await FlushAsync(batch, judge, result, token);
        }

        return added + await FlushAsync(batch, judge, result, token);
    }

    private static async Task<int> FlushAsync(
        List<(int Row, object Content)> batch, IListJudge judge, ResultWorkbook result, CancellationToken token)
    {
        if (batch.Count == 0) return 0;
        result.AddGood(await judge.AddAsync(batch, token));
        var count = batch.Count;
        batch.Clear();
        return count;
    }
}
