using System.Numerics;
using FundLedger.Domain.Text;

namespace FundLedger.Domain.Children;

/// <summary>A child's traits with its names read once, for many comparisons.</summary>
internal sealed class ComparedChild(ChildTraits traits)
{
    public ChildTraits Traits { get; } = traits;

    public VietnameseName Name { get; } = VietnameseName.Of(traits.FullName);

    public VietnameseName Guardian { get; } = VietnameseName.Of(traits.GuardianName);

    private readonly uint letters = LettersOf(VietnameseName.Of(traits.FullName).Plain);

    private readonly int dayNumber = traits.BirthDate.ToDateOnly().DayNumber;

    /// <summary>
    /// False when the two are surely not so like that registering would ask: without the same number that takes a name that may be the
    /// same and a birth that is not another.
    /// </summary>
    public bool MayBe(ComparedChild other) =>
        (HasNameLike(other) && HasBirthLike(other))
        || (!string.IsNullOrEmpty(Traits.PersonalId) && Traits.PersonalId == other.Traits.PersonalId);

    // Alike names differ by one letter, or one of them has all letters of the other.
    private bool HasNameLike(ComparedChild other) =>
        BitOperations.PopCount(letters ^ other.letters) <= 2
        || (letters & other.letters) == letters || (letters & other.letters) == other.letters;

    private bool HasBirthLike(ComparedChild other)
    {
        if (Math.Abs(dayNumber - other.dayNumber) <= ChildMatcher.FewDays) return true;
        var (day, otherDay) = (Traits.BirthDate, other.Traits.BirthDate);
        return day.Year != otherDay.Year
            ? (day.Month, day.Day) == (otherDay.Month, otherDay.Day)
            : Traits.BirthYearOnly || other.Traits.BirthYearOnly || (day.Month, day.Day) == (otherDay.Day, otherDay.Month);
    }

    private static uint LettersOf(string plain) =>
        plain.Where(one => one is >= 'a' and <= 'z').Aggregate(0u, (all, one) => all | (1u << (one - 'a')));
}

/// <summary>Two children of a list, by their places in it.</summary>
public sealed record LikePair(int One, int Other, ChildLikeness Likeness);

/// <summary>
/// Finds the pairs of a list that are worth a look, without comparing everybody with everybody: a pair that is has the same year of birth,
/// or the same day in another year, or days around New Year, or a household or an own number in common.
/// </summary>
public static class DuplicateSearch
{
    /// <summary>All pairs that are not <see cref="PairKind.Unlike"/>, the highest score first.</summary>
    public static IReadOnlyList<LikePair> Pairs(IReadOnlyList<ChildTraits> children)
    {
        var compared = children.Select(child => new ComparedChild(child)).ToList();
        return [.. Blocks(children).SelectMany(PairsOf).Distinct()
            .Select(pair => new LikePair(pair.One, pair.Other, ChildMatcher.Compare(compared[pair.One], compared[pair.Other])))
            .Where(pair => pair.Likeness.Kind != PairKind.Unlike)
            .OrderByDescending(pair => pair.Likeness.Score).ThenBy(pair => pair.One).ThenBy(pair => pair.Other)];
    }

    /// <summary>
    /// The pairs of some of the list with anybody on it that are so like that registering would have asked: the same as of
    /// <see cref="Pairs"/>, found in a list of tens of thousands.
    /// </summary>
    public static IReadOnlyList<LikePair> StrongPairsOf(IReadOnlySet<int> some, IReadOnlyList<ChildTraits> children)
    {
        ComparedChild[] compared = [.. children.Select(child => new ComparedChild(child))];
        bool[] wanted = [.. Enumerable.Range(0, compared.Length).Select(some.Contains)];
        var pairs = new HashSet<(int One, int Other)>();
        foreach (var block in Blocks(children)) AddThoseWhoMayBe(block, compared, wanted, pairs);
        return [.. pairs
            .Select(pair => new LikePair(pair.One, pair.Other, ChildMatcher.Compare(compared[pair.One], compared[pair.Other])))
            .Where(pair => pair.Likeness.Kind == PairKind.Strong).OrderBy(pair => pair.One).ThenBy(pair => pair.Other)];
    }

    // A year of a large district has thousands of children, and millions of pairs: nothing is made for a pair that cannot be.
    private static void AddThoseWhoMayBe(List<int> block, ComparedChild[] compared, bool[] wanted, HashSet<(int, int)> pairs)
    {
        for (var i = 0; i < block.Count; i++) AddThoseLike(i, block, compared, wanted, pairs);
    }

    private static void AddThoseLike(int place, List<int> block, ComparedChild[] compared, bool[] wanted, HashSet<(int, int)> pairs)
    {
        var (one, isWanted) = (compared[block[place]], wanted[block[place]]);
        for (var k = place + 1; k < block.Count; k++)
        {
            if ((isWanted || wanted[block[k]]) && one.MayBe(compared[block[k]])) pairs.Add((block[place], block[k]));
        }
    }

    /// <summary>How each child of a list is like one that is not on it yet; those that are not are left out.</summary>
    public static IReadOnlyList<(int Place, ChildLikeness Likeness)> Like(ChildTraits child, IReadOnlyList<ChildTraits> children)
    {
        var compared = new ComparedChild(child);
        return [.. children.Select((other, i) => (Place: i, Likeness: ChildMatcher.Compare(compared, new ComparedChild(other))))
            .Where(pair => pair.Likeness.Kind != PairKind.Unlike).OrderByDescending(pair => pair.Likeness.Score)];
    }

    private static IEnumerable<List<int>> Blocks(IReadOnlyList<ChildTraits> children) => children
        .SelectMany((child, place) => KeysOf(child).Select(key => (Key: key, Place: place)))
        .GroupBy(row => row.Key, row => row.Place, (_, places) => places.ToList());

    private static IEnumerable<string> KeysOf(ChildTraits child)
    {
        var born = child.BirthDate;
        yield return $"y{born.Year}";
        if (!child.BirthYearOnly)
        {
            yield return $"d{born.Month}/{born.Day}";
            if (born.Month == 12) yield return $"n{born.Year + 1}";
            if (born.Month <= 1) yield return $"n{born.Year}";
        }

        if (!string.IsNullOrEmpty(child.Household)) yield return $"h{child.Household}";
        if (!string.IsNullOrEmpty(child.PersonalId)) yield return $"i{child.PersonalId}";
    }

    private static IEnumerable<(int One, int Other)> PairsOf(List<int> together)
    {
        for (var i = 0; i < together.Count; i++)
        {
            for (var k = i + 1; k < together.Count; k++) yield return (together[i], together[k]);
        }
    }
}
