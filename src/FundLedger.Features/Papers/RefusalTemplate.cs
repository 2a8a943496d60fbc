using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Papers;

/// <summary>
/// Sentences of refusals with places for figures: <c>{Available}</c> stands for the error's member of that name, <c>{Line.Limit}</c>
/// reaches into a member. The same on pages, in the API and on the command line.
/// </summary>
public static partial class RefusalTemplate
{
    public static string Fill(string template, object error, Func<object?, string> show) =>
        Placeholder().Replace(template, match => show(MemberOf(error, match.Groups[1].Value)));

    /// <summary>The members that a template names.</summary>
    public static IEnumerable<string> PlacesOf(string template) => Placeholder().Matches(template).Select(match => match.Groups[1].Value);

    /// <summary>Any value of an error, as on screen; lists are joined by commas.</summary>
    /// <param name="reason">How an error within the error is told.</param>
    public static string Show(object? value, bool isEnglish, Func<Error, string> reason) => value switch
    {
        null => "–",
        // A no-break space: the sign never wraps away from its figure.
        Money amount => $"{amount}\u00A0₫",
        LocalDate date => PrintedDate.Of(date),
        Instant instant => PrintedDate.TimeOf(instant),
        string text => text,
        Wording words => isEnglish ? words.En : words.Vi,
        NormCitation citation => Show(citation.Sentence, isEnglish, reason),
        Error within => reason(within),
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(one => Show(one, isEnglish, reason))),
        _ => value.ToString() ?? "",
    };

    private static object? MemberOf(object error, string path) => path.Split('.').Aggregate<string, object?>(
        error, (owner, name) => owner?.GetType().GetProperty(name)?.GetValue(owner));

    [GeneratedRegex(@"\{([A-Z][A-Za-z.]*)\}")]
    private static partial Regex Placeholder();
}
