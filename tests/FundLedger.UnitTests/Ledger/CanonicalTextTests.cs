using System.Text;
using CsCheck;
using FundLedger.Domain.Ledger;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Ledger;

public sealed class CanonicalTextTests
{
    private static readonly Gen<string?[]> Fields =
        Gen.OneOf(Gen.Const((string?)null), Gen.String[0, 4].Select(text => (string?)text)).Array[0, 5];

    [Fact]
    public void A_field_is_led_by_its_length_and_a_missing_one_is_minus_one() =>
        Assert.Equal("0000000141" + "ffffffff" + "00000000" + "000000055175e1bbb9", Hex(CanonicalText.Of("A", null, "", "Quỹ")));

    [Fact]
    public void Numbers_dates_instants_hashes_and_keys_are_written_as_the_database_writes_them()
    {
        var text = new CanonicalText();
        text.Add(-81_000_000).Add(new LocalDate(2021, 1, 4)).Add(Instant.FromUtc(2021, 1, 4, 5, 0, 1).PlusNanoseconds(250_000))
            .AddHex([0x0f, 0xa0]).Add(Guid.Parse("0E984725-C51C-4BF4-9960-E1C80E27ABA0")).Add((long?)null);
        var expected = CanonicalText.Of(
            "-81000000", "2021-01-04", "1609736401000250", "0fa0", "0e984725-c51c-4bf4-9960-e1c80e27aba0", null);
        Assert.Equal(Hex(expected), Hex(text.Bytes.ToArray()));
    }

    [Fact]
    public void No_two_lists_of_fields_encode_alike() =>
        Gen.Select(Fields, Fields).Sample((left, right) =>
            left.SequenceEqual(right) == CanonicalText.Of(left).AsSpan().SequenceEqual(CanonicalText.Of(right)), iter: 20_000);

    [Fact]
    public void A_long_text_has_room_and_a_cleared_one_starts_again()
    {
        var text = new CanonicalText();
        text.Add(new string('đ', 5000));
        Assert.Equal(4 + 10_000, text.Bytes.Length);
        Assert.Equal("00000001" + Hex(Encoding.UTF8.GetBytes("x")), Hex(text.Clear().Add("x").Bytes.ToArray()));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
