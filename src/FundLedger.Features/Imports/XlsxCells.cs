using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Domain.Text;
using CellType = FundLedger.Domain.Text.CellType;
using TableCell = FundLedger.Domain.Text.TableCell;

namespace FundLedger.Features.Imports;

/// <summary>Turns the cells of a workbook into what they hold: shared texts looked up, dates told from numbers by their style.</summary>
internal sealed partial class XlsxCells
{
    private static readonly HashSet<uint> BuiltInDates =
        [.. Enumerable.Range(14, 9).Concat(Enumerable.Range(27, 10)).Concat(Enumerable.Range(45, 3)).Concat(Enumerable.Range(50, 9))
            .Select(id => (uint)id)];

    private readonly SharedTexts texts = new();
    private readonly List<bool> isDateStyle = [];

    public XlsxCells(WorkbookPart workbook)
    {
        if (workbook.SharedStringTablePart is { } strings) ReadTexts(strings);
        if (workbook.WorkbookStylesPart is { } styles) ReadStyles(styles);
    }

    public SheetRow Read(Row row, int number)
    {
        var cells = new List<TableCell>();
        foreach (var cell in row.Elements<Cell>())
        {
            var place = cell.CellReference?.Value is { } address ? ColumnLetters.Place(address) : cells.Count;
            if (place < 0 || place >= TableFile.MostColumns) continue;
            while (cells.Count <= place) cells.Add(TableCell.Nothing);
            cells[place] = Of(cell);
        }

        return new SheetRow(number, cells) { IsHidden = row.Hidden?.Value == true };
    }

    private TableCell Of(Cell cell) => Held(cell) with { IsFormula = cell.CellFormula is not null };

    private TableCell Held(Cell cell)
    {
        if (cell.DataType?.Value == CellValues.InlineString) return TableCell.OfText(Plain(cell.InlineString));
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value ?? CellValues.Number;
        if (type == CellValues.SharedString) return TableCell.OfText(texts[int.Parse(value, CultureInfo.InvariantCulture)]);
        if (type == CellValues.String || type == CellValues.Date) return TableCell.OfText(value);
        if (type == CellValues.Boolean) return new TableCell(CellType.Boolean, value == "1" ? "TRUE" : "FALSE");
        if (type == CellValues.Error) return new TableCell(CellType.Error, value);
        return value.Length == 0
            ? TableCell.Nothing
            : new TableCell(CellType.Number, value) { IsDate = IsDate((int)(cell.StyleIndex?.Value ?? 0)) };
    }

    private bool IsDate(int style) => style < isDateStyle.Count && isDateStyle[style];

    // Without the reading aids that Japanese and Chinese files put beside a text.
    private static string Plain(OpenXmlCompositeElement? text) => text is null ? ""
        : string.Concat(text.ChildElements.Select(part => part switch
        {
            Text plain => plain.Text,
            Run run => run.Text?.Text ?? "",
            _ => "",
        }));

    private void ReadTexts(SharedStringTablePart strings)
    {
        using var reader = OpenXmlReader.Create(strings);
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(SharedStringItem)) continue;
            texts.Add(Plain((SharedStringItem)reader.LoadCurrentElement()!));
        }
    }

    private void ReadStyles(WorkbookStylesPart styles)
    {
        var dates = new HashSet<uint>(BuiltInDates);
        using var reader = OpenXmlReader.Create(styles);
        while (reader.Read())
        {
            if (!reader.IsStartElement) continue;
            if (reader.ElementType == typeof(NumberingFormat)) Note((NumberingFormat)reader.LoadCurrentElement()!, dates);
            if (reader.ElementType == typeof(CellFormats)) Note((CellFormats)reader.LoadCurrentElement()!, dates);
        }
    }

    private static void Note(NumberingFormat format, HashSet<uint> dates)
    {
        if (format.NumberFormatId?.Value is not { } id) return;
        if (ShowsDate(format.FormatCode?.Value ?? "")) dates.Add(id);
        else dates.Remove(id);
    }

    private void Note(CellFormats formats, HashSet<uint> dates) =>
        isDateStyle.AddRange(formats.Elements<CellFormat>().Select(format => dates.Contains(format.NumberFormatId?.Value ?? 0)));

    private static bool ShowsDate(string format) => DateLetters().IsMatch(NotLetters().Replace(format, ""));

    [GeneratedRegex("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|General|Standard", RegexOptions.IgnoreCase)]
    private static partial Regex NotLetters();

    [GeneratedRegex("[dmy]", RegexOptions.IgnoreCase)]
    private static partial Regex DateLetters();
}
