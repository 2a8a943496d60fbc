using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>
/// The statement as an Excel workbook: numbers are numbers, dates are dates, words are words whatever they start with. The first sheet
/// says of what the figures are. The same statement gives the same bytes.
/// </summary>
internal static class StatementWorkbook
{
    private const string MainPart = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static ExportedFile Write(FundStatement statement, PaperLanguage language)
    {
        var facts = new StatementFacts(statement, language);
        return Of(facts.FileName("xlsx"), [AboutTable(facts, language), .. StatementTables.Of(statement)], language);
    }

    /// <summary>Any tables as a workbook, one sheet each; <paramref name="name"/> with its ending.</summary>
    public static ExportedFile Of(string name, IReadOnlyList<StatementTable> tables, PaperLanguage language)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            // Every part gets a name of its own: the library would draw one at random.
            var workbook = document.AddNewPart<WorkbookPart>(MainPart, "workbook");
            var styles = workbook.AddNewPart<WorkbookStylesPart>("styles");
            styles.Stylesheet = WorkbookStyles.Sheet();
            var sheets = new Sheets();
            workbook.Workbook = new Workbook(sheets);
            foreach (var table in tables) AddSheet(workbook, sheets, table, language);
            workbook.Workbook.Save();
        }

        return ExportedFile.Of(name, ContentType, ReproducibleZip.Of(memory.ToArray()), tables.Sum(table => table.Rows.Count));
    }

    private static StatementTable AboutTable(StatementFacts facts, PaperLanguage language)
    {
        var title = new Wording("Thông tin", "About");
        var rows = facts.All.Select(fact => new TableRow(fact.Label, fact.Value)).ToList();
        TableColumn[] columns =
        [
            new(new Wording(facts.Title, facts.Title), CellKind.Text, 30), new(new Wording("", ""), CellKind.Text, 90),
        ];
        return new StatementTable(title, title, columns, rows);
    }

    private static void AddSheet(WorkbookPart workbook, Sheets sheets, StatementTable table, PaperLanguage language)
    {
        var id = (uint)sheets.Count() + 1;
        var part = workbook.AddNewPart<WorksheetPart>(FormattableString.Invariant($"sheet{id}"));
        sheets.Append(new Sheet { Name = table.Sheet.In(language), SheetId = id, Id = workbook.GetIdOfPart(part) });
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(FrozenHeader());
        writer.WriteElement(new Columns(table.Columns.Select((column, i) => Width(column, (uint)i + 1))));
        writer.WriteStartElement(new SheetData());
        writer.WriteElement(new Row(table.Columns.Select(column => Text(column.Header.In(language), CellStyle.Header))));
        foreach (var row in table.Rows)
        {
            writer.WriteElement(new Row(row.Cells.Select(cell => CellOf(cell, row.Level is not TableLevel.Line, language))));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static SheetViews FrozenHeader() => new(new SheetView(
        new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
    {
        WorkbookViewId = 0,
    });

    private static Column Width(TableColumn column, uint place) =>
        new() { Min = place, Max = place, Width = column.Width + 2, CustomWidth = true };

    private static Cell CellOf(object? cell, bool bold, PaperLanguage language) => cell switch
    {
        null => new Cell { StyleIndex = (uint)(bold ? CellStyle.BoldText : CellStyle.Text) },
        Money amount => Number(amount.Dong, bold ? CellStyle.BoldAmount : CellStyle.Amount),
        int count => Number(count, bold ? CellStyle.BoldAmount : CellStyle.Amount),
        LocalDate date => Number(Period.DaysBetween(WorkbookStyles.DayZero, date), CellStyle.Date),
        Wording words => Text(words.In(language), bold ? CellStyle.BoldText : CellStyle.Text),
        _ => Text((string)cell, bold ? CellStyle.BoldText : CellStyle.Text),
    };

    private static Cell Number(long value, CellStyle style) => new(new CellValue(value.ToString(CultureInfo.InvariantCulture)))
    {
        DataType = CellValues.Number, StyleIndex = (uint)style,
    };

    private static Cell Text(string text, CellStyle style) =>
        new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString, StyleIndex = (uint)style,
        };
}
