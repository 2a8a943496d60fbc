using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using FundLedger.Features.Imports;
using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>XI9 and XI10: forms and encodings of files, and files that are meant to do harm.</summary>
internal static class CorpusOfForms
{
    private static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static IEnumerable<ImportCase> All => [.. Forms(), .. Texts(), .. Bombs(), .. Damage()];

    private static IEnumerable<ImportCase> Forms() =>
    [
        new("XI9-a", "a workbook of the old form", () => [.. OldOffice, .. new byte[600]]) { Refused = typeof(ImportFileIsOldExcel) },
        new("XI9-b", "a workbook with macros", () => new SampleWorkbook { Type = SpreadsheetDocumentType.MacroEnabledWorkbook }
            .Sheet("DS", [Header, Row(500)]).Bytes()) { Refused = typeof(ImportFileHasMacros) },
        new("XI9-c", "a workbook with a password", () =>
            [.. OldOffice, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[80]])
            { Refused = typeof(ImportFileProtected) },
        new("XI9-d", "a sheet of another office", () => Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet")))
            { Refused = typeof(ImportFileIsOtherOffice) },
        new("XI9-e", "a PDF", () => Encoding.ASCII.GetBytes("%PDF-1.7\n%abc")) { Refused = typeof(ImportFileUnreadable) },
        new("XI9-f", "a picture", () => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]) { Refused = typeof(ImportFileUnreadable) },
        new("XI9-g", "a packed file that is no workbook", () => Zip(("a.txt", "a"))) { Refused = typeof(ImportFileUnreadable) },
        new("XI9-h", "an empty file", () => []) { Refused = typeof(ImportFileMissing) },
        new("XI9-i", "a workbook with nothing in it", () => SampleWorkbook.Of()) { Refused = typeof(ImportFileEmpty) },
    ];

    private static IEnumerable<ImportCase> Texts() =>
    [
        new("XI9-j", "CSV in UTF-8, commas", () => Csv(new UTF8Encoding(false), ',', Row(510), Row(511))) { Good = 2 },
        new("XI9-k", "CSV in UTF-8 with its mark, semicolons", () => Csv(new UTF8Encoding(true), ';', Row(512))) { Good = 1 },
        new("XI9-l", "CSV in Windows-1258, semicolons", () => Csv(CodePage1258(), ';', Row(513, (1, "Lò Thị Hồ Ba Bể")))) { Good = 1 },
        new("XI9-m", "CSV in UTF-16, tabs", () => Csv(Encoding.Unicode, '\t', Row(514))) { Good = 1 },
        new("XI9-n", "CSV in UTF-16 the other way, without its mark", () =>
            Csv(new UnicodeEncoding(bigEndian: true, byteOrderMark: false), '\t', Row(515))) { Good = 1 },
        new("XI9-o", "CSV that names its separator", () =>
            [.. Encoding.UTF8.GetBytes("sep=;\r\n"), .. Csv(new UTF8Encoding(false), ';', Row(516))]) { Good = 1 },
        new("XI9-p", "CSV with quotes and a line break in a cell", () => Csv(
            new UTF8Encoding(false), ',', Row(517, (6, "\"Lò Văn, tức \"\"Ba\"\"\nBình\"")))) { Good = 1 },
        new("XI9-q", "CSV with a spoilt personal number", () => Csv(new UTF8Encoding(false), ';', Row(518, (8, "1,2316E+10"))))
            { Bad = 1, Flaw = "I2: Số định danh đã bị làm tròn" },
    ];

    private static IEnumerable<ImportCase> Bombs() =>
    [
        new("XI10-a", "a bomb of zeros", () => Zip(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", new string('0', 40_000_000))))
            { Refused = typeof(ImportFileTooLarge) },
        new("XI10-b", "three thousand entries", () => Zip([.. Enumerable.Range(0, 3_000).Select(i => ($"x{i}", ""))]))
            { Refused = typeof(ImportFileTooLarge) },
        new("XI10-c", "a million empty rows", () => SampleWorkbook.Changed(
            File(Row(520)), "sheet1.xml", text => text.Replace("</x:sheetData>", EmptyRows(1_000_000) + "</x:sheetData>", StringComparison.Ordinal)))
            { Refused = typeof(ImportFileTooLong) },
        new("XI10-d", "300 MB", () => new byte[300 * 1024 * 1024]) { Refused = typeof(ImportFileTooLarge) },
        new("XI10-e", "entities within entities", () => SampleWorkbook.Changed(File(Row(521)), "sheet1.xml", text =>
            "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;\">]>" + text[text.IndexOf("<x:worksheet", StringComparison.Ordinal)..]))
            { Refused = typeof(ImportFileUnreadable) },
        new("XI10-f", "a hundred thousand lines of CSV", () => Csv(Encoding.UTF8, ',', [.. Enumerable.Range(0, 100_000).Select(_ => Row(522))]))
            { Refused = typeof(ImportFileTooLong) },
    ];

    private static IEnumerable<ImportCase> Damage() =>
    [
        new("XI10-g", "a workbook cut off", () => File(Row(530))[..1200]) { Refused = typeof(ImportFileUnreadable) },
        new("XI10-h", "a sheet that breaks off", () => SampleWorkbook.Changed(File(Row(531)), "sheet1.xml", text => text[..^40]))
            { Refused = typeof(ImportFileUnreadable) },
        new("XI10-i", "a shared text that there is not", () => SampleWorkbook.Changed(File(Row(532)), "sheet1.xml", text =>
            text.Replace("</x:sheetData>", "<x:row><x:c t=\"s\"><x:v>99</x:v></x:c></x:row></x:sheetData>", StringComparison.Ordinal)))
            { Refused = typeof(ImportFileUnreadable) },
    ];

    private static string EmptyRows(int count) => string.Concat(Enumerable.Repeat("<x:row/>", count));

    private static Encoding CodePage1258() => CodePagesEncodingProvider.Instance.GetEncoding(1258)!;

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return memory.ToArray();
    }
}
