using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Books;

/// <summary>
/// A book as CSV: UTF-8 with byte order mark, so that Excel shows Vietnamese letters; what the book is, its headings, its rows. Amounts are
/// plain whole numbers, dates ISO 8601; the first column says what a row is.
/// </summary>
internal static class BookCsv
{
    public static async Task<long> WriteAsync(OpenBook book, PaperLanguage language, Stream output, CancellationToken token)
    {
        var facts = new BookFacts(book.Head, language);
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" });
        foreach (var (label, value) in facts.All) await WriteLineAsync(csv, [label, CsvText.Safe(value)]);
        var kind = language.Of("Loại dòng", "Row");
        await WriteLineAsync(csv, [kind, .. book.Head.Form.Columns.Select(column => Heading(column, language))]);
        long count = 0;
        await foreach (var row in book.Rows.WithCancellation(token))
        {
            await WriteLineAsync(csv, [LevelOf(row.Level), .. row.Cells.Select(cell => Plain(cell, language))]);
            count++;
        }

        return count;
    }

    /// <summary>What a machine calls the kind of a row.</summary>
    public static string LevelOf(BookLevel level) => level switch
    {
        BookLevel.Line => "line",
        BookLevel.Group => "group",
        BookLevel.Opening => "opening",
        BookLevel.Total => "total",
        BookLevel.Cumulative => "cumulative",
        _ => "closing",
    };

    /// <summary>The heading in one line, with what it stands under.</summary>
    public static string Heading(BookColumn column, PaperLanguage language) =>
        column.Group is { } group ? $"{group.In(language)}: {column.Header.In(language)}" : column.Header.In(language);

    private static async Task WriteLineAsync(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields) csv.WriteField(field);
        await csv.NextRecordAsync();
    }

    private static string Plain(object? cell, PaperLanguage language) => cell switch
    {
        null => "",
        Money amount => amount.Dong.ToString(CultureInfo.InvariantCulture),
        Summed sum => sum.Value.Dong.ToString(CultureInfo.InvariantCulture),
        long count => count.ToString(CultureInfo.InvariantCulture),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        Wording words => CsvText.Safe(words.In(language)),
        _ => CsvText.Safe((string)cell),
    };
}
