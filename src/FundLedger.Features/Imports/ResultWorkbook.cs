using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using CellStyle = FundLedger.Features.Statements.CellStyle;

namespace FundLedger.Features.Imports;

/// <summary>
/// What became of the rows: those that were not added, under the list's own headers with their reasons, to be corrected and sent again; and
/// the codes of those that were. Every cell is a text, whatever it begins with.
/// </summary>
internal sealed class ResultWorkbook : IDisposable
{
    private const string MainPart = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    private readonly MemoryStream memory = new();
    private readonly SpreadsheetDocument document;
    private readonly OpenXmlWriter badRows;
    private readonly List<AddedRow> added = [];
    private readonly PaperLanguage language;

    public ResultWorkbook(ListDescription list, ImportMapping mapping, PaperLanguage language)
    {
        this.language = language;
        document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddNewPart<WorkbookPart>(MainPart, "workbook");
        workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = WorkbookStyles.Sheet();
        var (bad, good) = (workbook.AddNewPart<WorksheetPart>("bad"), workbook.AddNewPart<WorksheetPart>("good"));
        workbook.Workbook = new Workbook(new Sheets(
            new Sheet { Name = Words("Chưa nhập", "Not added"), SheetId = 1, Id = workbook.GetIdOfPart(bad) },
            new Sheet { Name = Words("Đã nhập", "Added"), SheetId = 2, Id = workbook.GetIdOfPart(good) }));
        badRows = OpenXmlWriter.Create(bad);
        Begin(badRows, [.. mapping.Columns.Select(choice => list[choice.Name].Header.In(language)), Words("Lý do", "Reason"),
            Words("Dòng trong tệp", "Row of the file")]);
    }

    public void AddBad(ListRow row, JudgedRow judged)
    {
        var reasons = row.Flaws.Select(flaw => $"{flaw.Cell}: {flaw.Problem.In(language)}");
        if (judged.Match is { } match) reasons = reasons.Append(match.Why.In(language));
        Write(badRows, CellStyle.Text, [.. row.Cells.Select(cell => cell.Text), string.Join("\n", reasons),
            row.Number.ToString(CultureInfo.InvariantCulture)]);
    }

    public void AddGood(IReadOnlyList<AddedRow> rows) => added.AddRange(rows);

    /// <summary>The whole file; nothing can be added any more.</summary>
    public byte[] Finish()
    {
        End(badRows);
        using (var goodRows = OpenXmlWriter.Create((WorksheetPart)document.WorkbookPart!.GetPartById("good")))
        {
            Begin(goodRows,
                [Words("Dòng trong tệp", "Row of the file"), Words("Tên", "Name"), Words("Mã", "Code"), Words("Hộ", "Household")]);
            foreach (var row in added)
            {
                Write(goodRows, CellStyle.Text, [row.Row.ToString(CultureInfo.InvariantCulture), row.Name, row.Code, row.More]);
            }

            End(goodRows);
        }

        document.Dispose();
        return memory.ToArray();
    }

    public void Dispose()
    {
        badRows.Dispose();
        document.Dispose();
        memory.Dispose();
    }

    private static void Begin(OpenXmlWriter writer, IReadOnlyList<string> headers)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new Columns(new Column { Min = 1, Max = (uint)headers.Count, Width = 22, CustomWidth = true }));
        writer.WriteStartElement(new SheetData());
        Write(writer, CellStyle.Header, headers);
    }

    private static void End(OpenXmlWriter writer)
    {
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.Close();
    }

    private static void Write(OpenXmlWriter writer, CellStyle style, IReadOnlyList<string> cells) =>
        writer.WriteElement(new Row(cells.Select(text => Cell(text, style))));

    private static Cell Cell(string text, CellStyle style) =>
        new(new InlineString(new Text(XmlText.Allowed(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString, StyleIndex = (uint)style,
        };

    private string Words(string vi, string en) => language.Of(vi, en);
}

internal static class XmlText
{
    /// <summary>The text without the signs that XML cannot hold.</summary>
    public static string Allowed(string text) => string.Concat(text.Where(sign => sign is '\t' or '\n' or '\r' || sign >= ' '));
}
