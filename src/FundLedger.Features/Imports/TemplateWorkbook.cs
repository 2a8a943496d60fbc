using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;

namespace FundLedger.Features.Imports;

/// <summary>
/// The template of a list: a sheet to fill in, whose columns of words and numbers are text, a sheet of instructions and one of codes.
/// </summary>
internal static class TemplateWorkbook
{
    private const string MainPart = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const uint Plain = 0;
    private const uint Header = 1;
    private const uint TextCells = 2;
    private const uint DateCells = 3;

    public static ExportedFile Write(ListDescription list, IReadOnlyList<CodeList> codes, PaperLanguage language)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddNewPart<WorkbookPart>(MainPart, "workbook");
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = Styles();
            var sheets = new Sheets();
            workbook.Workbook = new Workbook(sheets);
            Add(workbook, sheets, language.Of("Danh sách", "List"), ListSheet(list, language));
            Add(workbook, sheets, language.Of("Hướng dẫn", "Instructions"), Table(Instructions(list, language), [24, 14, 70, 30]));
            Add(workbook, sheets, language.Of("Mã", "Codes"), Table(Codes(codes, language), [24, 80]));
            workbook.Workbook.Save();
        }

        var name = $"{language.Of("mau-nhap", "import-template")}-{list.Code}.xlsx";
        return ExportedFile.Of(name, ContentType, ReproducibleZip.Of(memory.ToArray()));
    }

    private static void Add(WorkbookPart workbook, Sheets sheets, string name, Worksheet content)
    {
        var id = (uint)sheets.Count() + 1;
        var part = workbook.AddNewPart<WorksheetPart>(FormattableString.Invariant($"sheet{id}"));
        part.Worksheet = content;
        sheets.Append(new Sheet { Name = name, SheetId = id, Id = workbook.GetIdOfPart(part) });
    }

    private static Worksheet ListSheet(ListDescription list, PaperLanguage language)
    {
        var columns = list.Columns.Select((column, i) => new Column
        {
            Min = (uint)i + 1, Max = (uint)i + 1, Width = Math.Max(14, column.Header.In(language).Length + 4), CustomWidth = true,
            Style = column.Kind is ColumnKind.Date ? DateCells : TextCells,
        });
        return new Worksheet(
            Frozen(), new Columns(columns),
            new SheetData(Line(list.Columns.Select(column => column.Header.In(language)), Header)));
    }

    private static IEnumerable<IReadOnlyList<string>> Instructions(ListDescription list, PaperLanguage language)
    {
        yield return [language.Of("Cột", "Column"), language.Of("Bắt buộc", "Needed"), language.Of("Ghi thế nào", "What to write"),
            language.Of("Ví dụ", "Example")];
        foreach (var column in list.Columns)
        {
            var isNeeded = column.IsRequired ? language.Of("có", "yes") : "";
            yield return [column.Header.In(language), isNeeded, column.Note.In(language), column.Example];
        }

        foreach (var rule in Rules) yield return ["", "", rule.In(language), ""];
    }

    private static Wording[] Rules { get; } =
    [
        new("Mỗi dòng một trẻ. Không gộp ô, không để dòng trống ở giữa; không cần dòng cộng.",
            "One row each. Merge no cells and leave no empty row between; no total is needed."),
        new("Ngày ghi ngày/tháng/năm: 05/06/2021 là ngày 5 tháng 6.", "Dates are day/month/year: 05/06/2021 is 5 June."),
        new("Nhập lại cùng một tệp không thêm gì: dòng đã có được nhận ra.",
            "Sending the same file again adds nothing: rows that are there already are recognised."),
    ];

    private static IEnumerable<IReadOnlyList<string>> Codes(IReadOnlyList<CodeList> lists, PaperLanguage language)
    {
        yield return [language.Of("Mã", "Code"), language.Of("Tên", "Name")];
        foreach (var list in lists)
        {
            yield return [list.Title.In(language), ""];
            foreach (var (code, name) in list.Codes) yield return [code, name.In(language)];
        }
    }

    private static Worksheet Table(IEnumerable<IReadOnlyList<string>> rows, IReadOnlyList<int> widths) => new(
        Frozen(),
        new Columns(widths.Select((width, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true })),
        new SheetData(rows.Select((row, i) => Line(row, i == 0 ? Header : Plain))));

    private static SheetViews Frozen() => new(new SheetView(
        new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
    {
        WorkbookViewId = 0,
    });

    private static Row Line(IEnumerable<string> cells, uint style) => new(cells.Select(text => new Cell(
        new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }))
    {
        DataType = CellValues.InlineString, StyleIndex = style,
    }));

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "dd/mm/yyyy" }),
        new Fonts(Face(), Face(new Bold())),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE3ECE9" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }),
        new CellFormats(Look(0, 0, 0), Look(0, 1, 2), Look(49, 0, 0), Look(164, 0, 0)));

    private static Font Face(params OpenXmlElement[] styles) =>
        new([.. styles, new FontSize { Val = 11 }, new FontName { Val = "Times New Roman" }]);

    private static CellFormat Look(uint format, uint font, uint fill) =>
        new(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true })
        {
            NumberFormatId = format, FontId = font, FillId = fill, BorderId = 0, FormatId = 0,
            ApplyNumberFormat = true, ApplyFont = true, ApplyFill = true, ApplyAlignment = true,
        };
}
