using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Text files of lists: their separators, encodings and bounds.</summary>
public sealed class ListFilesTests
{
    [Theory]
    [InlineData("\"a;b;c\",d\n\"e;f;g\",h", "a;b;c|d/e;f;g|h")]
    [InlineData("a;b;1,5\nc;d;2,5", "a|b|1,5/c|d|2,5")]
    [InlineData("a;1,5;2,5\nb;3,5;4", "a|1,5|2,5/b|3,5|4")]
    [InlineData("a\tb,c\nd\te", "a|b,c/d|e")]
    [InlineData("sep=,\na;x,b;y\nc;x,d;y", "a;x|b;y/c;x|d;y")]
    [InlineData("SEP=|\na|b", "a|b")]
    [InlineData("sep=\na;b", "a|b")]
    [InlineData("sep=;\nsep=1;2", "sep=1|2")]
    [InlineData("một cột\nhai", "một cột/hai")]
    public void The_separator_is_the_one_that_divides_the_lines_evenly(string text, string rows) =>
        Assert.Equal(rows, Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Rows_keep_their_numbers_where_lines_are_empty() =>
        Assert.Equal([1, 3, 4, 6], Rows(Encoding.UTF8.GetBytes("a,b\n\nc,d\n \n,\ne,f")).Select(row => row.Number));

    [Fact]
    public void Behind_the_hundredth_column_nothing_is_read()
    {
        var row = Assert.Single(Rows(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(1, 101)))));
        Assert.Equal((100, "100"), (row.Cells.Count, row[99].Text));
        Assert.Equal(CellType.Empty, row[100].Type);
        Assert.Equal(CellType.Empty, row[-1].Type);
    }

    [Fact]
    public void A_cell_of_more_than_ten_thousand_signs_is_no_cell_of_a_list()
    {
        Assert.Equal(10_000, Rows(Encoding.UTF8.GetBytes(new string('a', 10_000) + ",b"))[0][0].Text.Length);
        Assert.IsType<ImportFileUnreadable>(Guarded(Encoding.UTF8.GetBytes(new string('a', 10_001) + ",b")));
    }

    [Fact]
    public void Sixty_thousand_rows_are_read_and_not_one_more()
    {
        Assert.Equal(60_000, Rows(Lines(60_000)).Count);
        Assert.Equal(new ImportFileTooLong(60_000), Guarded(Lines(60_001)));
    }

    [Theory]
    [InlineData("a,b\u0001\nc,d")]
    [InlineData("a\u0007,b")]
    public void Signs_that_no_table_has_make_it_unreadable(string text) =>
        Assert.IsType<ImportFileUnreadable>(OpenTable.Of(Encoding.UTF8.GetBytes(text)).Error);

    [Fact]
    public void A_file_of_twenty_megabytes_is_opened_and_one_byte_more_is_not()
    {
        Assert.IsNotType<ImportFileTooLarge>(OpenTable.Of(new byte[20 * 1024 * 1024]).Error);
        Assert.Equal(new ImportFileTooLarge(20), OpenTable.Of(new byte[(20 * 1024 * 1024) + 1]).Error);
    }

    [Fact]
    public void What_a_file_is_written_in_is_told_by_its_mark_or_by_its_bytes()
    {
        const string Text = "Họ và tên,Nhóm\nLò Thị Bích,poor\n";
        Assert.Equal("Họ và tên|Nhóm/Lò Thị Bích|poor", Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]));
        Assert.Equal("Họ và tên|Nhóm/Lò Thị Bích|poor", Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)]));
        Assert.Equal("Họ và tên|Nhóm/Lò Thị Bích|poor", Read([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)]));
        Assert.Equal("Họ và tên|Nhóm/Lò Thị Bích|poor", Read(Encoding.UTF8.GetBytes(Text)));
        Assert.Equal("Ho va ten|Nhom/Lo Thi|poor", Read(Encoding.Unicode.GetBytes("Ho va ten,Nhom\nLo Thi,poor\n")));
        Assert.Equal("Ho va ten|Nhom/Lo Thi|poor", Read(Encoding.BigEndianUnicode.GetBytes("Ho va ten,Nhom\nLo Thi,poor\n")));
        Assert.Equal("Lê|poor", Read([.. "L"u8, 0xEA, .. ",poor"u8]));
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(51, "AZ")]
    [InlineData(52, "BA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    public void Columns_have_letters(int column, string letters)
    {
        Assert.Equal(letters, ColumnLetters.Of(column));
        Assert.Equal(column, ColumnLetters.Place(letters + "17"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("a1")]
    [InlineData("ZZZZ1")]
    public void What_is_no_address_is_no_column(string? address) => Assert.Equal(-1, ColumnLetters.Place(address));

    [Fact]
    public void Shared_texts_come_back_as_they_were_put_in_from_whichever_block()
    {
        var texts = new SharedTexts();
        string[] words = [.. Enumerable.Range(0, 30).Select(i => $"Lò Thị {new string('ơ', 30_000 + i)} {i}"), "", new string('ă', 700_000), "cuối"];
        foreach (var word in words) texts.Add(word);
        Assert.Equal(words.Length, texts.Count);
        Assert.All(words.Select((word, i) => (word, i)), one => Assert.Equal(one.word, texts[one.i]));
        Assert.Throws<ArgumentOutOfRangeException>(() => texts[words.Length]);
    }

    private static byte[] Lines(int count) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a,b\n", count)));

    private static List<SheetRow> Rows(byte[] content)
    {
        using var file = OpenTable.Of(content).Value;
        return [.. file.Rows(0)];
    }

    private static string Read(byte[] content) =>
        string.Join('/', Rows(content).Select(row => string.Join('|', row.Cells.Select(cell => cell.Text))));

    private static Error? Guarded(byte[] content) => OpenTable.Guarded<int>(() => Rows(content).Count).Error;
}
