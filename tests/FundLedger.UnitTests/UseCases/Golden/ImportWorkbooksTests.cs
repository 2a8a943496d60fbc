using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Children;
using FundLedger.Features.Imports;
using FundLedger.Features.Papers;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>The workbooks around the import of a list: the template that goes out, and what became of the rows.</summary>
public sealed class ImportWorkbooksTests
{
    private static readonly CodeList[] Codes =
    [
        new(new("Nhóm", "Groups"), [("g04", new("Trẻ em khuyết tật", "Children with disabilities")), ("poor", new("Trẻ em nghèo", "Poor children"))]),
        new(new("Xã, thị trấn", "Communes"), []),
    ];

    [Theory]
    [InlineData(PaperLanguage.Vietnamese, "import-template-vi")]
    [InlineData(PaperLanguage.English, "import-template-en")]
    public async Task The_template_has_the_list_its_instructions_and_the_codes(PaperLanguage language, string golden) =>
        GoldenFile.Matches(golden, await FilesText.Of(TemplateWorkbook.Write(ChildrenColumns.Description, Codes, language)));

    [Fact]
    public async Task A_small_template_is_written_part_by_part()
    {
        var list = new ListDescription("shoes", new("Giày", "Shoes"),
        [
            new("size", ColumnKind.Text, new("Cỡ", "Size"), new("Số", "Number"), [], "36") { IsRequired = true },
            new("on", ColumnKind.Date, new("Ngày nhận ở nơi phát", "Given on"), new("", ""), [], "05/06/2021"),
        ]);
        await using var made = TemplateWorkbook.Write(list, [], PaperLanguage.Vietnamese);
        GoldenFile.Matches("import-template-parts", SheetText.Parts(made.Content));
    }

    [Theory]
    [InlineData(PaperLanguage.Vietnamese, "import-result-vi")]
    [InlineData(PaperLanguage.English, "import-result-en")]
    public void The_result_has_the_rows_that_were_not_added_with_their_reasons_and_the_codes_of_the_others(PaperLanguage language, string golden)
    {
        var mapping = new ImportMapping(0, 1, [new("fullName", 0), new("birthDate", 1), new("groups", 2)]);
        using var result = new ResultWorkbook(ChildrenColumns.Description, mapping, language);
        using var file = OpenTable.Of("a;b;c\nLò Thị Lan;31/31/2016;=1+1\nGiàng A Páo;;poor\n"u8.ToArray()).Value;
        var rows = new ImportPass(file, ChildrenColumns.Description, mapping).Rows().ToList();
        rows[0].Date("birthDate");
        rows[0].Flaw("groups", "Không có nhóm.", "There is no group.");
        result.AddBad(rows[0], new JudgedRow(RowState.Bad));
        result.AddBad(rows[1], new JudgedRow(RowState.Duplicate, null, new RowMatch(null, "TE-000007", new("Có thể là TE-000007.", "May be TE-000007."))));
        result.AddGood([new AddedRow(4, "Sùng Thị Mỷ\u0001", "TE-000009", "HO-0002"), new AddedRow(5, "Lò Văn Sơn", "TE-000010", "HO-0003")]);
        using var written = new MemoryStream(result.Finish());
        GoldenFile.Matches(golden, SheetText.Of(written));
    }

    [Fact]
    public void Signs_that_a_workbook_cannot_hold_are_left_out() =>
        Assert.Equal("a\tb\nc\rd e", XmlText.Allowed("a\tb\nc\rd\u0001 \u001Fe"));
}
