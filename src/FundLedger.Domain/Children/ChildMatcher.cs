using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Domain.Children;

/// <summary>
/// Compares two children by all that is written of them and adds the points up. A name never suffices: whole families share names, and
/// the highest points of a name lie below <see cref="PossibleFrom"/>. Nothing is decided here; people decide.
/// </summary>
public static class ChildMatcher
{
    /// <summary>From this score on a pair is shown: the same name and at least the year, or a mistyped one and the same day.</summary>
    public const int PossibleFrom = 50;

    /// <summary>From this score on registering asks first: the same name, written in whatever way, and the same day.</summary>
    public const int StrongFrom = 70;

    private const int Highest = 100;
    private const int SameNumber = 95;
    private const int OtherNumbers = 30;
    internal const int FewDays = 31;

    public static ChildLikeness Compare(ChildTraits one, ChildTraits other) =>
        Compare(new ComparedChild(one), new ComparedChild(other));

    internal static ChildLikeness Compare(ComparedChild first, ComparedChild second)
    {
        var (one, other) = (first.Traits, second.Traits);
        FieldLikeness[] fields =
        [
            NameOf(first.Name.Compare(second.Name)), Birth(one, other), SexOf(one.Sex, other.Sex),
            Guardian(first.Guardian, second.Guardian), HouseholdOf(one.Household, other.Household), Number(one, other),
        ];
        var score = Score(fields);
        var areTwins = AreTwins(fields, first.Name.SharesGivenNameWith(second.Name), one, other);
        return new ChildLikeness(areTwins ? PairKind.LikelyTwins : KindOf(score), score, fields);
    }

    private static PairKind KindOf(int score) =>
        score >= StrongFrom ? PairKind.Strong : score >= PossibleFrom ? PairKind.Possible : PairKind.Unlike;

    // One's own number tells persons apart whatever else is written; without it, who has another name is another child.
    private static int Score(FieldLikeness[] fields)
    {
        var sum = Math.Clamp(fields.Sum(field => field.Points), 0, Highest);
        return fields[(int)ChildField.PersonalId] switch
        {
            { How: Likeness.Same } => Math.Max(sum, SameNumber),
            { How: Likeness.Different } => Math.Min(sum, OtherNumbers),
            _ => fields[(int)ChildField.Name].How == Likeness.Different ? Math.Min(sum, PossibleFrom - 1) : sum,
        };
    }

    private static bool AreTwins(FieldLikeness[] fields, bool shareGivenName, ChildTraits one, ChildTraits other)
    {
        var (name, birth) = (fields[(int)ChildField.Name].How, fields[(int)ChildField.Birth].How);
        var isFamily = fields[(int)ChildField.Household].How == Likeness.Same
            || fields[(int)ChildField.Guardian].Agreement == Agreement.Agrees
            || fields[(int)ChildField.PersonalId].How == Likeness.SharedByFamily;
        if (birth != Likeness.Same || one.BirthYearOnly || other.BirthYearOnly || !isFamily) return false;
        if (fields[(int)ChildField.PersonalId].How == Likeness.Same) return false;
        return name switch
        {
            Likeness.Different => true,
            Likeness.OneLetter or Likeness.AccentsDiffer => !shareGivenName || one.Sex is not null && other.Sex is not null
                && one.Sex != other.Sex,
            _ => false,
        };
    }

    private static FieldLikeness NameOf(NameLikeness likeness) => likeness switch
    {
        NameLikeness.Same => Of(ChildField.Name, Agreement.Agrees, Likeness.Same, 45),
        NameLikeness.AccentsMissing => Of(ChildField.Name, Agreement.Nearly, Likeness.AccentsMissing, 40),
        NameLikeness.OrderSwapped => Of(ChildField.Name, Agreement.Nearly, Likeness.OrderSwapped, 40),
        NameLikeness.OneLetter => Of(ChildField.Name, Agreement.Nearly, Likeness.OneLetter, 32),
        NameLikeness.PartLeftOut => Of(ChildField.Name, Agreement.Nearly, Likeness.PartLeftOut, 28),
        NameLikeness.AccentsDiffer => Of(ChildField.Name, Agreement.Nearly, Likeness.AccentsDiffer, 25),
        _ => Of(ChildField.Name, Agreement.Differs, Likeness.Different, 0),
    };

