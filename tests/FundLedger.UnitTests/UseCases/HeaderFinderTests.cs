using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Where the header of a list stands in a file, and what a person is asked where it is not plain.</summary>
public sealed class HeaderFinderTests
{
    private static readonly ListDescription List = new("shoes", new("Giày", "Shoes"),
    [
        Column("size", "Cỡ giày", "Size") with { IsRequired = true },
        Column("colour", "Màu", "Colour") with { IsRequired = true },
        Column("price", "Giá (đồng)", "Price"),
    ]);

    [Theory]
    [InlineData(29, true, 30)]
    [InlineData(30, false, 1)]
    public void The_header_is_looked_for_in_the_first_thirty_rows(int before, bool isSure, int row)
    {
        var found = Find(string.Concat(Enumerable.Repeat("x,y\n", before)) + "Cỡ giày,Màu\n36,đỏ\n");
        Assert.Equal((isSure, row), (found.IsSure, found.Mapping.HeaderRow));
    }

    [Fact]
    public void One_known_word_is_no_header()
    {
        var found = Find("Màu,đỏ\nxanh,vàng\n");
        Assert.Equal((false, 0, 1, 0), (found.IsSure, found.Mapping.Sheet, found.Mapping.HeaderRow, found.Headers.Count));
        Assert.Equal("Không tìm thấy dòng tiêu đề: hãy chọn trang, dòng tiêu đề và các cột.", Assert.Single(found.Problems).Vi);
    }

    [Fact]
    public void The_row_with_the_most_known_words_is_the_header_and_of_equal_ones_the_first()
    {
        Assert.Equal(2, Find("Màu,Giá\nCỡ giày,Màu,Giá\n36,đỏ,100\n").Mapping.HeaderRow);
        Assert.Equal(1, Find("Cỡ giày,Màu\nSize,Colour\n36,đỏ\n").Mapping.HeaderRow);
    }

    [Fact]
    public void Each_column_is_found_by_its_name_in_either_language_or_a_synonym_without_accents_brackets_and_capitals()
    {
        var found = Find("GIA (nghin dong),SIZE,mau sac\n100,36,đỏ\n");
        Assert.True(found.IsSure);
        Assert.Equal("size 1, colour 2, price 0", string.Join(", ", found.Mapping.Columns.Select(choice => $"{choice.Name} {choice.Column}")));
        Assert.Empty(found.Problems);
    }

    [Fact]
    public void What_is_missing_or_there_twice_is_asked_by_name_and_what_is_optional_is_not()
    {
        var found = Find("Màu,Màu,Giá,Giá\nđỏ,xanh,1,2\n");
        Assert.False(found.IsSure);
        Assert.Equal(
            ["Chưa thấy cột “Cỡ giày”: hãy chọn cột.", "Cột “Màu” có 2 lần (A, B): hãy chọn một.", "Cột “Giá (đồng)” có 2 lần (C, D): hãy chọn một."],
            found.Problems.Select(problem => problem.Vi));
        Assert.Equal([("colour", 0), ("price", 2)], found.Mapping.Columns.Select(choice => (choice.Name, choice.Column)));
        Assert.Single(Find("Cỡ giày,Giá\n36,1\n").Problems);
    }

    [Fact]
    public void Headers_are_shown_with_what_stands_below_them_both_cut_after_forty_signs()
    {
        var (forty, more) = (new string('a', 40), new string('b', 41));
        var found = Find($"Cỡ giày,Màu,{forty},,\n{more},{forty},,,dưới\n");
        Assert.Equal(
            [
                new FileHeader(0, "A", "Cỡ giày", more[..40] + "…"), new FileHeader(1, "B", "Màu", forty), new FileHeader(2, "C", forty, ""),
                new FileHeader(4, "E", "", "dưới"),
            ],
            found.Headers);
        Assert.Equal(["", ""], Find("Cỡ giày,Màu").Headers.Select(header => header.Sample));
    }

    [Fact]
    public void A_row_that_a_person_names_is_the_header_whatever_stands_in_it()
    {
        using var file = OpenTable.Of(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Cỡ giày,Màu\n", 60)))).Value;
        Assert.Equal(1, HeaderFinder.Find(file, List).Mapping.HeaderRow);
        Assert.Equal(50, HeaderFinder.Find(file, List, 0, 50).Mapping.HeaderRow);
        Assert.Equal(7, HeaderFinder.Find(file, List, null, 7).Mapping.HeaderRow);
        using var other = OpenTable.Of("x,y\nz,w\n"u8.ToArray()).Value;
        var found = HeaderFinder.Find(other, List, 0, 2);
        Assert.Equal((2, false, "z w"), (found.Mapping.HeaderRow, found.IsSure, string.Join(' ', found.Headers.Select(header => header.Text))));
        Assert.Equal((0, 9), (HeaderFinder.Find(other, List, 0, 9).Mapping.Sheet, HeaderFinder.Find(other, List, 0, 9).Mapping.HeaderRow));
        Assert.Equal(3, HeaderFinder.Find(other, List, 3).Mapping.Sheet);
    }

    [Theory]
    [InlineData(2, 18, false)]
    [InlineData(3, 40, true)]
    [InlineData(2, 17, true)]
    [InlineData(1, 10, false)]
    public void A_file_is_in_an_old_font_when_three_cells_or_more_than_a_tenth_of_them_are(int odd, int good, bool isRefused)
    {
        var cells = Enumerable.Repeat("TrÇn ThÞ H¹nh", odd).Concat(Enumerable.Repeat("Lò Thị Bích", good));
        var file = Encoding.UTF8.GetBytes($"{string.Join('\n', cells)}\n");
        Assert.Equal(isRefused ? new ImportFileInOldFont("TCVN3", "TrÇn ThÞ H¹nh") : null, FileScan.Of(file, List).Error);
    }

    [Fact]
    public void Of_a_long_text_in_an_old_font_forty_signs_are_shown()
    {
        var text = string.Concat(Enumerable.Repeat("TrÇn ThÞ H¹nh ", 4)).Trim();
        Assert.Equal(new ImportFileInOldFont("TCVN3", text[..40]), FileScan.Of(Encoding.UTF8.GetBytes(text), List).Error);
    }

    private static GuessedMapping Find(string text) => FileScan.Of(Encoding.UTF8.GetBytes(text), List).Value;

    private static ListColumn Column(string name, string vi, string en) =>
        new(name, ColumnKind.Label, new(vi, en), new("", ""), name == "colour" ? ["Màu sắc"] : [], "");
}
