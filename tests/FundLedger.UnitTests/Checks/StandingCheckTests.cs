using FundLedger.Features.Checks;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Checks;

public sealed class StandingCheckTests
{
    [Fact]
    public void Numbers_and_names_are_given_once()
    {
        Assert.Equal(StandingChecks.All.Count, StandingChecks.All.Select(check => check.No).Distinct().Count());
        Assert.Equal(StandingChecks.All.Count, StandingChecks.All.Select(check => check.Name).Distinct().Count());
        Assert.All(StandingChecks.All, check => Assert.Matches("^[a-z][a-z-]+[a-z]$", check.Name));
    }

    [Fact]
    public void The_checks_by_number_and_whether_the_books_are_wrong_or_somebody_has_to_look()
    {
        string[] wrong =
        [
            "1 zero-sums", "2 pool-balances", "3 money-balances", "4 day-tables", "5 number-gaps", "6 seals", "7 orphan-approvals",
            "8 three-hands", "9 paid-without-voucher", "12 duplicate-bank-references", "14 days-below-zero", "20 norm-overused", "21 goods-stock",
        ];
        string[] toLookAt =
        [
            "10 transit-not-zero", "11 stale-advances", "13 duplicate-receipts", "15 refusals-spike", "16 stuck-requests",
            "17 stale-commitments", "18 roles-in-conflict", "19 late-entries", "24 mails-stuck", "25 heads-unsigned",
        ];
        Assert.Equal(wrong, NamesOf(CheckWeight.BooksWrong));
        Assert.Equal(toLookAt, NamesOf(CheckWeight.ToLookAt));
        var numbers = StandingChecks.All.Select(check => check.No).ToList();
        Assert.Equal([.. Enumerable.Range(1, 21), 24, 25], numbers);
        Assert.All(StandingChecks.All, check => Assert.Contains("SELECT ", check.Sql, StringComparison.Ordinal));

        static IEnumerable<string> NamesOf(CheckWeight weight) => StandingChecks.All
            .Where(check => check.Weight == weight).Select(check => FormattableString.Invariant($"{check.No} {check.Name}"));
    }

    [Fact]
    public void Every_check_says_in_both_languages_what_it_means_and_what_to_do() => Assert.All(
        StandingChecks.All.SelectMany(check => new[] { check.Title, check.Meaning, check.WhatToDo }),
        words => Assert.True(words.Vi.Length > 10 && words.En.Length > 10 && words.Vi != words.En, words.Vi));

    // The demo's midnight is 17:00 UTC.
    [Theory]
    [InlineData("2021-12-19T17:30:00Z", 2, "2021-12-19")]
    [InlineData("2021-12-19T18:59:59Z", 2, "2021-12-19")]
    [InlineData("2021-12-19T19:00:00Z", 2, "2021-12-20")]
    [InlineData("2021-12-20T16:59:00Z", 2, "2021-12-20")]
    [InlineData("2021-12-20T17:00:00Z", 0, "2021-12-21")]
    public void A_night_is_due_from_its_hour_and_owed_until_then(string now, int hour, string night)
    {
        var due = CheckNight.DueAt(NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).Value, hour);
        Assert.Equal(night, NodaTime.Text.LocalDatePattern.Iso.Format(due));
    }
}
