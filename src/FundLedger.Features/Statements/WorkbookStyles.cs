using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>The looks of cells, by their place in the style sheet.</summary>
internal enum CellStyle
{
    Text,
    Header,
    Amount,
    Date,
    BoldText,
    BoldAmount,
}

internal static class WorkbookStyles
{
    private const uint AmountFormat = 3; // Built in: #,##0
    private const uint DateFormat = 164; // The first number that is ours to define.
    private const uint Bold = 1;
    private const uint Shaded = 2;

    /// <summary>The day that spreadsheets count from; right for every date since 1 March 1900.</summary>
    public static LocalDate DayZero { get; } = new(1899, 12, 30);

    public static Stylesheet Sheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DateFormat, FormatCode = "dd/mm/yyyy" }),
        new Fonts(Face(), Face(new Bold())),
        // A reader expects the first two fills to be these.
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE3ECE9" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }),
        new CellFormats(
            Look(0, 0, 0, new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true }),
            Look(0, Bold, Shaded, new Alignment { Vertical = VerticalAlignmentValues.Center, WrapText = true }),
            Look(AmountFormat, 0, 0, new Alignment { Vertical = VerticalAlignmentValues.Top }),
            Look(DateFormat, 0, 0, new Alignment { Vertical = VerticalAlignmentValues.Top, Horizontal = HorizontalAlignmentValues.Center }),
            Look(0, Bold, 0, new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true }),
            Look(AmountFormat, Bold, 0, new Alignment { Vertical = VerticalAlignmentValues.Top })));

    private static Font Face(params OpenXmlElement[] styles) =>
        new([.. styles, new FontSize { Val = 11 }, new FontName { Val = "Times New Roman" }]);

    private static CellFormat Look(uint format, uint font, uint fill, Alignment alignment) => new(alignment)
    {
        NumberFormatId = format, FontId = font, FillId = fill, BorderId = 0, FormatId = 0,
        ApplyNumberFormat = true, ApplyFont = true, ApplyFill = true, ApplyAlignment = true,
    };
}
