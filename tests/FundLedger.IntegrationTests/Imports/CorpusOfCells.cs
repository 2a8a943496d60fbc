using FundLedger.Features.Imports;
using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>XI1 and XI2: what stands in single cells.</summary>
internal static class CorpusOfCells
{
    private const int Born = 2;
    private const int Groups = 4;

    public static IEnumerable<ImportCase> All => [.. Numbers(), .. Dates(), .. BadDates(), .. Formulas()];

    private static IEnumerable<ImportCase> Numbers() =>
    [
        new("XI1-a", "a group's number as text and as a number", () => File(Row(100, (Groups, "4")), Row(101, (Groups, 4)))) { Good = 2 },
        new("XI1-b", "a number where a name should be", () => File(Row(102, (1, 12345)))) { Bad = 1, Flaw = "B2: Ô chứa số" },
        new("XI1-c", "a truth value where a name should be", () => File(Row(103, (1, true)))) { Bad = 1, Flaw = "B2: Ô chứa số" },
        new("XI1-d", "groups by name, by code, several", () => File(
            Row(104, (Groups, "Trẻ em nghèo")), Row(105, (Groups, "g04; hộ nghèo")), Row(106, (Groups, "nhóm 13")))) { Good = 3 },
        new("XI1-e", "a group that there is not", () => File(Row(107, (Groups, "15")))) { Bad = 1, Flaw = "E2: Không có nhóm “15”" },
        new("XI1-f", "two sealed groups", () => File(Row(108, (Groups, "5; 6")))) { Bad = 1, Flaw = "E2: Nhiều nhất một nhóm bảo mật" },
    ];

    private static IEnumerable<ImportCase> Dates() =>
    [
        new("XI1-g", "a date as a day's number shown as a date", () => File(Row(110, (Born, new DateCell(42526)))))
            { Good = 1, Read = "5 tháng 6 năm 2016" },
        new("XI1-h", "the same number shown as a number", () => File(Row(111, (Born, 42526)))) { Good = 1, Read = "5 tháng 6 năm 2016" },
        new("XI1-i", "a date as text, day first, shown in words", () => File(Row(112, (Born, "05/06/2016"))))
            { Good = 1, Read = "5 tháng 6 năm 2016" },
        new("XI1-j", "a date with dashes, dots, or year first", () => File(
            Row(113, (Born, "5-6-2016")), Row(114, (Born, "06.06.2016")), Row(115, (Born, "2016-06-07"))))
            { Good = 3, Read = "5 tháng 6 năm 2016" },
        new("XI1-k", "days counted since 1904", () => new SampleWorkbook { Since1904 = true }
            .Sheet("DS", [Header, Row(116, (Born, new DateCell(41064)))]).Bytes()) { Good = 1, Read = "5 tháng 6 năm 2016" },
        new("XI1-l", "a year alone, as a number and as text", () => File(Row(117, (Born, 2016)), Row(118, (Born, "2015"))))
            { Good = 2, Read = "năm 2016" },
        new("XI1-m", "months first, as the person who knows the file says", () => File(Row(119, (Born, "06/25/2016"))))
        {
            Good = 1, Read = "25 tháng 6 năm 2016",
            Mapped = view => view.Guess.Mapping with
            {
                Columns = [.. view.Guess.Mapping.Columns.Select(choice => choice with { MonthFirst = choice.Name == "birthDate" })],
            },
        },
    ];

    private static IEnumerable<ImportCase> BadDates() =>
    [
        new("XI1-n", "month 31", () => File(Row(120, (Born, "12/31/2016")))) { Bad = 1, Flaw = "C2: “12/31/2016”: Không có ngày này" },
        new("XI1-o", "many months above 12", () => File(
            Row(121, (Born, "06/25/2016")), Row(122, (Born, "06/26/2016")), Row(123, (Born, "06/27/2016"))))
            { Bad = 3, Finding = "tháng lớn hơn 12" },
        new("XI1-p", "a year of two digits", () => File(Row(124, (Born, "05/06/16")))) { Bad = 1, Flaw = "C2: “05/06/16”: Hãy viết năm đủ" },
        new("XI1-q", "the year 26", () => File(Row(125, (Born, "26")))) { Bad = 1, Flaw = "C2: “26”" },
        new("XI1-r", "born in the future", () => File(Row(126, (Born, "05/06/2026")))) { Bad = 1, Flaw = "C2: Ngày sinh ở tương lai" },
        new("XI1-s", "16 years old", () => File(Row(127, (Born, "04/01/2005")))) { Bad = 1, Flaw = "C2: Từ 16 tuổi trở lên" },
        new("XI1-t", "29 February of a common year", () => File(Row(128, (Born, "29/02/2015")))) { Bad = 1, Flaw = "C2: “29/02/2015”" },
        new("XI1-u", "no birth date", () => File(Row(129, (Born, null)))) { Bad = 1, Flaw = "C2: Chưa có ngày sinh" },
        new("XI1-v", "a truth value for a date", () => File(Row(130, (Born, false)))) { Bad = 1, Flaw = "C2: “FALSE”" },
        new("XI1-w", "a sex that is neither word", () => File(Row(131, (3, "x")))) { Bad = 1, Flaw = "D2: Ghi nam hoặc nữ" },
    ];

    private static IEnumerable<ImportCase> Formulas() =>
    [
        new("XI2-a", "a formula with its value", () => File(Row(140, (1, new FormulaCell("A1&\" \"&B1", "Lò Văn Công Thức")))))
            { Good = 1, Finding = "1 ô là công thức" },
        new("XI2-b", "a formula without a value", () => File(Row(141, (1, new FormulaCell("A1", null)))))
            { Bad = 1, Flaw = "B2: Công thức chưa có giá trị" },
        new("XI2-c", "an error", () => File(Row(142, (6, new ErrorCell("#REF!"))))) { Bad = 1, Flaw = "G2: Ô có lỗi #REF!" },
        new("XI2-d", "values taken from another file", () => new SampleWorkbook { HasLink = true }.Sheet("DS", [Header, Row(143)]).Bytes())
            { Refused = typeof(ImportFileHasLinks) },
        new("XI2-e", "text that looks like a formula", () => File(Row(144, (7, "=HYPERLINK(\"http://x\")")))) { Good = 1 },
    ];
}
