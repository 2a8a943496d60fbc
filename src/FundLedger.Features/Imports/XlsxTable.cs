using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Domain;

namespace FundLedger.Features.Imports;

/// <summary>A workbook, read row by row: only one row and the shared texts are in memory beside the file.</summary>
internal sealed class XlsxTable : TableFile
{
    private const int MostMerged = 20;
    private const long MostCharactersInPart = 400L * 1024 * 1024;

    private readonly SpreadsheetDocument document;
    private readonly List<(TableSheet Sheet, WorksheetPart Part)> sheets;
    private readonly XlsxCells cells;
    private readonly Dictionary<int, SheetTraits> traits = [];

    private XlsxTable(SpreadsheetDocument document, List<(TableSheet, WorksheetPart)> sheets)
    {
        (this.document, this.sheets) = (document, sheets);
        cells = new XlsxCells(document.WorkbookPart!);
        Since1904 = document.WorkbookPart!.Workbook.WorkbookProperties?.Date1904?.Value ?? false;
    }

    public override IReadOnlyList<TableSheet> Sheets => [.. sheets.Select(one => one.Sheet)];

    public override bool Since1904 { get; }

    public static Result<TableFile> Open(byte[] content)
    {
        if (XlsxGuard.Refusal(content) is { } refusal) return refusal;
        var settings = new OpenSettings { MaxCharactersInPart = MostCharactersInPart };
        var document = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), isEditable: false, settings);
        try
        {
            if (RefusalOf(document) is { } forbidden) return forbidden;
            var found = SheetsOf(document.WorkbookPart!);
            if (found.Count == 0) return new ImportFileEmpty();
            var table = new XlsxTable(document, found);
            document = null;
            return table;
        }
        finally
        {
            document?.Dispose();
        }
    }

    public override IEnumerable<SheetRow> Rows(int sheet)
    {
        using var reader = OpenXmlReader.Create(sheets[sheet].Part);
        var (seen, number, count) = (new SheetTraits([], [], false), 0, 0);
        while (reader.Read())
        {
            if (!reader.IsStartElement) continue;
            seen = With(seen, reader);
            if (reader.ElementType != typeof(Row)) continue;
            if (++count > MostRows) throw new TableUnusableException(new ImportFileTooLong(MostRows));
            var row = (Row)reader.LoadCurrentElement()!;
            number = (int?)row.RowIndex?.Value ?? number + 1;
            var read = cells.Read(row, number);
            if (!read.IsEmpty) yield return read;
        }

        traits[sheet] = seen;
    }

    private static SheetTraits With(SheetTraits seen, OpenXmlReader reader)
    {
        if (reader.ElementType == typeof(Column))
        {
            return seen with { HiddenColumns = [.. seen.HiddenColumns, .. HiddenBy((Column)reader.LoadCurrentElement()!)] };
        }

        if (reader.ElementType == typeof(AutoFilter)) return seen with { IsFiltered = reader.LoadCurrentElement()!.HasChildren };
        return reader.ElementType == typeof(MergeCell) && seen.Merged.Count < MostMerged
            ? seen with { Merged = [.. seen.Merged, ((MergeCell)reader.LoadCurrentElement()!).Reference?.Value ?? ""] }
            : seen;
    }

    public override SheetTraits TraitsOf(int sheet) => traits.GetValueOrDefault(sheet, SheetTraits.None);

    public override void Dispose()
    {
        document.Dispose();
        base.Dispose();
    }

    private static ImportFileUnusable? RefusalOf(SpreadsheetDocument document)
    {
        if (document.DocumentType is not (SpreadsheetDocumentType.Workbook or SpreadsheetDocumentType.Template))
        {
            return new ImportFileHasMacros();
        }

        if (document.WorkbookPart is not { } workbook) return new ImportFileUnreadable();
        if (workbook.VbaProjectPart is not null) return new ImportFileHasMacros();
        return workbook.ExternalWorkbookParts.Any() || workbook.ConnectionsPart is not null ? new ImportFileHasLinks() : null;
    }

    // Sheets of charts hold no cells.
    private static List<(TableSheet Sheet, WorksheetPart Part)> SheetsOf(WorkbookPart workbook)
    {
        var found = new List<(TableSheet, WorksheetPart)>();
        foreach (var sheet in workbook.Workbook.Descendants<Sheet>())
        {
            if (workbook.GetPartById(sheet.Id!.Value!) is not WorksheetPart part) continue;
            var isHidden = sheet.State is { } state && state.Value != SheetStateValues.Visible;
            found.Add((new TableSheet(sheet.Name?.Value ?? "", isHidden), part));
        }

        return found;
    }

    private static IEnumerable<int> HiddenBy(Column column)
    {
        var first = (int)(column.Min?.Value ?? 1) - 1;
        var last = Math.Min((int)(column.Max?.Value ?? 1) - 1, MostColumns - 1);
        return column.Hidden?.Value == true && first <= last ? Enumerable.Range(first, last - first + 1) : [];
    }
}
