using System.Globalization;
using FundLedger.Pdf;
using Xunit;

namespace FundLedger.UnitTests.Pdf;

public sealed class TableTests
{
    private static readonly Column[] s_columns = [new("Diễn giải", 3), new("Số tiền", 1, Alignment.Right)];

    [Fact]
    public void The_header_is_repeated_on_every_page()
    {
        var pages = Printed.From(new Table(s_columns, Rows(200))).Pages;
        Assert.InRange(pages.Count, 3, 20);
        Assert.All(pages, words => Assert.Single(words, word => word == "Diễn"));
    }

    [Fact]
    public void Rows_are_printed_once_each_and_in_order()
    {
        var words = Printed.From(new Table(s_columns, Rows(200))).Pages.SelectMany(w => w)
            .Where(w => w.EndsWith(".000", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, 200).Select(Amount), words);
    }

    [Fact]
    public void An_amount_stays_in_one_piece_in_a_column_too_narrow_for_it()
    {
        Column[] columns = [new("Diễn giải", 40), new("Số tiền", 1, Alignment.Right)];
        var printed = Printed.From(new Table(columns, [new Row("Thu", "12.345.678.901")]));
        Assert.Contains("12.345.678.901", printed.Pages[0]);
    }

    [Fact]
    public void A_pattern_makes_room_for_itself_and_what_it_says_stands_in_another_cell()
    {
        Column[] columns = [new("Mã", 1), new("QR", 1)];
        bool[][] dark = [[true, false, true], [false, true, false], [true, true, true]];
        var rows = Enumerable.Range(1, 30).Select(i => new Row($"M{i}", "") { Pattern = new Pattern(1, dark, 17) });
        var printed = Printed.From(new Table(columns, rows));
        Assert.Equal(3, printed.Pages.Count);
        var words = printed.Pages.SelectMany(page => page).Where(word => word is ['M', >= '1' and <= '9', ..]);
        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"M{i}"), words);
    }

    [Fact]
    public void What_stands_across_the_pages_is_on_each_of_them()
    {
        var printed = Printed.From(Printed.Paper(new Table(s_columns, Rows(200))) with { Watermark = "WWW" });
        Assert.All(printed.Pages, words => Assert.Equal(3, string.Concat(words).Count(letter => letter == 'W')));
    }

    [Fact]
    public void A_long_word_in_a_narrow_column_is_broken_and_nothing_of_it_is_lost()
    {
        string code = string.Concat(Enumerable.Range(0, 60).Select(i => (char)('a' + i % 26)));
        var printed = Printed.From(new Table([new("Mã", 1), new("Diễn giải", 9)], [new Row(code, "x")]));
        string column = string.Concat(printed.Pages[0].Where(word => word is not ("Mã" or "Diễn" or "giải" or "x")));
        Assert.Equal(code, column);
    }

    [Fact]
    public void A_row_taller_than_a_page_is_continued_on_the_next_one()
    {
        string[] words = [.. Enumerable.Range(1, 4000).Select(i => $"tiếng{i}")];
        var printed = Printed.From(new Table(s_columns, [new Row(string.Join(' ', words), "1")]));
        Assert.InRange(printed.Pages.Count, 3, 40);
        Assert.Equal(words, printed.Pages.SelectMany(w => w).Where(w => w.StartsWith("tiếng", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_row_of_sums_is_never_parted_from_the_row_above_it()
    {
        for (int rows = 30; rows < 60; rows++)
        {
            var table = new Table(s_columns, Rows(rows).Append(new Row(RowStyle.Total, "Cộng", "9")));
            var page = Printed.From(table).Pages.Single(words => words.Contains("Cộng"));
            Assert.Contains(Amount(rows), page);
        }
    }

    [Fact]
    public void Pages_are_written_while_rows_are_still_being_read()
    {
        const int rows = 4000;
        using var output = new MemoryStream();
        List<long> writtenAt = [];
        var source = Rows(rows).Select((row, i) =>
        {
            if (i == rows / 2)
                writtenAt.Add(output.Length);
            return row;
        });
        PdfWriter.Write(Printed.Paper(new Table(s_columns, source)), output, Printed.Fonts);
        // Once only: the rows are not read a second time either.
        long halfway = Assert.Single(writtenAt);
        Assert.InRange(halfway, output.Length / 3, output.Length);
    }

    [Fact]
    public void A_row_with_more_cells_than_columns_is_refused() =>
        Assert.Throws<ArgumentException>(() => Printed.From(new Table(s_columns, [new Row("a", "b", "c")])));

    [Fact]
    public void A_table_without_rows_prints_its_header() =>
        Assert.Equal("Diễn giải Số tiền", Printed.From(new Table(s_columns, [])).Text);

    private static string Amount(int row) => row.ToString(CultureInfo.InvariantCulture) + ".000";

    private static IEnumerable<Row> Rows(int count) =>
        Enumerable.Range(1, count).Select(i => new Row("Chi quà Trung thu", Amount(i)));
}
