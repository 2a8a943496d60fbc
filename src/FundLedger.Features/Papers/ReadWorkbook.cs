using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Domain;

namespace FundLedger.Features.Papers;

/// <summary>A cell as it is read: its address, its text, and whether it holds a formula.</summary>
/// <param name="Address">E.g. C5.</param>
/// <param name="Text">A number as plain digits; never null, trimmed.</param>
internal sealed record ReadCell(string Address, string Text, bool IsFormula);

/// <param name="Cells">By column letters.</param>
internal sealed record ReadRow(int Number, IReadOnlyDictionary<string, ReadCell> Cells);

internal sealed record ReadSheet(string Name, IReadOnlyList<ReadRow> Rows);

public sealed record WorkbookUnreadable() : Invalid("The file is no Excel workbook (.xlsx), or is protected or damaged.")
{
    public override string Field => "Workbook";
}

public sealed record WorkbookTooLarge(int Rows) : Invalid($"The workbook is too large to be one decision: at most {Rows} rows in a sheet.")
{
    public override string Field => "Workbook";
}

/// <summary>Reads a small workbook whole.</summary>
internal static class ReadWorkbook
{
    private const int MostRows = 2_000;
    private const long MostBytes = 50L * 1024 * 1024;

    public static Result<IReadOnlyList<ReadSheet>> Of(byte[] file)
    {
        try
        {
            if (Unpacked(file) > MostBytes) return new WorkbookTooLarge(MostRows);
            using var memory = new MemoryStream(file, writable: false);
            using var document = SpreadsheetDocument.Open(memory, isEditable: false);
            return Sheets(document.WorkbookPart!);
        }
        catch (Exception bad) when (bad is InvalidDataException or OpenXmlPackageException or FileFormatException or XmlException
            or FormatException or ArgumentException or InvalidOperationException or NullReferenceException or KeyNotFoundException
            or IndexOutOfRangeException or OverflowException)
        {
            return new WorkbookUnreadable();
        }
    }

    // What a file claims to unpack to; a bomb is not unpacked to find out.
    private static long Unpacked(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        return zip.Entries.Sum(entry => entry.Length);
    }

    private static Result<IReadOnlyList<ReadSheet>> Sheets(WorkbookPart workbook)
    {
        var strings = workbook.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>();
        var shared = strings?.Select(item => item.InnerText).ToArray() ?? [];
        var sheets = new List<ReadSheet>();
        foreach (var sheet in workbook.Workbook.Descendants<Sheet>())
        {
            // Sheets of charts hold no cells.
            if (workbook.GetPartById(sheet.Id!.Value!) is not WorksheetPart part) continue;
            var rows = part.Worksheet.Descendants<Row>().Take(MostRows + 1).Select((row, i) => Read(row, i, shared)).ToList();
            if (rows.Count > MostRows) return new WorkbookTooLarge(MostRows);
            sheets.Add(new ReadSheet(sheet.Name?.Value ?? "", rows));
        }

        return sheets;
    }

    private static ReadRow Read(Row row, int place, string[] shared)
    {
        var number = (int)(row.RowIndex?.Value ?? (uint)place + 1);
        var cells = new Dictionary<string, ReadCell>();
        var column = 0;
        foreach (var cell in row.Elements<Cell>())
        {
            var letters = cell.CellReference?.Value is { } address ? address.TrimEnd("0123456789".ToCharArray()) : Letters(column);
            column = Place(letters) + 1;
            var text = TextOf(cell, shared).Trim();
            if (text.Length > 0 || cell.CellFormula is not null)
            {
                cells[letters] = new ReadCell(FormattableString.Invariant($"{letters}{number}"), text, cell.CellFormula is not null);
            }
        }

        return new ReadRow(number, cells);
    }

    private static string TextOf(Cell cell, string[] shared)
    {
        if (cell.DataType?.Value == CellValues.InlineString) return cell.InlineString?.InnerText ?? "";
        var value = cell.CellValue?.InnerText ?? "";
        if (cell.DataType?.Value == CellValues.SharedString) return shared[int.Parse(value, CultureInfo.InvariantCulture)];
        if (cell.DataType is not null && cell.DataType.Value != CellValues.Number) return value;
        // A whole number may be stored as 3E5.
        return decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.############", CultureInfo.InvariantCulture)
            : value;
    }

    private static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    private static int Place(string letters) => letters.Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1) - 1;
}
