using System.Buffers.Binary;
using System.Text;
using FundLedger.Features.Pipeline;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Pipeline;

/// <summary>Rows in PostgreSQL's binary copy format: eleven letters of a signature, flags and extension, then each field with its length.</summary>
public sealed class CopyRowsTests
{
    private static readonly long[] Numbers = [1, 2];

    [Fact]
    public void Fields_come_in_the_order_of_the_query_and_the_rows_end()
    {
        var id = Guid.NewGuid();
        var rows = Rows(
            [Four(7), Eight(1L << 40), Two(3), Encoding.UTF8.GetBytes("Tết"), [1, 2], id.ToByteArray(bigEndian: true)],
            [Four(-7), Eight(-1), Two(-3), [], [], id.ToByteArray(bigEndian: true)]);
        Assert.True(rows.Next());
        Assert.Equal((7, 1L << 40, 3, "Tết"), (rows.Int(), rows.Long(), rows.Short(), rows.Text()));
        Assert.Equal([1, 2], rows.Bytes());
        Assert.Equal(id, rows.Id());
        Assert.True(rows.Next());
        Assert.Equal((-7, -1L, -3, ""), (rows.Int(), rows.Long(), rows.Short(), rows.Word()));
        Assert.Empty(rows.Bytes());
        Assert.Equal(id, rows.Id());
        Assert.False(rows.Next());
    }

    [Fact]
    public void An_empty_field_is_null_where_it_may_be_and_an_error_where_not()
    {
        byte[]?[] empty = [null, null, null, null, null, null, null, null];
        var rows = Rows(empty);
        Assert.True(rows.Next());
        Assert.Equal((null, null, null), (rows.MaybeInt(), rows.MaybeLong(), rows.MaybeShort()));
        Assert.Equal((null, null, null), (rows.MaybeText(), rows.MaybeWord(), rows.MaybeBytes()));
        Assert.Throws<InvalidDataException>(() => rows.Int());
        Assert.Throws<InvalidDataException>(() => rows.Id());
        var others = Rows(empty);
        Assert.True(others.Next());
        Assert.Throws<InvalidDataException>(() => others.Long());
        Assert.Throws<InvalidDataException>(() => others.Short());
        Assert.Throws<InvalidDataException>(() => others.Text());
        Assert.Throws<InvalidDataException>(() => others.Word());
        Assert.Throws<InvalidDataException>(() => others.Bytes());
    }

    [Fact]
    public void A_word_is_made_once_and_another_in_its_place_is_not_taken_for_it()
    {
        var (one, other) = (Encoding.UTF8.GetBytes("abbc"), Encoding.UTF8.GetBytes("accc"));
        var rows = Rows([one, one, other, one]);
        Assert.True(rows.Next());
        var first = rows.Word();
        Assert.Same(first, rows.Word());
        Assert.Equal(("accc", "abbc"), (rows.Word(), rows.Word()));
    }

