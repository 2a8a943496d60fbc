using System.Text;
using FundLedger.Features.Imports;
using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>XI5 and XI6: personal numbers that a spreadsheet spoilt, and letters that are not what they seem.</summary>
internal static class CorpusOfTexts
{
    private const int Number = 8;

    public static IEnumerable<ImportCase> All => [.. PersonalNumbers(), .. Signs(), .. Fonts()];

    private static IEnumerable<ImportCase> PersonalNumbers() =>
    [
        new("XI5-a", "a number of 12 digits as text", () => File(Row(300, (Number, "012 316 000 001")))) { Good = 1 },
        new("XI5-b", "the zero in front lost", () => File(Row(301, (Number, 12316000002)))) { Bad = 1, Flaw = "I2: Số định danh đã mất số 0" },
        new("XI5-c", "scientific notation", () => File(Row(302, (Number, "1,2316E+10")))) { Bad = 1, Flaw = "I2: Số định danh đã bị làm tròn" },
        new("XI5-d", "12 digits as a number", () => File(Row(303, (Number, 112316000003)))) { Good = 1 },
        new("XI5-e", "an apostrophe in front", () => File(Row(304, (Number, "'012316000004")))) { Good = 1 },
        new("XI5-f", "words in its place", () => File(Row(305, (Number, "chưa có")))) { Bad = 1, Flaw = "I2: Số định danh phải đủ 12" },
        new("XI5-g", "it tells another year", () => File(Row(306, (Number, "012209000005"), (2, "05/06/2016"))))
            { Good = 1, Warning = "cho biết năm sinh khác" },
        new("XI5-h", "a parent's number, whose it is said", () => SampleWorkbook.Of(
            [.. Header, "Số của ai"], [.. Row(307, (Number, "012180000006")), "mẹ"], [.. Row(308, (Number, "012180000006")), "mẹ"])) { Good = 2 },
    ];

    private static IEnumerable<ImportCase> Signs() =>
    [
        new("XI6-a", "spaces that do not break", () => File(Row(310, (1, "Lò\u00A0Thị\u00A0\u00A0Khoảng Trắng")))) { Good = 1 },
        new("XI6-b", "signs of no width, tabs", () => File(Row(311, (1, "\uFEFFLò\u200B Thị\tVô Hình ")))) { Good = 1 },
        new("XI6-c", "letters taken apart", () => File(Row(312, (1, "Nguyễn Thị Hòa Bình".Normalize(NormalizationForm.FormD))))) { Good = 1 },
        new("XI6-d", "headers taken apart", () => SampleWorkbook.Of(
            [.. Header.Select(header => (object?)((string)header!).Normalize(NormalizationForm.FormD))], Row(313))) { Good = 1 },
        new("XI6-e", "digits of full width", () => File(Row(314, (2, "０５/０６/２０１６")))) { Good = 1, Read = "5 tháng 6 năm 2016" },
    ];

    private static IEnumerable<ImportCase> Fonts() =>
    [
        new("XI6-f", "a file in TCVN3", () => SampleWorkbook.Of(
            Header, Row(320, (1, "NguyÔn V¨n Hoµng")), Row(321, (1, "TrÇn ThÞ H¹nh")), Row(322, (1, "§µo V¨n B×nh"))))
            { Refused = typeof(ImportFileInOldFont) },
        new("XI6-g", "a file in VNI", () => SampleWorkbook.Of(
            Header, Row(323, (1, "Nguyeãn Vaên Toaøn")), Row(324, (1, "Traàn Thò Hueä")), Row(325, (1, "Leâ Thò Taùm"))))
            { Refused = typeof(ImportFileInOldFont) },
        new("XI6-h", "one name left in the old font", () => File(Row(326), Row(327, (1, "NguyÔn V¨n Hoµng")), Row(328)))
            { Good = 2, Bad = 1, Flaw = "B3: “NguyÔn V¨n Hoµng” là chữ của phông TCVN3" },
        new("XI6-i", "UTF-8 read as something else", () => SampleWorkbook.Of(
            Header, Row(329, (1, "Nguyá»…n VÄƒn A")), Row(330, (1, "Tráº§n Thá»‹ B")), Row(331, (1, "LÃª VÄƒn C"))))
            { Refused = typeof(ImportFileInOldFont) },
    ];
}
