using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Statements;

/// <summary>
/// The statement as CSV: UTF-8 with byte order mark, so that Excel shows Vietnamese letters. Each line starts with the name of its part;
/// each part starts with its headings. Amounts are plain whole numbers, dates ISO 8601.
/// </summary>
internal static class StatementCsv
{
    public static ExportedFile Write(FundStatement statement, PaperLanguage language)
    {
        var facts = new StatementFacts(statement, language);
        var about = language.Of("Thông tin", "About");
        return Of(
            facts.FileName("csv"), facts.All.Select(fact => (string[])[about, fact.Label, CsvText.Safe(fact.Value)]),
            StatementTables.Of(statement), language);
    }

    /// <summary>Any tables after lines that say what they are; <paramref name="name"/> with its ending.</summary>
    public static ExportedFile Of(
        string name, IEnumerable<string[]> about, IEnumerable<StatementTable> tables, PaperLanguage language)
    {
        var rows = 0;
        using var memory = new MemoryStream();
        using (var text = new StreamWriter(memory, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            foreach (var line in about) WriteLine(csv, line);
            foreach (var table in tables) rows += WriteTable(csv, table, language);
        }

        return ExportedFile.Of(name, "text/csv; charset=utf-8", memory.ToArray(), rows);
    }

    private static int WriteTable(CsvWriter csv, StatementTable table, PaperLanguage language)
    {
        var part = table.Sheet.In(language);
        WriteLine(csv, [part, .. table.Columns.Select(column => column.Header.In(language))]);
        foreach (var row in table.Rows) WriteLine(csv, [part, .. row.Cells.Select(cell => Plain(cell, language))]);
        return table.Rows.Count;
    }

    private static void WriteLine(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields) csv.WriteField(field);
        csv.NextRecord();
    }

    private static string Plain(object? cell, PaperLanguage language) => cell switch
    {
        null => "",
        Money amount => amount.Dong.ToString(CultureInfo.InvariantCulture),
        int count => count.ToString(CultureInfo.InvariantCulture),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        Wording words => CsvText.Safe(words.In(language)),
        _ => CsvText.Safe((string)cell),
    };
}
