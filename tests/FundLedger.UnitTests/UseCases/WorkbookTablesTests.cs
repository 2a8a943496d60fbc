using System.IO.Compression;
using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Workbooks as strangers write them: what each cell holds, and which files are not opened.</summary>
public sealed class WorkbookTablesTests
{
    private const string Types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
        + "<Override PartName=\"/xl/strings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>"
        + "<Override PartName=\"/xl/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";

    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    private static readonly int[] Looks = [0, 170, 171, 15, 14, 172, 13, 22, 23, 47, 48];

    [Fact]
    public void Each_cell_is_what_its_type_says()
    {
        var row = Assert.Single(Rows(
            "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>chữ</t></is></c><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"C3\" t=\"str\"><f>A1</f><v>kết quả</v></c>"
            + "<c r=\"D3\" t=\"b\"><v>1</v></c><c r=\"E3\" t=\"b\"><v>0</v></c><c r=\"F3\" t=\"e\"><v>#REF!</v></c><c r=\"G3\"><v>12.5</v></c>"
            + "<c r=\"I3\" t=\"d\"><v>2021-06-05</v></c><c r=\"J3\"><f>B1</f></c><c r=\"CW3\"><v>1</v></c></row>"));
        Assert.Equal((3, 10, false), (row.Number, row.Cells.Count, row.IsHidden));
        Assert.Equal(
            [
                "Text chữ", "Text hai phần", "Text kết quả =", "Boolean TRUE", "Boolean FALSE", "Error #REF!", "Number 12.5", "Empty ", "Text 2021-06-05",
                "Empty  =",
            ],
            row.Cells.Select(cell => $"{cell.Type} {cell.Text}{(cell.IsFormula ? " =" : "")}"));
    }

    [Fact]
    public void A_number_is_a_date_where_its_look_shows_one()
    {
        var row = Assert.Single(Rows("<row>" + string.Concat(Enumerable.Range(0, 11).Select(i => $"<c s=\"{i}\"><v>44000</v></c>")) + "</row>"));
        Assert.Equal("0:- 1:d 2:- 3:d 4:- 5:- 6:- 7:d 8:- 9:d 10:-",
            string.Join(' ', row.Cells.Select((cell, i) => $"{i}:{(cell.IsDate ? "d" : "-")}")));
    }

    [Fact]
    public void Rows_and_cells_without_addresses_follow_one_another_and_empty_rows_are_not_told()
    {
        var rows = Rows("<row><c><v>1</v></c><c><v>2</v></c></row><row/>"
            + "<row r=\"7\" hidden=\"1\"><c r=\"C7\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>");
        Assert.Equal([(1, "1 2", false), (7, "  3 4", true), (8, "5", false)],
            rows.Select(row => (row.Number, string.Join(' ', row.Cells.Select(cell => cell.Text)), row.IsHidden)));
    }

    [Fact]
    public void What_a_sheet_hides_merges_and_filters_is_known_after_its_rows()
    {
        var merged = string.Concat(Enumerable.Range(1, 25).Select(i => $"<mergeCell ref=\"A{i}:B{i}\"/>"));
        using var file = OpenTable.Of(Book("<row><c><v>1</v></c></row>",
            "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"6\"/><col min=\"99\" max=\"16384\" hidden=\"1\"/></cols>",
            $"<autoFilter ref=\"A1:B2\"><filterColumn colId=\"0\"/></autoFilter><mergeCells>{merged}</mergeCells>")).Value;
        Assert.Equal((0, 0, false), Traits(file));
        Assert.Single(file.Rows(0));
        Assert.Equal([1, 2, 98, 99], file.TraitsOf(0).HiddenColumns);
        Assert.Equal((4, 20, true), Traits(file));
        using var plain = OpenTable.Of(Book("<row><c><v>1</v></c></row>", after: "<autoFilter ref=\"A1:B2\"/>")).Value;
        Assert.Single(plain.Rows(0));
        Assert.Equal((0, 0, false), Traits(plain));
    }

    [Theory]
    [InlineData("<workbookPr date1904=\"1\"/>", true)]
    [InlineData("<workbookPr date1904=\"0\"/>", false)]
    [InlineData("", false)]
    public void A_workbook_may_count_its_days_from_1904(string properties, bool is1904)
    {
        using var file = OpenTable.Of(Book("<row><c><v>1</v></c></row>", properties: properties)).Value;
        Assert.Equal(is1904, file.Since1904);
        Assert.Equal(["Danh sách False"], file.Sheets.Select(sheet => $"{sheet.Name} {sheet.IsHidden}"));
    }

