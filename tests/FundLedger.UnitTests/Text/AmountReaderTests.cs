using System.Globalization;
using CsCheck;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

public sealed class AmountReaderTests
{
    private static readonly Gen<Money> Typable =
        Gen.OneOf(Gen.Long[1, 9_999], Gen.Long[1, 1_000_000_000_000]).Select(dong => new Money(dong));

    [Theory]
    [InlineData("1234567", 1_234_567)]
    [InlineData("1.234.567", 1_234_567)]
    [InlineData("1,234,567", 1_234_567)]
    [InlineData("1 234 567 đ", 1_234_567)]
    [InlineData("1\u00A0234\u00A0567", 1_234_567)]
    [InlineData("1\u2009234\u202F567\u00A0₫", 1_234_567)]
    [InlineData("1.234.567đ", 1_234_567)]
    [InlineData("1.234.567 d", 1_234_567)]
    [InlineData("1.234.567 đồng", 1_234_567)]
    [InlineData("1.234.567 đo\u0302\u0300ng", 1_234_567)]
    [InlineData("1.234.567 VND", 1_234_567)]
    [InlineData("1.234.567 vnđ", 1_234_567)]
    [InlineData("１．２３４．５６７", 1_234_567)]
    [InlineData("\uFEFF 1.234\u200B.567 ", 1_234_567)]
    [InlineData("1.234", 1_234)]
    [InlineData("1.234,00", 1_234)]
    [InlineData("1234,0", 1_234)]
    [InlineData("1 234 567,00", 1_234_567)]
    [InlineData("007", 7)]
    [InlineData("1.000.000.000.000", 1_000_000_000_000)]
    public void An_amount_is_read_however_it_is_grouped(string typed, long dong) =>
        Assert.Equal(new Money(dong), AmountReader.Read(typed).Value);

    [Theory]
    [InlineData(null, typeof(AmountMissing))]
    [InlineData(" \u00A0\u200B", typeof(AmountMissing))]
    [InlineData("1,5", typeof(AmountNotWhole))]
    [InlineData("1.234,5", typeof(AmountNotWhole))]
    [InlineData("12.000,45", typeof(AmountNotWhole))]
    [InlineData("1.234,567", typeof(AmountNotWhole))]
    [InlineData("0,000", typeof(AmountNotWhole))]
    [InlineData("1,234", typeof(AmountAmbiguous))]
    [InlineData("999,000 đ", typeof(AmountAmbiguous))]
    [InlineData("-5", typeof(AmountNegative))]
    [InlineData("\u2212500.000", typeof(AmountNegative))]
    [InlineData("(500.000)", typeof(AmountNegative))]
    [InlineData("(500.000) đ", typeof(AmountNegative))]
    [InlineData("0", typeof(AmountNotPositive))]
    [InlineData("0,00", typeof(AmountNotPositive))]
    [InlineData("000 đồng", typeof(AmountNotPositive))]
    [InlineData("12.34.5", typeof(AmountGroupedWrongly))]
    [InlineData("1.23.456", typeof(AmountGroupedWrongly))]
    [InlineData("1.5", typeof(AmountGroupedWrongly))]
    [InlineData("1234.567", typeof(AmountGroupedWrongly))]
    [InlineData("0.500", typeof(AmountGroupedWrongly))]
    [InlineData("1,234,56", typeof(AmountGroupedWrongly))]
    [InlineData("1,234,00", typeof(AmountGroupedWrongly))]
    [InlineData("1,234.567", typeof(AmountGroupedWrongly))]
    [InlineData("1.234 567", typeof(AmountGroupedWrongly))]
    [InlineData("1  234", typeof(AmountGroupedWrongly))]
    [InlineData("5.", typeof(AmountGroupedWrongly))]
    [InlineData(",5", typeof(AmountGroupedWrongly))]
    [InlineData("1e6", typeof(AmountNotANumber))]
    [InlineData("500k", typeof(AmountNotANumber))]
    [InlineData("1tr5", typeof(AmountNotANumber))]
    [InlineData("=A1*2", typeof(AmountNotANumber))]
    [InlineData("#REF!", typeof(AmountNotANumber))]
    [InlineData("+500", typeof(AmountNotANumber))]
    [InlineData("5²", typeof(AmountNotANumber))]
    [InlineData("٥٠٠", typeof(AmountNotANumber))]
    [InlineData("một triệu", typeof(AmountNotANumber))]
    [InlineData("đ", typeof(AmountNotANumber))]
    [InlineData("500 đ đ", typeof(AmountNotANumber))]
    [InlineData("1.000.000.000.001", typeof(AmountTooLarge))]
    [InlineData("99999999999999999999999999", typeof(AmountTooLarge))]
    public void What_is_not_exactly_one_amount_is_refused_with_its_reason(string? typed, Type reason) =>
        Assert.IsType(reason, AmountReader.Read(typed).Error);

    [Fact]
    public void A_refusal_shows_what_was_typed_and_what_to_type_instead()
    {
        var refusal = Assert.IsType<AmountNotANumber>(AmountReader.Read("500k").Error);
        Assert.Equal("500k", refusal.Typed);
        Assert.Equal("amount-not-a-number", refusal.Code);
        Assert.Contains("500.000", refusal.Hint.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pasted_novel_is_refused_at_once_and_quoted_in_short() =>
        Assert.Equal(41, Assert.IsType<AmountNotANumber>(AmountReader.Read(new string('7', 200_000) + "x").Error).Typed.Length);

    [Fact]
    public void Every_amount_that_is_printed_can_be_read_back() =>
        Typable.Sample(amount =>
            AmountReader.Read($"{amount} đ").Value == amount
            && AmountReader.Read(amount.Dong.ToString(CultureInfo.InvariantCulture)).Value == amount,
            iter: 10_000);

    [Fact]
    public void Every_text_whatever_has_one_outcome_and_never_an_exception() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789.,-() đkＥ１\uD800"], 0, 12]).Sample(typed =>
        {
            var read = AmountReader.Read(typed);
            return read.IsOk ? read.Value.IsPositive && read.Value <= AmountReader.Largest : read.Error is AmountUnreadable;
        }, iter: 10_000);

    [Fact]
    public void A_negative_amount_that_is_printed_is_never_read_as_a_positive_one() =>
        Typable.Sample(amount => AmountReader.Read((-amount).ToString()).Error is AmountNegative);
}
