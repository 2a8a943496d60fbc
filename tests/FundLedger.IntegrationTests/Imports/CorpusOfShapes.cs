using FundLedger.Features.Imports;
using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>XI3 and XI4: hidden things, totals, and headers of all kinds.</summary>
internal static class CorpusOfShapes
{
    private static readonly object?[] English =
        ["No.", "Full name", "Date of birth", "Gender", "Group", "Household", "Guardian", "Relationship", "ID number"];

    private static readonly object?[] Shouting =
        ["TT", "HO VA TEN TRE", "NAM SINH", "GIOI", "DOI TUONG", "HO GIA DINH", "NGUOI CHAM SOC", "MOI QUAN HE", "SO CCCD"];

    public static IEnumerable<ImportCase> All => [.. Hidden(), .. Totals(), .. Headers(), .. Asked()];

    private static IEnumerable<ImportCase> Hidden() =>
    [
        new("XI3-a", "a hidden row is read and told", () => new SampleWorkbook { HiddenRows = [3] }
            .Sheet("DS", [Header, Row(200), Row(201)]).Bytes()) { Good = 2, Finding = "1 dòng ẩn (3)" },
        new("XI3-b", "rows hidden by a filter", () => new SampleWorkbook { HiddenRows = [2], Filter = "A1:I3" }
            .Sheet("DS", [Header, Row(202), Row(203)]).Bytes()) { Good = 2, Finding = "Bảng đang lọc: 1 dòng bị ẩn" },
        new("XI3-c", "a hidden column", () => new SampleWorkbook { HiddenColumns = [9] }
            .Sheet("DS", [Header, Row(204)]).Bytes()) { Good = 1, Finding = "Cột ẩn vẫn được đọc: I" },
        new("XI3-d", "a hidden sheet is not read", () => new SampleWorkbook().Sheet("DS", [Header, Row(205)])
            .Sheet("Cũ", [Header, Row(206)], isHidden: true).Bytes()) { Good = 1, Finding = "Trang ẩn không được đọc: Cũ" },
        new("XI3-e", "cells merged over two rows", () => new SampleWorkbook { Merged = ["G2:G3"] }
            .Sheet("DS", [Header, Row(207), Row(208, (6, null))]).Bytes())
            { Good = 1, Bad = 1, Flaw = "G3: Chưa có người giám hộ", Finding = "Có ô gộp (G2:G3)" },
        new("XI3-f", "a second visible sheet", () => new SampleWorkbook().Sheet("Ghi chú", [["Ghi chú"], ["Không có gì"]])
            .Sheet("DS", [Header, Row(209)]).Bytes()) { Good = 1, Finding = "Không đọc các trang khác: Ghi chú" },
    ];

    private static IEnumerable<ImportCase> Totals() =>
    [
        new("XI3-g", "a total at the end", () => File(Row(210), Row(211), [null, "Tổng cộng", null, null, null, null, "2 trẻ"]))
            { Good = 2, Finding = "Dòng cộng không đọc: 4" },
        new("XI3-h", "a total and signatures below it", () => File(
            Row(212), [null, "Cộng:", null], [null], [null, null, null, null, null, null, "Người lập biểu"]))
            { Good = 1, Finding = "1 dòng dưới dòng cộng không đọc" },
        new("XI3-i", "a row of column numbers", () => File(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"], Row(213)))
            { Good = 1 },
        new("XI3-j", "empty rows between", () => File(Row(214), [], [null, " \u00A0"], Row(215))) { Good = 2 },
    ];

    private static IEnumerable<ImportCase> Headers() =>
    [
        new("XI4-a", "headers in the other language", () => SampleWorkbook.Of(English, Row(220))) { Good = 1 },
        new("XI4-b", "other words, capitals, no accents", () => SampleWorkbook.Of(Shouting, Row(221))) { Good = 1 },
        new("XI4-c", "columns moved", () => SampleWorkbook.Of([.. Header.Reverse()], [.. Row(222).Reverse()])) { Good = 1 },
        new("XI4-d", "a title above, the header in row 4", () => SampleWorkbook.Of(
            ["UBND XÃ BÌNH LƯ"], ["DANH SÁCH TRẺ EM CÓ HOÀN CẢNH ĐẶC BIỆT"], [], Header, Row(223))) { Good = 1 },
        new("XI4-e", "line breaks, brackets and colons in headers", () => SampleWorkbook.Of(
            [.. Header.Select(header => $"{header}:\n(ghi rõ)")], Row(224))) { Good = 1 },
        new("XI4-f", "one column more than the list knows", () => SampleWorkbook.Of([.. Header, "Ghi chú"], [.. Row(225), "gì đó"])) { Good = 1 },
    ];

    private static IEnumerable<ImportCase> Asked() =>
    [
        new("XI4-g", "a header twice: the person chooses", () => SampleWorkbook.Of(
            [.. Header, "Họ và tên"], [.. Row(226), "Tên khác"])) { Good = 1, Mapped = view => view.Guess.Mapping },
        new("XI4-h", "a header renamed beyond recognition", () => SampleWorkbook.Of(
            ["STT", "Cháu", .. Header.Skip(2)], Row(227))) { Good = 1, Mapped = view => With(view, "fullName", 1) },
        new("XI4-i", "no header at all", () => SampleWorkbook.Of(Row(228), Row(229)))
        {
            Good = 2,
            Mapped = _ => new ImportMapping(0, 0,
                [new("fullName", 1), new("birthDate", 2), new("groups", 4), new("guardianName", 6), new("guardianRelation", 7)]),
        },
    ];

    private static ImportMapping With(ImportView view, string name, int column) => view.Guess.Mapping with
    {
        Columns = [.. view.Guess.Mapping.Columns, new ColumnChoice(name, column)],
    };
}
