using CsCheck;
using FundLedger.Domain;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests;

public sealed class ValidityTests
{
    private static readonly LocalDate Monday = new(2021, 6, 7);

    private static readonly Gen<Validity> AnyWeek = Gen.Select(Gen.Int[0, 9], Gen.Int[-1, 9]).Select((first, length) =>
        Validity.Between(Monday.PlusDays(first), length < 0 ? null : Monday.PlusDays(first + length)).Value);

    [Fact]
    public void An_end_before_the_beginning_is_refused() =>
        Assert.IsType<ValidityEndsBeforeItBegins>(Validity.Between(Monday, Monday.PlusDays(-1)).Error);

    [Fact]
    public void One_day_is_a_validity() => Assert.True(Validity.Between(Monday, Monday).Value.Contains(Monday));

    [Fact]
    public void Without_an_end_it_holds_for_ever_and_not_before()
    {
        Assert.True(Validity.Since(Monday).Contains(new LocalDate(2999, 1, 1)));
        Assert.False(Validity.Since(Monday).Contains(Monday.PlusDays(-1)));
    }

    [Fact]
    public void Two_overlap_exactly_when_a_day_lies_in_both() =>
        Gen.Select(AnyWeek, AnyWeek).Sample((one, other) =>
            one.Overlaps(other) == Enumerable.Range(0, 30).Select(Monday.PlusDays).Any(day => one.Contains(day) && other.Contains(day)));
}
