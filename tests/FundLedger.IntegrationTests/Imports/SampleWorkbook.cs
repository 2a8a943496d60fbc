using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>A number that is shown as a date.</summary>
internal sealed record DateCell(double Number);

/// <summary>A formula with the value that the file keeps of it, or none.</summary>
internal sealed record FormulaCell(string Formula, string? Cached);

/// <summary>An error in place of a value.</summary>
internal sealed record ErrorCell(string Error);

/// <summary>Builds workbooks as people send them, with all that they hide in them.</summary>
internal sealed class SampleWorkbook
{
    private readonly List<(string Name, object?[][] Rows, bool IsHidden)> sheets = [];

    public bool Since1904 { get; init; }

    public int[] HiddenRows { get; init; } = [];

    /// <summary>Counted from 1.</summary>
    public int[] HiddenColumns { get; init; } = [];

    public string[] Merged { get; init; } = [];

    public string? Filter { get; init; }

    public bool HasLink { get; init; }

    public SpreadsheetDocumentType Type { get; init; } = SpreadsheetDocumentType.Workbook;

    public SampleWorkbook Sheet(string name, object?[][] rows, bool isHidden = false)
    {
        sheets.Add((name, rows, isHidden));
        return this;
    }

    public static byte[] Of(params object?[][] rows) => new SampleWorkbook().Sheet("Sheet1", rows).Bytes();

    public byte[] Bytes()
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, Type))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var list = new Sheets();
            workbook.Workbook = new Workbook(new WorkbookProperties { Date1904 = Since1904 }, list);
            foreach (var (name, rows, isHidden) in sheets)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                part.Worksheet = WorksheetOf(rows);
                list.Append(new Sheet
                {
                    Name = name, SheetId = (uint)list.Count() + 1, Id = workbook.GetIdOfPart(part),
                    State = isHidden ? SheetStateValues.Hidden : SheetStateValues.Visible,
                });
            }

            if (HasLink) AddLink(workbook);
        }

        return memory.ToArray();
    }

    /// <summary>The packed file with one part written anew.</summary>
    public static byte[] Changed(byte[] file, string part, Func<string, string> change)
    {
        using var memory = new MemoryStream();
        memory.Write(file);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.Entries.Single(one => one.FullName.EndsWith(part, StringComparison.Ordinal));
            using var reader = new StreamReader(entry.Open());
            var text = reader.ReadToEnd();
            reader.Dispose();
            var name = entry.FullName;
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(change(text));
        }

        return memory.ToArray();
    }

    private Worksheet WorksheetOf(object?[][] rows)
    {
        var sheet = new Worksheet();
        if (HiddenColumns.Length > 0)
        {
            sheet.Append(new Columns(HiddenColumns.Select(i => new Column { Min = (uint)i, Max = (uint)i, Hidden = true, Width = 9 })));
        }

        sheet.Append(new SheetData(rows.Select((cells, i) => Of(cells, i + 1))));
        if (Filter is not null) sheet.Append(new AutoFilter(new FilterColumn { ColumnId = 0 }) { Reference = Filter });
        if (Merged.Length > 0) sheet.Append(new MergeCells(Merged.Select(range => new MergeCell { Reference = range })));
        return sheet;
    }

    private Row Of(object?[] cells, int number)
    {
        var row = new Row { RowIndex = (uint)number, Hidden = HiddenRows.Contains(number) ? true : null };
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is { } value) row.Append(Of(value, FormattableString.Invariant($"{(char)('A' + i)}{number}")));
        }

        return row;
    }

    private static Cell Of(object value, string address) => value switch
    {
        string text => new Cell(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }))
        {
            CellReference = address, DataType = CellValues.InlineString,
        },
        DateCell date => new Cell(new CellValue(date.Number)) { CellReference = address, StyleIndex = 1 },
        FormulaCell { Cached: { } cached } formula => new Cell(new CellFormula(formula.Formula), new CellValue(cached))
        {
            CellReference = address, DataType = CellValues.String,
        },
        FormulaCell formula => new Cell(new CellFormula(formula.Formula)) { CellReference = address },
        ErrorCell error => new Cell(new CellValue(error.Error)) { CellReference = address, DataType = CellValues.Error },
        bool truth => new Cell(new CellValue(truth ? "1" : "0")) { CellReference = address, DataType = CellValues.Boolean },
        IConvertible number => new Cell(new CellValue(number.ToString(CultureInfo.InvariantCulture))) { CellReference = address },
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "No such cell."),
    };

    private static void AddLink(WorkbookPart workbook)
    {
        var link = workbook.AddNewPart<ExternalWorkbookPart>();
        link.ExternalLink = new ExternalLink();
    }

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 170, FormatCode = "dd/mm/yyyy" }),
        new Fonts(new Font()), new Fills(new Fill(), new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 170, ApplyNumberFormat = true }));
}
