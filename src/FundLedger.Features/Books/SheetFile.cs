using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.Features.Books;

/// <summary>
/// One Excel workbook that is written row by row into a file, never held: numbers are numbers, dates dates, words words whatever they start
/// with, sums formulas that carry their value.
/// </summary>
internal sealed class SheetFile : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    // The oldest instant that a zip file can name: the same rows give the same bytes whenever they are written.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip;
    private readonly Stream sheet;
    private readonly XmlWriter xml;
    private readonly PaperLanguage language;
    private readonly long firstRow;

    /// <param name="output">Stays open; the file is whole when this is disposed.</param>
    /// <param name="firstRow">Number of the first row of the book that this file holds.</param>
    public SheetFile(Stream output, BookHead head, PaperLanguage language, long firstRow)
    {
        (this.language, this.firstRow) = (language, firstRow);
        zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var facts = new BookFacts(head, language);
        foreach (var (name, content) in SheetParts.Of(SheetName(facts.Title), language.Of("Thông tin", "About"))) WritePart(name, content);
        WriteAbout(facts);
        sheet = Open("xl/worksheets/sheet1.xml");
        xml = XmlWriter.Create(sheet, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        Begin(head.Form.Columns.Select(column => column.Width), isFrozen: true, xml);
        xml.WriteStartElement("row", Main);
        foreach (var column in head.Form.Columns) WriteText(xml, BookCsv.Heading(column, language), CellStyle.Header);
        xml.WriteEndElement();
    }

    public void Write(BookRow row)
    {
        xml.WriteStartElement("row", Main);
        var isBold = row.Level is not BookLevel.Line;
        for (var place = 0; place < row.Cells.Count; place++) WriteCell(row.Cells[place], place, isBold);
        xml.WriteEndElement();
    }

    public void Dispose()
    {
        xml.WriteEndDocument();
        xml.Dispose();
        sheet.Dispose();
        zip.Dispose();
    }

    private void WriteCell(object? cell, int place, bool isBold)
    {
        switch (cell)
        {
            case null: WriteText(xml, "", isBold ? CellStyle.BoldText : CellStyle.Text); break;
            case Money amount: WriteNumber(amount.Dong, Amount(isBold)); break;
            case long count: WriteNumber(count, Amount(isBold)); break;
            case Summed sum: WriteNumber(sum.Value.Dong, Amount(isBold), FormulaOf(sum)); break;
            case LocalDate date: WriteNumber(Period.DaysBetween(WorkbookStyles.DayZero, date), CellStyle.Date); break;
            case Wording words: WriteText(xml, words.In(language), isBold ? CellStyle.BoldText : CellStyle.Text); break;
            default: WriteText(xml, (string)cell, isBold ? CellStyle.BoldText : CellStyle.Text); break;
        }
    }

    private static CellStyle Amount(bool isBold) => isBold ? CellStyle.BoldAmount : CellStyle.Amount;

    // A sum of rows that stand in an earlier file has its value only.
    private string? FormulaOf(Summed sum)
    {
        if (sum.Parts.Count == 0 || sum.Parts.Any(part => part.From < firstRow)) return null;
        var formula = new StringBuilder();
        if (sum.Before != Money.Zero) formula.Append(CultureInfo.InvariantCulture, $"{sum.Before.Dong}");
        foreach (var part in sum.Parts)
        {
            if (part.IsTaken) formula.Append('-');
            else if (formula.Length > 0) formula.Append('+');
            var (column, from, to) = (Letters(part.Column), part.From - firstRow + 2, part.To - firstRow + 2);
            if (from == to) formula.Append(CultureInfo.InvariantCulture, $"{column}{from}");
            else formula.Append(CultureInfo.InvariantCulture, $"SUM({column}{from}:{column}{to})");
        }

        return formula.ToString();
    }

    private void WriteNumber(long value, CellStyle style, string? formula = null)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("s", ((int)style).ToString(CultureInfo.InvariantCulture));
        if (formula is not null) xml.WriteElementString("f", Main, formula);
        xml.WriteElementString("v", Main, value.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, string text, CellStyle style)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("s", ((int)style).ToString(CultureInfo.InvariantCulture));
        if (text.Length > 0)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter))));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Begin(IEnumerable<int> widths, bool isFrozen, XmlWriter xml)
    {
        xml.WriteStartElement("worksheet", Main);
        if (isFrozen)
        {
            xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" """);
            xml.WriteRaw("""state="frozen"/></sheetView></sheetViews>""");
        }

        xml.WriteStartElement("cols", Main);
        foreach (var (width, place) in widths.Select((width, place) => (width, place + 1)))
        {
            xml.WriteRaw(FormattableString.Invariant($"""<col min="{place}" max="{place}" width="{width + 2}" customWidth="1"/>"""));
        }

        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
    }

    private void WriteAbout(BookFacts facts)
    {
        using var about = Open("xl/worksheets/sheet2.xml");
        using var writer = XmlWriter.Create(about, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        Begin([30, 90], isFrozen: false, writer);
        foreach (var (label, value) in facts.All)
        {
            writer.WriteStartElement("row", Main);
            WriteText(writer, label, CellStyle.BoldText);
            WriteText(writer, value, CellStyle.Text);
            writer.WriteEndElement();
        }

        writer.WriteEndDocument();
    }

    private void WritePart(string name, string content)
    {
        using var part = Open(name);
        part.Write(Encoding.UTF8.GetBytes(content));
    }

    private Stream Open(string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }

    // Excel takes 31 letters, and none of its own signs.
    private static string SheetName(string title)
    {
        var safe = string.Concat(title.Where(letter => !"[]:*?/\\'".Contains(letter)));
        return safe[..Math.Min(safe.Length, 31)];
    }

    private static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
