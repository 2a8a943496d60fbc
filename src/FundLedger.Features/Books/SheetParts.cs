using System.Security;
using FundLedger.Features.Statements;

namespace FundLedger.Features.Books;

/// <summary>The parts of a workbook beside its rows: what it holds, its sheets, its looks.</summary>
internal static class SheetParts
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Xml = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";

    /// <param name="title">Name of the sheet of rows, as a spreadsheet takes it.</param>
    /// <param name="about">Name of the sheet that says what the rows are.</param>
    public static IEnumerable<(string Name, string Content)> Of(string title, string about)
    {
        yield return ("[Content_Types].xml", $"""
            {Xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Types}.worksheet+xml"/>
            <Override PartName="/xl/worksheets/sheet2.xml" ContentType="{Types}.worksheet+xml"/></Types>
            """);
        yield return ("_rels/.rels", $"""
            {Xml}<Relationships xmlns="{Relations}">
            <Relationship Id="book" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        // The head of the book is printed on every page.
        var name = SecurityElement.Escape(title);
        yield return ("xl/workbook.xml", $"""
            {Xml}<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="{name}" sheetId="1" r:id="rows"/>
            <sheet name="{SecurityElement.Escape(about)}" sheetId="2" r:id="about"/></sheets>
            <definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'{name}'!$1:$1</definedName></definedNames></workbook>
            """);
        yield return ("xl/_rels/workbook.xml.rels", $"""
            {Xml}<Relationships xmlns="{Relations}"><Relationship Id="rows" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="about" Type="{Office}/worksheet" Target="worksheets/sheet2.xml"/>
            <Relationship Id="styles" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """);
        yield return ("xl/styles.xml", Xml + WorkbookStyles.Sheet().OuterXml);
    }
}