    private static FieldLikeness Birth(ChildTraits one, ChildTraits other)
    {
        var (day, otherDay) = (one.BirthDate, other.BirthDate);
        if (one.BirthYearOnly || other.BirthYearOnly)
        {
            return day.Year == otherDay.Year
                ? Of(ChildField.Birth, Agreement.Nearly, Likeness.SameYear, 18)
                : Of(ChildField.Birth, Agreement.Differs, Likeness.Different, -20);
        }

        if (day == otherDay) return Of(ChildField.Birth, Agreement.Agrees, Likeness.Same, 30);
        if ((day.Year, day.Month, day.Day) == (otherDay.Year, otherDay.Day, otherDay.Month))
        {
            return Of(ChildField.Birth, Agreement.Nearly, Likeness.DayAndMonthSwapped, 22);
        }

        if (Math.Abs(Period.DaysBetween(day, otherDay)) <= FewDays) return Of(ChildField.Birth, Agreement.Nearly, Likeness.DaysApart, 12);
        return (day.Month, day.Day) == (otherDay.Month, otherDay.Day)
            ? Of(ChildField.Birth, Agreement.Nearly, Likeness.OtherYear, 10)
            : Of(ChildField.Birth, Agreement.Differs, Likeness.Different, -20);
    }

    private static FieldLikeness SexOf(Sex? one, Sex? other) => (one, other) switch
    {
        (null, _) or (_, null) => Of(ChildField.Sex, Agreement.Unknown, Likeness.NotKnown, 0),
        _ when one == other => Of(ChildField.Sex, Agreement.Agrees, Likeness.Same, 3),
        _ => Of(ChildField.Sex, Agreement.Differs, Likeness.Different, -15),
    };

    // Another guardian tells nothing: one paper names the mother, the other the grandfather.
    private static FieldLikeness Guardian(VietnameseName name, VietnameseName otherName)
    {
        if (name.IsEmpty || otherName.IsEmpty) return Of(ChildField.Guardian, Agreement.Unknown, Likeness.NotKnown, 0);
        var likeness = name.Compare(otherName);
        var how = NameOf(likeness).How;
        return likeness switch
        {
            NameLikeness.Same or NameLikeness.AccentsMissing or NameLikeness.OrderSwapped =>
                Of(ChildField.Guardian, Agreement.Agrees, how, 15),
            NameLikeness.Different => Of(ChildField.Guardian, Agreement.Differs, how, 0),
            _ => Of(ChildField.Guardian, Agreement.Nearly, how, 8),
        };
    }

    private static FieldLikeness HouseholdOf(string? one, string? other) => string.IsNullOrEmpty(one) || string.IsNullOrEmpty(other)
        ? Of(ChildField.Household, Agreement.Unknown, Likeness.NotKnown, 0)
        : one == other ? Of(ChildField.Household, Agreement.Agrees, Likeness.Same, 7)
        : Of(ChildField.Household, Agreement.Differs, Likeness.Different, 0);

    private static FieldLikeness Number(ChildTraits one, ChildTraits other)
    {
        if (string.IsNullOrEmpty(one.PersonalId) || string.IsNullOrEmpty(other.PersonalId))
        {
            return Of(ChildField.PersonalId, Agreement.Unknown, Likeness.NotKnown, 0);
        }

        var isSame = one.PersonalId == other.PersonalId;
        if (one.PersonalIdIsShared || other.PersonalIdIsShared)
        {
            return isSame ? Of(ChildField.PersonalId, Agreement.Nearly, Likeness.SharedByFamily, 5)
                : Of(ChildField.PersonalId, Agreement.Unknown, Likeness.NotKnown, 0);
        }

        if (isSame) return Of(ChildField.PersonalId, Agreement.Agrees, Likeness.Same, 50);
        return one.PersonalId.Zip(other.PersonalId).Count(pair => pair.First != pair.Second) == 1
            ? Of(ChildField.PersonalId, Agreement.Nearly, Likeness.OneDigit, 0)
            : Of(ChildField.PersonalId, Agreement.Differs, Likeness.Different, -40);
    }

    private static FieldLikeness Of(ChildField field, Agreement agreement, Likeness how, int points) => new(field, agreement, how, points);
}
