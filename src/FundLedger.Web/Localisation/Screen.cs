using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Localisation;

/// <summary>How figures look on screens, in both languages: 1.234.567 ₫, 20/12/2021, 20/12/2021 08:15 (Vietnamese time).</summary>
public static class Screen
{
    private static readonly LocalDatePattern DatePattern = LocalDatePattern.CreateWithInvariantCulture("dd'/'MM'/'uuuu");

    // A no-break space: the sign never wraps away from its figure.
    public static string Show(Money amount) => $"{amount}\u00A0₫";

    /// <summary>A number of things: 1.234.567.</summary>
    public static string Count(long number) => new Money(number).ToString();

    public static string Show(LocalDate date) => DatePattern.Format(date);

    public static string Show(Instant instant) => PrintedDate.TimeOf(instant);

    /// <summary>The size of a file, of so many bytes.</summary>
    public static string ShowSize(long bytes) => $"{new Money(Math.Max(1, bytes / 1024))}\u00A0KB";

    /// <summary>What a person would have typed for this value: an amount without its sign, nothing for nothing.</summary>
    public static string ShowInput(object? value) => value switch
    {
        null => "",
        Money amount => amount.ToString(),
        Enum choice => choice.ToString(),
        _ => ShowAny(value),
    };

    /// <summary>Any value of an error or a fact; lists are joined by commas.</summary>
    public static string ShowAny(object? value) =>
        RefusalTemplate.Show(value, LanguageSetup.IsEnglish, reason => RefusalText.For(reason).Sentence);
}