    [Theory]
    [InlineData("\tà")]
    [InlineData(" ")]
    [InlineData("à")]
    [InlineData("cash")]
    [InlineData("quỹ xã Bình Lư, xã vùng cao, biên giới của huyện")]
    public void A_word_may_begin_and_end_with_any_letter(string word)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        var rows = Rows([bytes, [], bytes, null]);
        Assert.True(rows.Next());
        var first = rows.MaybeWord();
        Assert.Equal((word, ""), (first, rows.MaybeWord()));
        Assert.Same(first, rows.MaybeWord());
        Assert.Null(rows.MaybeWord());
    }

    [Fact]
    public void The_last_day_and_moment_that_can_be_told_are_told_and_the_next_ones_are_the_last_of_all()
    {
        var (last, start) = (Period.DaysBetween(new LocalDate(2000, 1, 1), LocalDate.MaxIsoValue), Instant.FromUtc(2000, 1, 1, 0, 0));
        var lastMoment = (Instant.MaxValue.ToUnixTimeTicks() - start.ToUnixTimeTicks()) / 10;
        var firstMoment = (Instant.MinValue.ToUnixTimeTicks() - start.ToUnixTimeTicks()) / 10;
        var rows = Rows(
            [Four(last), Four(last - 1), Four(last + 1), Four(0), Four(1), Eight(lastMoment + 1), Eight(firstMoment), Eight(firstMoment - 1)]);
        Assert.True(rows.Next());
        Assert.Equal((LocalDate.MaxIsoValue, LocalDate.MaxIsoValue.PlusDays(-1)), (rows.Date(), rows.Date()));
        Assert.Equal((LocalDate.MaxIsoValue, new LocalDate(2000, 1, 1), new LocalDate(2000, 1, 2)), (rows.Date(), rows.Date(), rows.Date()));
        Assert.Equal((Instant.MaxValue, Instant.MinValue, Instant.MinValue), (rows.Moment(), rows.Moment(), rows.Moment()));
    }

    [Fact]
    public void Days_and_moments_are_counted_from_the_year_2000_and_bounded()
    {
        var rows = Rows(
            [Four(0), Four(7_000), Four(int.MaxValue), Four(int.MinValue), Eight(0), Eight(1_500_000), Eight(long.MaxValue), Eight(long.MinValue)]);
        Assert.True(rows.Next());
        Assert.Equal((new LocalDate(2000, 1, 1), new LocalDate(2019, 3, 2)), (rows.Date(), rows.Date()));
        Assert.Equal((LocalDate.MaxIsoValue, LocalDate.MinIsoValue), (rows.Date(), rows.Date()));
        var start = Instant.FromUtc(2000, 1, 1, 0, 0);
        Assert.Equal((start, start + Duration.FromMilliseconds(1500)), (rows.Moment(), rows.Moment()));
        Assert.Equal((Instant.MaxValue, Instant.MinValue), (rows.Moment(), rows.Moment()));
    }

    [Fact]
    public void A_day_that_follows_itself_is_told_again_and_the_last_moment_that_can_be_told_is_that_moment()
    {
        var last = (Instant.MaxValue.ToUnixTimeTicks() / 10) - (Instant.FromUtc(2000, 1, 1, 0, 0).ToUnixTimeTicks() / 10);
        var rows = Rows([Four(7_000), Four(7_000), Four(0), Four(-1), Eight(last), Eight(-1)]);
        Assert.True(rows.Next());
        Assert.Equal((new LocalDate(2019, 3, 2), new LocalDate(2019, 3, 2)), (rows.Date(), rows.Date()));
        Assert.Equal((new LocalDate(2000, 1, 1), new LocalDate(1999, 12, 31)), (rows.Date(), rows.Date()));
        Assert.Equal(Instant.FromUnixTimeTicks(Instant.MaxValue.ToUnixTimeTicks() / 10 * 10), rows.Moment());
        Assert.Equal(Instant.FromUtc(2000, 1, 1, 0, 0) - Duration.FromTicks(10), rows.Moment());
    }

    [Fact]
    public void Fields_longer_than_the_buffer_and_pieces_of_any_size_are_read()
    {
        var (half, big) = (new string('h', 100_000), new string('b', 300_000));
        var rows = new CopyRows(new Drops(Copy([[Encoding.UTF8.GetBytes(half), Encoding.UTF8.GetBytes(big), Encoding.UTF8.GetBytes(half), Four(5)]])));
        Assert.True(rows.Next());
        Assert.Equal((half, big, half, 5), (rows.Text(), rows.Text(), rows.Text(), rows.Int()));
        Assert.False(rows.Next());
    }

    [Fact]
    public void Rows_that_end_in_the_middle_are_an_error()
    {
        var rows = new CopyRows(new MemoryStream(Copy([[Four(5)]])[..^4]));
        Assert.True(rows.Next());
        Assert.Equal("The rows ended in the middle.", Assert.Throws<InvalidDataException>(() => rows.Int()).Message);
    }

    [Fact]
    public void A_query_is_copied_out_with_its_values_written_into_it()
    {
        Assert.Equal(
            "COPY (SELECT 'it''s', 5, '{1,2}'::bigint[], 5, 'x') TO STDOUT (FORMAT BINARY)",
            CopyRows.Command("SELECT $1, $2, $3, $2, $4", ["it's", 5, Numbers, "x"]));
        Assert.Throws<ArgumentException>(() => CopyRows.Command("SELECT $1", [new object()]));
    }

    private static CopyRows Rows(params byte[]?[][] rows) => new(new MemoryStream(Copy(rows)));

    private static byte[] Copy(byte[]?[][] rows)
    {
        List<byte> bytes = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, .. new byte[8]];
        foreach (var row in rows)
        {
            bytes.AddRange(Two((short)row.Length));
            foreach (var field in row)
            {
                bytes.AddRange(Four(field?.Length ?? -1));
                bytes.AddRange(field ?? []);
            }
        }

        return [.. bytes, .. Two(-1)];
    }

    private static byte[] Two(short value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Four(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Eight(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>A stream that gives at most 7,001 bytes at a time, as a socket may.</summary>
    private sealed class Drops(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7_001));
    }
}
