using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>XI7 and XI8: the same child, the same file, and children that are only alike.</summary>
internal static class CorpusOfTwins
{
    private const int FullName = 1;
    private const int Born = 2;
    private const int Household = 5;
    private const int Guardian = 6;
    private const int Number = 8;

    public static IEnumerable<ImportCase> All => [.. InTheFile(), .. InTheBooks(), .. TheFileAgain()];

    private static IEnumerable<ImportCase> InTheFile() =>
    [
        new("XI7-a", "a row twice", () => File(Row(400), Row(400))) { Good = 1, Duplicate = 1 },
        new("XI7-b", "tone placement and capitals", () => File(
            Row(401, (FullName, "Nguyễn Thị Hòa")), Row(401, (FullName, "NGUYỄN THỊ HOÀ")))) { Good = 1, Duplicate = 1 },
        new("XI7-c", "accents missing", () => File(
            Row(402, (FullName, "Đặng Thị Thủy")), Row(402, (FullName, "Dang Thi Thuy")))) { Good = 1, Duplicate = 1 },
        new("XI7-d", "one number for two names", () => File(
            Row(403, (Number, "012316000403")), Row(404, (Number, "012316000403")))) { Good = 1, Duplicate = 1 },
        new("XI7-e", "twins of one household", () => File(
            Row(405, (FullName, "Sùng A Chinh"), (Household, "A"), (Guardian, "Sùng A Tủa"), (Born, "01/02/2012")),
            Row(406, (FullName, "Sùng A Pháng"), (Household, "A"), (Guardian, "Sùng A Tủa"), (Born, "01/02/2012")))) { Good = 2 },
        new("XI7-f", "one name, two birthdays", () => File(
            Row(407, (FullName, "Lò Thị Pâng"), (Born, "01/03/2010")), Row(408, (FullName, "Lò Thị Pâng"), (Born, "09/11/2016")))) { Good = 2 },
    ];

    private static IEnumerable<ImportCase> InTheBooks() =>
    [
        new("XI7-g", "there already", () => File(Row(410), Row(411))) { Good = 1, AlreadyIn = 1, Before = () => File(Row(410)) },
        new("XI7-h", "there with another guardian", () => File(Row(412, (Guardian, "Người Khác Hẳn"))))
            { Duplicate = 1, Before = () => File(Row(412)) },
        new("XI7-i", "there by its own number", () => File(Row(413, (Guardian, "Mẹ Mới"), (Number, "012316000413"))))
            { AlreadyIn = 1, Before = () => File(Row(413, (Number, "012316000413"))) },
        new("XI7-j", "a sealed case, which nothing tells", () => File(Row(414, (4, "poor"))))
            { Good = 1, Before = () => File(Row(414, (4, "5"))) },
        new("XI7-n", "a sealed case by who knows its group", () => File(Row(427, (4, "5"))))
            { AlreadyIn = 1, Before = () => File(Row(427, (4, "5"))) },
        new("XI7-o", "a sealed case by who guesses another group", () => File(Row(428, (4, "6"))))
            { Good = 1, Before = () => File(Row(428, (4, "5"))) },
        new("XI7-k", "a brother joins the household that is there", () => File(Row(415, (Household, "A")), Row(416, (Household, "A"))))
            { Good = 1, AlreadyIn = 1, Before = () => File(Row(415, (Household, "A"))) },
        new("XI7-l", "a household that there is not", () => File(Row(417, (Household, "HO-9999"))))
            { Bad = 1, Flaw = "F2: Xã không có hộ HO-9999" },
        new("XI7-m", "a year alone, there already", () => File(Row(418, (Born, "2014"))))
            { AlreadyIn = 1, Before = () => File(Row(418, (Born, 2014))) },
    ];

    private static IEnumerable<ImportCase> TheFileAgain() =>
    [
        new("XI8-a", "the same file again", () => File(Row(420), Row(421))) { AlreadyIn = 2, Before = () => File(Row(420), Row(421)) },
        new("XI8-b", "the same content in another form", () => Csv(System.Text.Encoding.UTF8, ';', Row(422), Row(423)))
            { AlreadyIn = 2, Before = () => File(Row(422), Row(423)) },
        new("XI8-c", "the same with one more", () => File(Row(424), Row(425), Row(426)))
            { Good = 1, AlreadyIn = 2, Before = () => File(Row(424), Row(425)) },
    ];
}
