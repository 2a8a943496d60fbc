using System.Globalization;
using System.Resources;
using FundLedger.Domain;
using FundLedger.Features.Papers;

namespace FundLedger.Cli;

/// <summary>A refusal in the language of the call, from the sentences that the pages use.</summary>
internal static class RefusalWords
{
    private static readonly ResourceManager Vietnamese = new("FundLedger.Cli.Refusals.vi", typeof(RefusalWords).Assembly);
    private static readonly ResourceManager English = new("FundLedger.Cli.Refusals.en", typeof(RefusalWords).Assembly);

    /// <summary>What was refused, and what to do where there is something to do.</summary>
    public static string Of(Error error, bool isEnglish) => Filled(error.Code + ".hint", error, isEnglish) is { } hint
        ? $"{SentenceOf(error, isEnglish)} {hint}" : SentenceOf(error, isEnglish);

    private static string SentenceOf(Error error, bool isEnglish) => Filled(error.Code, error, isEnglish) ?? error.Message;

    private static string? Filled(string key, Error error, bool isEnglish) =>
        (isEnglish ? English : Vietnamese).GetString(key, CultureInfo.InvariantCulture) is { } template
            ? RefusalTemplate.Fill(
                template, error, value => RefusalTemplate.Show(value, isEnglish, reason => SentenceOf(reason, isEnglish)))
            : null;
}
