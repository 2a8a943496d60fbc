using System.Globalization;
using CsCheck;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

public sealed class AmountInWordsTests
{
    private static readonly string[] Digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

    private static readonly Gen<Money> Any =
        Gen.OneOf(Gen.Long, Gen.Long[-2_000, 2_000_000], Gen.Long[0, 1_000_000_000_000_000]).Select(dong => new Money(dong));

    [Fact]
    public void The_words_of_every_reference_amount_are_right()
    {
        var vectors = References().Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(13, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal(
            vector[1], AmountInWords.Vietnamese(new Money(long.Parse(vector[0], CultureInfo.InvariantCulture)))));
    }

    [Theory]
    [InlineData(0, "Không đồng")]
    [InlineData(5, "Năm đồng")]
    [InlineData(10, "Mười đồng")]
    [InlineData(11, "Mười một đồng")]
    [InlineData(14, "Mười bốn đồng")]
    [InlineData(25, "Hai mươi lăm đồng")]
    [InlineData(105, "Một trăm linh năm đồng")]
    [InlineData(-300_000, "Âm ba trăm nghìn đồng")]
    [InlineData(1_000_000_000_000, "Một nghìn tỷ đồng")]
    [InlineData(1_000_000_000_000_000, "Một triệu tỷ đồng")]
    [InlineData(1_000_000_005_000_000_000, "Một tỷ không trăm linh năm tỷ đồng")]
    [InlineData(long.MinValue, "Âm chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ "
        + "tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm linh tám đồng")]
    public void An_amount_is_put_into_Vietnamese_words(long dong, string words) =>
        Assert.Equal(words, AmountInWords.Vietnamese(new Money(dong)));

    [Theory]
    [InlineData(0, "Zero dong")]
    [InlineData(1_001, "One thousand one dong")]
    [InlineData(1_200_000, "One million two hundred thousand dong")]
    [InlineData(1_234_567, "One million two hundred thirty-four thousand five hundred sixty-seven dong")]
    [InlineData(-19, "Minus nineteen dong")]
    [InlineData(2_000_000_000_040, "Two trillion forty dong")]
    public void An_amount_is_put_into_English_words(long dong, string words) =>
        Assert.Equal(words, AmountInWords.English(new Money(dong)));

    [Fact]
    public void The_Vietnamese_words_of_every_amount_can_be_counted_back_to_it() =>
        Any.Sample(amount => CountBack(AmountInWords.Vietnamese(amount)) == amount.Dong, iter: 10_000);

    [Fact]
    public void Two_amounts_never_share_their_English_words() =>
        Gen.Select(Any, Any).Sample((one, other) => one == other || AmountInWords.English(one) != AmountInWords.English(other),
            iter: 10_000);

    /// <summary>Reads the words as a person adds them up, knowing nothing of how they were made.</summary>
    private static decimal CountBack(string sentence)
    {
        decimal billions = 0, below = 0, group = 0;
        foreach (var word in sentence.ToLowerInvariant().Split(' '))
        {
            (billions, below, group) = word switch
            {
                "tỷ" => ((billions + below + group) * 1_000_000_000, 0, 0),
                "triệu" => (billions, below + (group * 1_000_000), 0),
                "nghìn" => (billions, below + (group * 1_000), 0),
                "trăm" => (billions, below, group * 100),
                "mươi" => (billions, below, Tens(group)),
                "mười" => (billions, below, group + 10),
                "linh" or "đồng" or "âm" => (billions, below, group),
                _ => (billions, below, group + Unit(word)),
            };
        }

        return (billions + below + group) * (sentence.StartsWith("Âm", StringComparison.Ordinal) ? -1 : 1);
    }

    // "hai trăm ba mươi": the three was counted as a unit before its mươi came.
    private static decimal Tens(decimal group) => group - (group % 10) + (group % 10 * 10);

    private static int Unit(string word) => word switch
    {
        "mốt" => 1,
        "tư" => 4,
        "lăm" => 5,
        _ => Array.IndexOf(Digits, word) is >= 0 and var digit ? digit : throw new FormatException(word),
    };

    private static string[] References()
    {
        using var file = new StreamReader(typeof(AmountInWordsTests).Assembly.GetManifestResourceStream("amount-in-words.csv")!);
        return file.ReadToEnd().TrimEnd().Split('\n');
    }
}