    [Fact]
    public void Sixty_thousand_rows_are_read_and_not_one_more()
    {
        using var most = OpenTable.Of(Book(string.Concat(Enumerable.Repeat("<row/>", 59_999)) + "<row><c><v>1</v></c></row>")).Value;
        Assert.Equal(60_000, Assert.Single(most.Rows(0)).Number);
        using var more = OpenTable.Of(Book(string.Concat(Enumerable.Repeat("<row/>", 60_001)))).Value;
        Assert.Equal(new ImportFileTooLong(60_000), OpenTable.Guarded<int>(() => more.Rows(0).Count()).Error);
    }

    [Theory]
    [InlineData("xl/vbaProject.bin", typeof(ImportFileHasMacros))]
    [InlineData("XL/VBAPROJECT.BIN", typeof(ImportFileHasMacros))]
    [InlineData("xl/workbook.bin", typeof(ImportFileIsOtherOffice))]
    [InlineData("mimetype", typeof(ImportFileIsOtherOffice))]
    [InlineData("EncryptionInfo", typeof(ImportFileProtected))]
    [InlineData("META-INF/encryption.xml", typeof(ImportFileProtected))]
    [InlineData("xl/other.xml", null)]
    public void A_part_of_another_kind_of_file_names_the_kind(string part, Type? refusal) =>
        Assert.Equal(refusal, XlsxGuard.Refusal(Zip(("[Content_Types].xml", "<x/>"), (part, "a")))?.GetType());

    [Fact]
    public void Two_thousand_parts_are_opened_and_a_part_that_unpacks_to_too_much_is_not()
    {
        (string, string)[] parts = [("[Content_Types].xml", "<x/>"), .. Enumerable.Range(0, 1_999).Select(i => ($"x{i}", ""))];
        Assert.Null(XlsxGuard.Refusal(Zip(parts)));
        Assert.Equal(new ImportFileTooLarge(400), XlsxGuard.Refusal(Zip([.. parts, ("y", "")])));
        Assert.Null(XlsxGuard.Refusal(Zip(parts[0], ("small", new string('0', 4 * 1024 * 1024)))));
        Assert.Equal(new ImportFileTooLarge(400), XlsxGuard.Refusal(Zip(parts[0], ("bomb", new string('0', (4 * 1024 * 1024) + 200_000)))));
        Assert.IsType<ImportFileUnreadable>(XlsxGuard.Refusal(Zip(("a", "b"))));
    }

    private static (int Hidden, int Merged, bool IsFiltered) Traits(TableFile file) =>
        (file.TraitsOf(0).HiddenColumns.Count, file.TraitsOf(0).Merged.Count, file.TraitsOf(0).IsFiltered);

    private static List<SheetRow> Rows(string rows)
    {
        using var file = OpenTable.Of(Book(rows)).Value;
        return [.. file.Rows(0)];
    }

    private static byte[] Book(string rows, string before = "", string after = "", string properties = "") => Zip(
        ("[Content_Types].xml", Types),
        ("_rels/.rels", $"{Relations}<Relationship Id=\"a\" Type=\"{Relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"{Relation}\">{properties}<sheets>"
            + "<sheet name=\"Danh sách\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", $"{Relations}<Relationship Id=\"b\" Type=\"{Relation}/worksheet\" Target=\"sheet1.xml\"/>"
            + $"<Relationship Id=\"c\" Type=\"{Relation}/styles\" Target=\"styles.xml\"/>"
            + $"<Relationship Id=\"d\" Type=\"{Relation}/sharedStrings\" Target=\"strings.xml\"/></Relationships>"),
        ("xl/strings.xml", $"<sst {Main}><si><t>một</t></si><si><r><t>hai</t></r><r><t xml:space=\"preserve\"> phần</t></r><rPh><t>x</t></rPh></si></sst>"),
        ("xl/styles.xml", $"<styleSheet {Main}><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy\"/>"
            + "<numFmt numFmtId=\"171\" formatCode=\"#,##0&quot; dong&quot;\"/>"
            + "<numFmt numFmtId=\"14\" formatCode=\"0\"/><numFmt numFmtId=\"172\" formatCode=\"[Red]0\\d\"/></numFmts><cellXfs>"
            + string.Concat(Looks.Select(id => $"<xf numFmtId=\"{id}\"/>")) + "</cellXfs></styleSheet>"),
        ("xl/sheet1.xml", $"<worksheet {Main}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"));

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return memory.ToArray();
    }
}
