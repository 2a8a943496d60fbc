using System.Reflection;
using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using Npgsql;
using Xunit;

namespace FundLedger.UnitTests.Pipeline;

/// <summary>What is the database's being away, what is a rule of its own, and what is a mistake.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData("08006", true)]
    [InlineData("40P01", true)]
    [InlineData("53100", true)]
    [InlineData("57P01", true)]
    [InlineData("58030", true)]
    [InlineData("23514", false)]
    [InlineData("42601", false)]
    public void A_refused_statement_is_told_from_a_broken_server(string state, bool isOutage)
    {
        var failure = new PostgresException("x", "ERROR", "ERROR", state);
        Assert.Equal(isOutage, Outage.IsOne(failure));
        Assert.Equal(isOutage, Outage.IsOne(new InvalidOperationException("x", failure)));
    }

    [Fact]
    public void A_lost_connection_is_an_outage_and_a_bug_is_none()
    {
        Assert.True(Outage.IsOne(new NpgsqlException("x")));
        Assert.False(Outage.IsOne(new InvalidOperationException("x")));
    }

    [Fact]
    public async Task What_may_be_done_twice_is_tried_again_and_a_bug_is_not()
    {
        var tries = 0;
        Assert.Equal(2, await Outage.OverAsync(
            () => ++tries < 2 ? throw new NpgsqlException("x") : Task.FromResult(tries), TestContext.Current.CancellationToken));
        tries = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Outage.OverAsync<int>(
            () => ++tries > 0 ? throw new InvalidOperationException("x") : throw new NpgsqlException("x"), TestContext.Current.CancellationToken));
        Assert.Equal(1, tries);
        await Assert.ThrowsAsync<NpgsqlException>(() => Outage.OverAsync<int>(
            () => ++tries > 0 ? throw new NpgsqlException("x") : Task.FromResult(0), new CancellationToken(canceled: true)));
        Assert.Equal(2, tries);
    }

    [Theory]
    [InlineData("norm_frequency", typeof(NormUsedMeanwhile))]
    [InlineData("pool_never_overspent", typeof(PoolSpentMeanwhile))]
    [InlineData("money_never_negative", typeof(MoneySpentMeanwhile))]
    [InlineData("no_day_negative", typeof(DayWouldBeNegative))]
    [InlineData("entry_date_possible", typeof(EntryDateImpossible))]
    [InlineData("period_open", typeof(PeriodClosedMeanwhile))]
    [InlineData("two_persons_reopen", typeof(HandsNotSeparate))]
    [InlineData("approver_is_not_requester", typeof(HandsNotSeparate))]
    [InlineData("payer_is_not_requester", typeof(HandsNotSeparate))]
    [InlineData("payer_is_not_approver", typeof(HandsNotSeparate))]
    [InlineData("accepter_is_not_closer", typeof(HandsNotSeparate))]
    [InlineData("transfer_approver_is_not_requester", typeof(HandsNotSeparate))]
    [InlineData("transfer_poster_is_not_requester", typeof(HandsNotSeparate))]
    [InlineData("transfer_approved_by_two", typeof(HandsNotSeparate))]
    [InlineData("transfer_rejecter_is_not_requester", typeof(HandsNotSeparate))]
    [InlineData("adjustment_rejecter_is_not_requester", typeof(HandsNotSeparate))]
    [InlineData("step_taker_is_not_requester", typeof(HandsNotSeparate))]
    [InlineData("one_step_per_person", typeof(HandsNotSeparate))]
    [InlineData("one_step_in_a_name", typeof(HandsNotSeparate))]
    [InlineData("delegate_of_another_than_requester", typeof(HandsNotSeparate))]
    [InlineData("ladder_in_two_hands", typeof(HandsNotSeparate))]
    [InlineData("decision_on_what_was_seen", typeof(SeenIsOutdated))]
    [InlineData("line_still_payable", typeof(ChildGoneMeanwhile))]
    [InlineData("child_supportable", typeof(ChildGoneMeanwhile))]
    [InlineData("child_event_possible", typeof(ChildEventRefused))]
    [InlineData("bank_reference_once", typeof(BankReferenceTaken))]
    [InlineData("actor_has_role", typeof(RoleMissing))]
    [InlineData("journal_entry_balanced", typeof(PromiseKept))]
    public void A_promise_of_the_database_becomes_the_refusal_of_its_name(string promise, Type refusal)
    {
        foreach (var state in (string[])["23514", "23505", "23P01", "23503"])
        {
            Assert.IsType(refusal, DatabaseRefusals.Of(Broken(state, promise)));
        }
    }

    [Fact]
    public void What_is_no_promise_is_no_refusal()
    {
        Assert.Null(DatabaseRefusals.Of(Broken("42601", "x")));
        Assert.Null(DatabaseRefusals.Of(Broken("23502", "pool_never_overspent")));
        Assert.Equal(new RoleMissing("x"), DatabaseRefusals.Of(Broken("42501", "actor_has_role")));
        Assert.Equal(new PromiseKept("journal_entry_balanced", "x"), DatabaseRefusals.Of(Broken("23514", "journal_entry_balanced")));
        Assert.Null(DatabaseRefusals.Of(Broken("23514", null)));
    }

    [Fact]
    public async Task What_is_away_is_tried_four_times()
    {
        var tries = 0;
        Assert.Equal(4, await Outage.OverAsync(
            () => ++tries < 4 ? throw new NpgsqlException("x") : Task.FromResult(tries), TestContext.Current.CancellationToken));
        tries = 0;
        await Assert.ThrowsAsync<NpgsqlException>(() => Outage.OverAsync<int>(
            () => ++tries > 0 ? throw new NpgsqlException("x") : Task.FromResult(0), TestContext.Current.CancellationToken));
        Assert.Equal(4, tries);
    }

    [Fact]
    public void The_program_is_named_with_twelve_digits_of_its_commit()
    {
        var built = typeof(RuleSet).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
        var program = built.Length == 1 ? built[0] : $"{built[0]}+{built[1][..Math.Min(12, built[1].Length)]}";
        Assert.StartsWith(program + ", schema ", RuleSet.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_are_named_by_program_and_schema() =>
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+(\+[0-9a-f]{1,12})?, schema 2026[0-9]{8}$", RuleSet.Version);

    private static PostgresException Broken(string state, string? promise) =>
        new("x", "ERROR", "ERROR", state, constraintName: promise);
}
