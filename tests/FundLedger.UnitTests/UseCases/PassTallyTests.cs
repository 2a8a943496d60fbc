using FundLedger.Domain.Text;
using FundLedger.Features.Audit;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What a pass says at its end: the first that is wrong, or why it vouches for nothing, or what it could not look at.</summary>
public sealed class PassTallyTests
{
    private static readonly WrongRecord Pool = new("Q106", "pool", "CHUNG", "liquid", "5000000", "5000001");
    private static readonly WrongRecord Donor = new("Q106", "donor", "2", "name and address", "ông a", null);

    private static Wording Said(string words) => new(words, words);

    [Fact]
    public void What_holds_is_counted_and_clean()
    {
        var tally = new PassTally("pool-balances");
        tally.Compare("Q106", "pool", "CHUNG", "liquid", "5000000", "5000000");
        tally.Compare("Q106", "pool", "CHUNG", "goods", null, null);
        tally.Count();
        tally.Held(40);
        Assert.Equal(new VerifiedPass("pool-balances", 43, PassState.Ok, null, null), tally.Close());
        Assert.Equal("pool-balances", tally.Name);
    }

    [Fact]
    public void The_first_that_is_wrong_is_named_and_the_rest_is_counted_on()
    {
        var tally = new PassTally("pool-balances");
        tally.Compare("Q106", "pool", "CHUNG", "liquid", "5000000", "5000001");
        tally.Compare("Q106", "pool", "TET", "liquid", "1", null);
        tally.Wrong(Donor);
        tally.CouldNotFinish(Said("The connection was lost."));
        Assert.Equal(new VerifiedPass("pool-balances", 2, PassState.Wrong, Pool, Said("The connection was lost.")), tally.Close());
    }

    [Fact]
    public void Capitals_make_a_difference()
    {
        var tally = new PassTally("roles");
        tally.Compare("Q106", "account", "duyet", "person", "a", "A");
        Assert.Equal(new WrongRecord("Q106", "account", "duyet", "person", "a", "A"), tally.Close().FirstWrong);
    }

    [Fact]
    public void The_first_reason_why_it_did_not_end_is_told_before_what_was_noted()
    {
        var tally = new PassTally("vouchers", notes => Said($"{notes["erased"]} erased"));
        tally.Note("erased");
        Assert.Equal(new VerifiedPass("vouchers", 0, PassState.Ok, null, Said("1 erased")), tally.Close());
        tally.CouldNotFinish(Said("permission denied"));
        tally.CouldNotFinish(Said("something else"));
        Assert.Equal(new VerifiedPass("vouchers", 0, PassState.Incomplete, null, Said("permission denied")), tally.Close());
    }

    [Fact]
    public void What_was_noted_is_counted_by_name_in_order()
    {
        var tally = new PassTally("coverage", notes => Said(string.Join(", ", notes.Select(note => $"{note.Key} {note.Value}"))));
        Assert.Null(tally.Close().Note);
        foreach (var table in (string[])["units", "accounts", "units", "Zusatz"]) tally.Note(table);
        Assert.Equal("Zusatz 1, accounts 1, units 2", tally.Close().Note?.Vi);
        var silent = new PassTally("coverage");
        silent.Note("units");
        Assert.Null(silent.Close().Note);
    }

    [Fact]
    public void The_same_pass_of_another_fund_is_taken_in_behind()
    {
        var (first, second, third) = (Noted("erased"), Noted("erased"), Noted("sealed"));
        first.Count();
        second.Held(5);
        second.Wrong(Pool);
        second.CouldNotFinish(Said("late"));
        third.Wrong(Donor);
        third.CouldNotFinish(Said("later"));
        first.Add(second);
        first.Add(third);
        Assert.Equal(new VerifiedPass("vouchers", 6, PassState.Wrong, Pool, Said("late")), first.Close());
        var noted = Noted("erased");
        noted.Add(Noted("erased"));
        noted.Add(Noted("sealed"));
        Assert.Equal("erased 2, sealed 1", noted.Close().Note?.Vi);

        static PassTally Noted(string what)
        {
            var tally = new PassTally("vouchers", notes => Said(string.Join(", ", notes.Select(note => $"{note.Key} {note.Value}"))));
            tally.Note(what);
            return tally;
        }
    }

    [Theory]
    [InlineData(PassState.Ok, "ok", "ok")]
    [InlineData(PassState.Incomplete, "ok", "incomplete")]
    [InlineData(PassState.Wrong, "incomplete", "ok", "wrong")]
    [InlineData(PassState.Wrong, "wrong", "incomplete")]
    [InlineData(PassState.Incomplete)]
    public void A_verification_is_as_good_as_its_worst_pass_and_none_at_all_is_not_clean(PassState expected, params string[] states)
    {
        var passes = states.Select(state => new VerifiedPass(state, 1, Enum.Parse<PassState>(state, ignoreCase: true), null, null));
        Assert.Equal(expected, new LedgerVerification(["Q106"], [.. passes]).State);
    }
}
