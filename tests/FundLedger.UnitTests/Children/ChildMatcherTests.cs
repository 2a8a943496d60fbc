using System.Text;
using CsCheck;
using FundLedger.Domain.Children;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Children;

/// <summary>The thresholds as a table: each row a pair of children as two clerks wrote them down.</summary>
public sealed class ChildMatcherTests
{
    private static readonly Gen<ChildTraits> Anybody =
        from name in One("Nguyễn Thị Hòa", "Nguyen Thi Hoa", "Hoà Nguyễn Thị", "Nguyễn Thị Hoa", "Nguyễn Thị Lan", "Vàng A Páo", "")
        from month in Gen.Int[1, 12]
        from day in Gen.Int[1, 28]
        from year in Gen.Int[2010, 2013]
        from isYear in Gen.Bool
        from sex in One<Sex?>(null, Sex.Male, Sex.Female)
        from guardian in One<string?>(null, "Nguyễn Văn Nam", "nguyen van nam", "Lò Thị Mai")
        from household in One<string?>(null, "HO-0001", "HO-0002")
        from number in One<string?>(null, "012312000001", "012312000002", "012212999999")
        from shared in Gen.Bool
        select new ChildTraits(name, new LocalDate(year, month, day))
        {
            BirthYearOnly = isYear, Sex = sex, GuardianName = guardian, Household = household, PersonalId = number, PersonalIdIsShared = shared,
        };

    [Theory]
    [MemberData(nameof(MatcherPairs.Rows), MemberType = typeof(MatcherPairs))]
    public void A_pair_is_what_the_table_says(string what, string one, string other, PairKind kind)
    {
        var likeness = ChildMatcher.Compare(MatcherPairs.Read(one), MatcherPairs.Read(other));
        Assert.True(kind == likeness.Kind, $"{what}: {likeness.Kind} by {likeness.Score}, {string.Join(", ", likeness.Fields)}");
    }

    [Fact]
    public void The_table_has_its_forty_pairs() => Assert.True(MatcherPairs.Rows.Count >= 40);

    [Fact]
    public void It_makes_no_difference_which_one_is_first() =>
        Gen.Select(Anybody, Anybody).Sample(
            (one, other) =>
            {
                var (there, back) = (ChildMatcher.Compare(one, other), ChildMatcher.Compare(other, one));
                return there.Kind == back.Kind && there.Score == back.Score && there.Fields.SequenceEqual(back.Fields)
                    && there.Score is >= 0 and <= 100 && there.Fields.Select((field, i) => (int)field.Field == i).All(isInOrder => isInOrder);
            },
            iter: 50_000);

    [Fact]
    public void A_name_alone_never_makes_a_candidate() =>
        Gen.Select(Anybody, Anybody).Sample(
            (one, other) => ChildMatcher.Compare(
                one with { GuardianName = null, Household = null, PersonalId = null, BirthYearOnly = false, BirthDate = new(2010, 3, 4) },
                other with { BirthYearOnly = false, BirthDate = new(2012, 9, 21), PersonalId = null }).Kind == PairKind.Unlike,
            iter: 20_000);

    [Fact]
    public void Two_own_numbers_make_two_children() =>
        Gen.Select(Anybody, Anybody).Sample(
            (one, other) => ChildMatcher.Compare(
                one with { PersonalId = "012312000001", PersonalIdIsShared = false },
                other with { PersonalId = "012212999999", PersonalIdIsShared = false }).Kind is PairKind.Unlike or PairKind.LikelyTwins,
            iter: 20_000);

    // The short way finds what comparing everybody with everybody finds.
    [Fact]
    public void No_pair_is_missed_by_comparing_fewer() =>
        Anybody.List[0, 25].Sample(
            children =>
            {
                var all = from one in Enumerable.Range(0, children.Count)
                    from other in Enumerable.Range(one + 1, children.Count - one - 1)
                    where ChildMatcher.Compare(children[one], children[other]).Kind != PairKind.Unlike
                    select (one, other);
                var pairs = DuplicateSearch.Pairs(children);
                return all.ToHashSet().SetEquals(pairs.Select(pair => (pair.One, pair.Other)))
                    && pairs.Zip(pairs.Skip(1)).All(next => next.First.Likeness.Score >= next.Second.Likeness.Score);
            },
            iter: 1_000);

    // Nor is one that registering would have asked about, where only some of a large list are looked at.
    [Fact]
    public void No_strong_pair_of_some_is_missed() =>
        Gen.Select(Anybody.List[0, 25], Gen.Int[0, 24].List[0, 5]).Sample(
            (children, some) =>
            {
                var places = some.ToHashSet();
                var all = DuplicateSearch.Pairs(children).Where(pair => pair.Likeness.Kind == PairKind.Strong)
                    .Where(pair => places.Contains(pair.One) || places.Contains(pair.Other));
                return DuplicateSearch.StrongPairsOf(places, children).Select(pair => (pair.One, pair.Other)).ToHashSet()
                    .SetEquals(all.Select(pair => (pair.One, pair.Other)));
            },
            iter: 1_000);

    private static Gen<T> One<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    [Fact]
    public void What_a_keyboard_does_to_a_name_changes_nothing() =>
        Gen.Select(Anybody, Anybody).Sample(
            (one, other) => ChildMatcher.Compare(one, other).Score == ChildMatcher.Compare(
                one with { FullName = one.FullName.Normalize(NormalizationForm.FormD).ToUpperInvariant() }, other).Score,
            iter: 20_000);
}
