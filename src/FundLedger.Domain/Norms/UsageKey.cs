using System.Globalization;
using System.Text.RegularExpressions;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Domain.Norms;

/// <summary>When and for what a norm line is used, as far as counting needs it.</summary>
public sealed record NormUse
{
    public required LocalDate On { get; init; }

    /// <summary>The year of the occasion, which may differ from the payment's: gifts for a Tết in February are paid in December.</summary>
    public int? OccasionYear { get; init; }

    /// <summary>The case file of the accident or operation; no name of a person.</summary>
    public string? CaseReference { get; init; }

    /// <summary>From the first of this month on, a day belongs to the school year that begins then.</summary>
    public int SchoolYearFirstMonth { get; init; } = 8;
}

/// <summary>
/// The text under which one use of a norm is counted for one child; stored, so its form never changes:
/// <list type="bullet">
/// <item><c>holiday_gift/tet/2021</c> per occasion: kind, occasion, year. No line code, so that all funds count together.</item>
/// <item><c>holiday_gift/tet/2021/X-01</c> per occasion for a line that completes a total: what others gave does not use it up.</item>
/// <item><c>D-07/incident/HS-0012</c> per incident: the case reference in capitals.</item>
/// <item><c>D-09/year/2021</c> and <c>D-05/school-year/2021-2022</c>.</item>
/// <item><c>D-06a/months36</c>: one key; count the uses from <see cref="CountsFrom"/> on.</item>
/// <item><c>D-15/life</c> per life, and for a life limit beside another frequency.</item>
/// </list>
/// At most 100 characters.
/// </summary>
public sealed partial record UsageKey
{
    private UsageKey(string text) => Text = text;

    public string Text { get; }

    /// <summary>Refused: <see cref="OccasionYearMissing"/>, <see cref="CaseReferenceUnusable"/>, where the line counts by them.</summary>
    public static Result<UsageKey> Of(NormLine line, NormUse use) => line.Frequency.Unit switch
    {
        FrequencyUnit.PerOccasion => OfOccasion(line, use),
        FrequencyUnit.PerIncident => OfIncident(line, use),
        FrequencyUnit.PerYear => new UsageKey($"{line.Code}/year/{Digits(use.On.Year)}"),
        FrequencyUnit.PerSchoolYear => OfSchoolYear(line, use),
        FrequencyUnit.PerMonths36 => new UsageKey($"{line.Code}/months36"),
        FrequencyUnit.PerLife => OfLife(line),
        var unit => throw new ArgumentOutOfRangeException(nameof(line), unit, "Not a unit of frequency."),
    };

    /// <summary>The key that counts over the child's whole life, for <see cref="Frequency.LifeLimit"/>.</summary>
    public static UsageKey OfLife(NormLine line) => new($"{line.Code}/life");

    /// <summary>The first day whose uses still count on <paramref name="on"/>; null when all uses under the key count.</summary>
    public static LocalDate? CountsFrom(NormLine line, LocalDate on) =>
        line.Frequency.Unit == FrequencyUnit.PerMonths36 ? on.PlusMonths(-36).PlusDays(1) : null;

    public override string ToString() => Text;

    /// <summary>The key under which all funds see what a child got on an occasion; null for a support without one.</summary>
    public static string? OfOccasion(SupportSought support, int? year) => support.OccasionCode is { } occasion && year is { } known
        ? $"{support.Kind}/{occasion}/{Digits(known)}"
        : null;

    private static Result<UsageKey> OfOccasion(NormLine line, NormUse use) => OfOccasion(line.Support, use.OccasionYear) is { } occasion
        ? new UsageKey(line.CompletesATotal ? $"{occasion}/{line.Code}" : occasion)
        : new OccasionYearMissing(line.Code);

    /// <summary>
    /// The one form of a case reference, to be stored as it is: two ways of typing it must not be two cases, or one is paid twice.
    /// Null when nothing is typed.
    /// </summary>
    public static string? CanonicalReference(string? typed) =>
        TypedText.Normalise(typed).ToUpperInvariant() is { Length: > 0 } reference ? reference : null;

    private static Result<UsageKey> OfIncident(NormLine line, NormUse use) =>
        CanonicalReference(use.CaseReference) is { } reference && Reference().IsMatch(reference)
            ? new UsageKey($"{line.Code}/incident/{reference}")
            : new CaseReferenceUnusable(line.Code, use.CaseReference);

    private static UsageKey OfSchoolYear(NormLine line, NormUse use)
    {
        var begins = use.On.Month >= use.SchoolYearFirstMonth ? use.On.Year : use.On.Year - 1;
        return new UsageKey($"{line.Code}/school-year/{Digits(begins)}-{Digits(begins + 1)}");
    }

    private static string Digits(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[\p{L}0-9][\p{L}0-9./-]{0,59}\z")]
    private static partial Regex Reference();
}
