using System.Globalization;
using CsCheck;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

/// <summary>Every kind of amount cell under each column profile: one table, whose last three columns are the outcomes.</summary>
public sealed class CellAmountTests
{
    private const string Ask = "ask";
    private const string Refuse = "refuse";

    /// <summary>Kind, what the cell holds, then what it is where dots group thousands, where nobody said, and where commas do.</summary>
    public static TheoryData<CellType, string, string, string, string> Outcomes => new()
    {
        { CellType.Number, "1234567", "1234567", "1234567", "1234567" },
        { CellType.Number, "1.234567E6", "1234567", "1234567", "1234567" },
        { CellType.Text, "1.234.567", "1234567", "1234567", "1234567" },
        { CellType.Text, "1,234,567", "1234567", "1234567", "1234567" },
        { CellType.Text, "1 234 567", "1234567", "1234567", "1234567" },
        { CellType.Text, "1\u00A0234\u00A0567", "1234567", "1234567", "1234567" },
        { CellType.Text, "1.234.567 đ", "1234567", "1234567", "1234567" },
        { CellType.Text, "1.234", "1234", Ask, Refuse },
        { CellType.Text, "1,234", Refuse, Ask, "1234" },
        { CellType.Text, "1.234 đồng", "1234", Ask, Refuse },
        { CellType.Text, "1.234,00", "1234 noted", "1234 noted", Refuse },
        { CellType.Text, "1,234.00", Refuse, "1234 noted", "1234 noted" },
        { CellType.Text, "1.234,5", Refuse, Refuse, Refuse },
        { CellType.Text, "12.000,45", Refuse, Refuse, Refuse },
        { CellType.Text, "1,234.5", Refuse, Refuse, Refuse },
        { CellType.Number, "1.234", Refuse, Refuse, Refuse },
        { CellType.Text, "1.23.456", Refuse, Refuse, Refuse },
        { CellType.Text, "1e6", Refuse, Refuse, Refuse },
        { CellType.Text, "500k", Refuse, Refuse, Refuse },
        { CellType.Text, "1tr5", Refuse, Refuse, Refuse },
        { CellType.Text, "(500.000)", Refuse, Refuse, Refuse },
        { CellType.Text, "-500.000", Refuse, Refuse, Refuse },
        { CellType.Number, "-500000", Refuse, Refuse, Refuse },
        { CellType.Text, "=A1*2", Refuse, Refuse, Refuse },
        { CellType.Error, "#REF!", Refuse, Refuse, Refuse },
        { CellType.Text, "#REF!", Refuse, Refuse, Refuse },
        { CellType.Boolean, "TRUE", Refuse, Refuse, Refuse },
        { CellType.Empty, "", Refuse, Refuse, Refuse },
        { CellType.Number, "0", Refuse, Refuse, Refuse },
        { CellType.Number, "1E+300", Refuse, Refuse, Refuse },
        { CellType.Number, "NaN", Refuse, Refuse, Refuse },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Each_cell_has_one_outcome_under_each_profile(CellType kind, string text, string dot, string unknown, string comma)
    {
        var cell = new TableCell(kind, text);
        Assert.Equal(
            (dot, unknown, comma),
            (Outcome(cell, ThousandsSign.Dot), Outcome(cell, ThousandsSign.Unknown), Outcome(cell, ThousandsSign.Comma)));
    }

    [Theory]
    [InlineData("1,234", ThousandsSign.Dot, typeof(AmountCommaIsDecimal))]
    [InlineData("1.234", ThousandsSign.Comma, typeof(AmountDotIsDecimal))]
    [InlineData("1,234.5", ThousandsSign.Comma, typeof(AmountNotWhole))]
    [InlineData("1.23.456", ThousandsSign.Unknown, typeof(AmountGroupedWrongly))]
    [InlineData("500k", ThousandsSign.Unknown, typeof(AmountNotANumber))]
    [InlineData("(500.000)", ThousandsSign.Unknown, typeof(AmountNegative))]
    [InlineData("2,000,000,000,000", ThousandsSign.Comma, typeof(AmountTooLarge))]
    public void A_refusal_says_why_and_quotes_what_was_written(string text, ThousandsSign sign, Type reason)
    {
        var refused = Assert.IsAssignableFrom<AmountUnreadable>(CellAmount.Read(TableCell.OfText(text), sign).Error);
        Assert.Equal((reason, text), (refused.GetType(), refused.Typed));
    }

    [Theory]
    [InlineData("1.234", false, typeof(AmountIsFraction))]
    [InlineData("46387", true, typeof(AmountIsDate))]
    [InlineData("-1", false, typeof(AmountNegative))]
    [InlineData("0", false, typeof(AmountNotPositive))]
    [InlineData("1000000000001", false, typeof(AmountTooLarge))]
    public void A_number_that_is_no_amount_is_told_from_a_bad_text(string number, bool isDate, Type reason) => Assert.IsType(
        reason, CellAmount.Read(new TableCell(CellType.Number, number) { IsDate = isDate }, ThousandsSign.Dot).Error);

    [Fact]
    public void The_dust_of_a_spreadsheets_arithmetic_is_no_fraction() => Assert.Equal(
        new Money(500_000), CellAmount.Read(new TableCell(CellType.Number, "499999.99999999994"), ThousandsSign.Dot).Value.Amount);

    [Fact]
    public void Whatever_is_printed_is_read_back_or_asked_about() => Gen.Long[1, 1_000_000_000_000].Sample(dong =>
    {
        var printed = new Money(dong).ToString();
        var read = CellAmount.Read(TableCell.OfText(printed), ThousandsSign.Dot);
        Assert.Equal(dong, read.Value.Amount.Dong);
        var unknown = CellAmount.Read(TableCell.OfText(printed), ThousandsSign.Unknown);
        Assert.True(unknown.Error is AmountAsksForColumn || unknown.Value.Amount.Dong == dong);
        var commas = printed.Replace('.', ',');
        Assert.Equal(dong, CellAmount.Read(TableCell.OfText(commas), ThousandsSign.Comma).Value.Amount.Dong);
    });

    private static string Outcome(TableCell cell, ThousandsSign sign)
    {
        var read = CellAmount.Read(cell, sign);
        if (read.Error is AmountAsksForColumn) return Ask;
        if (read.Error is { } error)
        {
            Assert.NotEmpty(Assert.IsAssignableFrom<AmountUnreadable>(error).Hint.Vi);
            return Refuse;
        }

        return read.Value.Amount.Dong.ToString(CultureInfo.InvariantCulture) + (read.Value.IsNoted ? " noted" : "");
    }
}
