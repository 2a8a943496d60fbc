using System.Globalization;
using FundLedger.Domain.Children;
using FundLedger.Domain.Text;
using FundLedger.Features.Vault;
using NodaTime.Text;

namespace FundLedger.Features.Children;

/// <summary>A child that a row may be: one of the register, or of an earlier row of the file.</summary>
/// <param name="Code">In the register, as its household; null for a row.</param>
internal sealed record KnownChild(string? Code, string? Household, bool IsSealedCase, int? Row, ChildTraits Traits, string Guardian)
{
    public static KnownChild Of(Identity identity, string? code, string? household, bool isSealedCase, int? row) => new(
        code, household, isSealedCase, row, identity.TraitsIn(household), SpellingKey.Of(identity.GuardianName))
    {
        SealedGroup = identity.SealedGroup,
    };

    public string? SealedGroup { get; init; }

    /// <summary>The child's own number; a parent's tells nothing of the child.</summary>
    public string? OwnNumber => Traits.PersonalIdIsShared ? null : Traits.PersonalId;
}

internal enum Resemblance
{
    None,

    /// <summary>Worth a look, no reason to stop.</summary>
    Possible,

    /// <summary>So much alike that a person decides.</summary>
    Strong,

    /// <summary>The same in name, birth date, and guardian or own number.</summary>
    Same,
}

/// <summary>
/// Children to compare a row with, in memory only: the same by their spelling, and those that the matcher finds alike among the ones born
/// on the day, bearing the name in whatever order and accents, or having the number.
/// </summary>
internal sealed class KnownChildren
{
    private readonly Dictionary<string, List<KnownChild>> places = new(StringComparer.Ordinal);

    public void Add(KnownChild child)
    {
        foreach (var key in KeysOf(child))
        {
            if (!places.TryGetValue(key, out var there)) places[key] = there = new List<KnownChild>(1);
            there.Add(child);
        }
    }

    /// <summary>
    /// A child of a sealed group is found by a row that names that very group only, and only when it is the same: whoever could ask whether
    /// a name is a sealed case would learn it.
    /// </summary>
    public (Resemblance How, KnownChild? Child) Find(KnownChild row)
    {
        var near = KeysOf(row).SelectMany(key => places.GetValueOrDefault(key) ?? []).Distinct(ReferenceEqualityComparer.Instance)
            .Cast<KnownChild>().Where(child => !child.IsSealedCase || (child.SealedGroup == row.SealedGroup && IsSame(child, row)))
            .ToList();
        if (near.Find(child => IsSame(child, row)) is { } same) return (Resemblance.Same, same);
        var best = near.Select(child => (Child: child, Likeness: ChildMatcher.Compare(child.Traits, row.Traits)))
            .Where(pair => pair.Likeness.Kind is PairKind.Strong or PairKind.Possible)
            .OrderByDescending(pair => pair.Likeness.Score).FirstOrDefault();
        return best.Likeness is null
            ? (Resemblance.None, null)
            : (best.Likeness.Kind == PairKind.Strong ? Resemblance.Strong : Resemblance.Possible, best.Child);
    }

    // Two numbers of their own that differ are two persons' numbers, or one mistake: not the same without a look.
    private static bool IsSame(KnownChild child, KnownChild row) =>
        NameKey(child) == NameKey(row) && (child.OwnNumber is { } own && row.OwnNumber is { } number
            ? own == number : child.Guardian == row.Guardian);

    private static IEnumerable<string> KeysOf(KnownChild child)
    {
        yield return Birth(child);
        yield return "n" + string.Join(' ', VietnameseName.Of(child.Traits.FullName).Plain.Split(' ').Order(StringComparer.Ordinal));
        if (child.OwnNumber is { } number) yield return "i" + number;
    }

    private static string NameKey(KnownChild child) => $"{Birth(child)} {SpellingKey.Of(child.Traits.FullName)}";

    // A child known by its year only is judged by another day each day until the year ends.
    private static string Birth(KnownChild child) => child.Traits.BirthYearOnly
        ? child.Traits.BirthDate.Year.ToString(CultureInfo.InvariantCulture)
        : LocalDatePattern.Iso.Format(child.Traits.BirthDate);
}
