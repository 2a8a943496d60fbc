using System.Collections;
using System.Globalization;
using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;

namespace FundLedger.Features.Audit;

/// <summary>Where two entries differ first, in words.</summary>
internal sealed record Difference(string Field, string? Expected, string? Found)
{
    /// <summary>Null when they are the same.</summary>
    public static Difference? Between(JournalEntry expected, JournalEntry found)
    {
        if (expected.Head != found.Head) return OfFields("", expected.Head, found.Head);
        if (expected.Postings.Count != found.Postings.Count)
        {
            return new Difference("postings", Words(expected.Postings.Count), Words(found.Postings.Count));
        }

        for (var i = 0; i < expected.Postings.Count; i++)
        {
            if (expected.Postings[i] != found.Postings[i]) return OfPosting(i + 1, expected.Postings[i], found.Postings[i]);
        }

        return null;
    }

    /// <summary>Which rule of double entry an entry breaks.</summary>
    public static Difference Of(Error broken) => broken switch
    {
        TooFewPostings few => new Difference("postings", "at least 2", Words(few.Count)),
        PostingOfNothing none => new Difference($"posting {none.Line} amount", "not 0", "0"),
        NegativeOutsideReversal negative => new Difference($"posting {negative.Line} amount", "positive", Words(negative.Amount)),
        EntryUnbalanced unbalanced => new Difference($"debits less credits of pool {unbalanced.Pool}", "0", Words(unbalanced.Difference)),
        EntryWordUnknown unknown => new Difference(Name(unknown.Field), "a word of the rules", unknown.Word),
        DocumentMissing missing => new Difference("document", missing.Document, null),
        _ => new Difference(broken.Code, null, broken.Message),
    };

    private static Difference? OfPosting(int line, Posting expected, Posting found)
    {
        var place = $"posting {Words(line)} ";
        if (expected with { Support = null } != found with { Support = null }) return OfFields(place, expected, found);
        return expected.Support is null || found.Support is null
            ? new Difference(place + "support", Words(expected.Support), Words(found.Support))
            : OfFields(place, expected.Support, found.Support);
    }

    // By reflection, because it runs once for a wrong entry: a field that is added later is compared without anyone's thinking of it.
    private static Difference? OfFields<T>(string place, T expected, T found) => typeof(T).GetProperties()
        .Where(field => !StructuralComparisons.StructuralEqualityComparer.Equals(field.GetValue(expected), field.GetValue(found)))
        .Select(field => new Difference(place + Name(field.Name), Words(field.GetValue(expected)), Words(field.GetValue(found))))
        .FirstOrDefault();

    private static string Name(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    private static string? Words(object? value) => value switch
    {
        null => null,
        Money money => money.Dong.ToString(CultureInfo.InvariantCulture),
        NodaTime.LocalDate date => NodaTime.Text.LocalDatePattern.Iso.Format(date),
        Enum word => Name(word.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
