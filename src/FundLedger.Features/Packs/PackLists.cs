using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Packs;

/// <summary>Writes the lists that no book has, as CSV, row by row: UTF-8 with byte order mark, whole numbers, times of Viet Nam.</summary>
internal sealed class PackLists(Db db)
{
    public async Task WriteAsync(PackArchive archive, StatementFigures figures, PaperLanguage language, CancellationToken token)
    {
        var (period, seal) = (figures.Period, figures.Seal);
        var asked = new { figures.Fund, period.From, period.To, seal.LogNo, seal.At };
        var fund = await db.SingleAsync<Bounds>(PackSql.Bounds, asked, token);
        var scope = new { fund.FundId, fund.FirstLog, period.From, period.To, seal.LogNo, seal.At };
        foreach (var list in PackSql.All)
        {
            var output = ExportedFile.Temporary();
            var rows = await WriteAsync(list, db.StreamAsync<PackRow>(list.Sql, scope), output, language, token);
            output.Position = 0;
            var file = new ExportedFile($"{list.Name.In(language)}.csv", "text/csv; charset=utf-8", output);
            await archive.AddAsync(PackWords.Lists(language), file, list.About, rows, token);
        }
    }

    private static async Task<long> WriteAsync(
        PackList list, IAsyncEnumerable<PackRow> rows, Stream output, PaperLanguage language, CancellationToken token)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" });
        foreach (var column in list.Columns) csv.WriteField(language.Of(column.Vi, column.En));
        await csv.NextRecordAsync();
        long count = 0;
        await foreach (var row in rows.WithCancellation(token))
        {
            foreach (var (column, cell) in list.Columns.Zip(row.Cells)) csv.WriteField(column.IsWord ? CsvText.Safe(cell ?? "") : cell);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private sealed record Bounds
    {
        public int FundId { get; init; }

        /// <summary>The record of the log after the last one that was written before the period.</summary>
        public long FirstLog { get; init; }
    }
}
