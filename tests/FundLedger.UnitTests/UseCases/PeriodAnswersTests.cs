using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Steps on the way to a closing, to a reopening and over the end of a year that do not follow from those before them.</summary>
public sealed class PeriodAnswersTests
{
    private static readonly VerifiedFund Fund = new() { FundId = 1, Code = "Q106", OpenedOn = new LocalDate(2021, 1, 15) };
    private static readonly LocalDate January = new(2021, 1, 1);
    private static readonly LocalDate February = new(2021, 2, 1);
    private static readonly LocalDate December = new(2021, 12, 1);

    private readonly LogTallies tallies = new(null);
    private readonly FundFigures figures = new();
    private readonly PeriodReplay periods;

    public PeriodAnswersTests() => periods = new PeriodReplay(Fund, tallies);

    private string? Wrong => tallies.Periods.Close().FirstWrong?.Sentence.En;

    [Fact]
    public void A_closing_is_begun_of_the_next_month_and_only_while_none_is()
    {
        Step(1, "closing", January);
        Assert.Null(Wrong);
        Step(2, "closing", January);
        Assert.Equal("Q106 closing 2021-01: state must be , is 2021-01-01", Wrong);
    }

    [Fact]
    public void A_month_is_not_jumped_over()
    {
        Step(1, "closing", February);
        Assert.Equal("Q106 closing 2021-02: month must be 2021-01-01, is 2021-02-01", Wrong);
    }

    [Fact]
    public void What_was_not_begun_is_not_taken_back()
    {
        Step(1, "taken_back", January);
        Assert.Equal("Q106 taken_back 2021-01: month must be , is 2021-01-01", Wrong);
    }

    [Fact]
    public void Whoever_takes_a_closing_back_leaves_nobody_closing()
    {
        Step(1, "closing", January);
        Step(2, "taken_back", January);
        periods.End(new PeriodStateRow());
        Assert.Null(Wrong);
    }

    [Fact]
    public void Only_the_last_month_that_is_closed_is_asked_to_be_reopened()
    {
        Closed(1, January);
        Closed(2, February);
        Step(3, "reopen_requested", January);
        Assert.Equal("Q106 reopen_requested 2021-01: month must be 2021-02-01, is 2021-01-01", Wrong);
    }

    [Theory]
    [InlineData("accepted", 5, 2, 4, "2021-02-01", "accepted 2021-02: answers must be closing, is reopen_requested")]
    [InlineData("reopened", 5, 3, 4, "2021-02-01", "reopened 2021-02: answers must be reopen_requested, is closing")]
    [InlineData("accepted", 5, 99, 4, "2021-02-01", "accepted 2021-02: answers must be closing, is empty")]
    [InlineData("accepted", 5, 3, 6, "2021-02-01", "accepted 2021-02: answered_person must be 4, is 6")]
    [InlineData("accepted", 4, 3, 4, "2021-02-01", "accepted 2021-02: different persons must be true, is false")]
    [InlineData("accepted", 5, 3, 4, "2021-03-01", "accepted 2021-03: answered month must be 2021-02-01, is 2021-03-01")]
    public void An_answer_answers_another_person_about_the_same_month(
        string step, long person, long answers, long answered, string month, string sentence)
    {
        Closed(1, January);
        Step(2, "reopen_requested", January);
        Step(3, "closing", February);
        Answer(4, step, NodaTime.Text.LocalDatePattern.Iso.Parse(month).Value, person, answers, answered);
        Assert.Equal($"Q106 {sentence}", Wrong);
    }

    [Fact]
    public void A_question_is_decided_once()
    {
        Closed(1, January);
        Step(2, "reopen_requested", January);
        Answer(3, "reopen_rejected", January, 5, 2, 4);
        Assert.Null(Wrong);
        Answer(4, "reopened", January, 5, 2, 4);
        Assert.Equal("Q106 reopened 2021-01: decided before must be false, is true", Wrong);
    }

    [Fact]
    public void A_rejection_reopens_nothing_and_an_acceptance_decides_no_question()
    {
        Closed(1, January);
        Step(2, "reopen_requested", January);
        Answer(3, "reopen_rejected", January, 5, 2, 4);
        Assert.Equal(new LocalDate(2021, 1, 31), periods.ClosedThrough);
        Step(4, "closing", February);
        Answer(5, "accepted", February, 5, 4, 4);
        Answer(6, "accepted", February, 6, 4, 4);
        Assert.Null(Wrong);
    }

    [Fact]
    public void A_month_is_reopened_only_while_it_is_the_last()
    {
        Closed(1, January);
        Step(2, "reopen_requested", January);
        Closed(3, February);
        Answer(4, "reopened", January, 5, 2, 4);
        Assert.Equal("Q106 reopened 2021-01: month must be 2021-02-01, is 2021-01-01", Wrong);
    }

    [Fact]
    public void The_end_of_a_year_is_decided_over_what_is_left_while_its_December_is_closing()
    {
        for (var month = January; month < December; month = month.PlusMonths(1)) Closed(month.Month, month);
        figures.Add(PeriodReplayTests.Receipt(new LocalDate(2021, 12, 31), 2_000_000, 2));
        figures.Add(PeriodReplayTests.Receipt(new LocalDate(2022, 1, 1), 1, 2));
        figures.Add(PeriodReplayTests.Receipt(new LocalDate(2021, 12, 31), 7, 1));
        Step(12, "closing", December);
        periods.Play(new SealedYearEnd { Year = 2021, PoolId = 2, Outcome = "carried", Amount = 2_000_000 }, figures);
        Assert.Null(Wrong);
        // What lapsed has left the pool already.
        figures.Add(PeriodReplayTests.Receipt(new LocalDate(2021, 12, 31), -2_000_000, 2));
        periods.Play(new SealedYearEnd { Year = 2021, PoolId = 2, Outcome = "lapsed", Amount = 2_000_000 }, figures);
        Assert.Null(Wrong);
        periods.Play(new SealedYearEnd { Year = 2021, PoolId = 2, Outcome = "carried", Amount = 2_000_000 }, figures);
        Assert.Equal("Q106 year end 2021/2: amount must be 0, is 2000000", Wrong);
    }

    [Fact]
    public void The_end_of_a_year_is_not_decided_before()
    {
        Step(1, "closing", January);
        periods.Play(new SealedYearEnd { Year = 2021, PoolId = 2, Outcome = "carried", Amount = 0 }, figures);
        Assert.Equal("Q106 year end 2021/2: closing month must be 2021-12-01, is 2021-01-01", Wrong);
    }

    [Theory]
    [InlineData(5_000_001, 5_000_000, 1, "balance must be 5000000, is 5000001")]
    [InlineData(5_000_000, 4_999_999, 1, "liquid must be 5000000, is 4999999")]
    [InlineData(5_000_000, 5_000_000, 2, "version must be 1, is 2")]
    [InlineData(5_000_000, 5_000_000, 1, null)]
    public void A_pool_begins_the_year_with_what_it_held_as_December_was_closed(long balance, long liquid, int version, string? wrong)
    {
        figures.Add(PeriodReplayTests.Receipt(new LocalDate(2021, 12, 31), 5_000_000, 3));
        figures.Add(PeriodReplayTests.Receipt(new LocalDate(2022, 1, 1), 40, 3));
        Closed(1, December);
        periods.Play(new SealedOpening { Year = 2022, PoolId = 3, Balance = balance, Liquid = liquid, Version = version }, figures);
        Assert.Equal(wrong is null ? null : $"Q106 opening 2022/3: {wrong}", Wrong);
        Assert.Equal(3, tallies.Periods.Close().Records);
    }

    private void Closed(long logNo, LocalDate month) =>
        periods.Play(new SealedClosing { LogNo = logNo, Month = month, Version = 1 }, figures, 0);

    private void Step(long logNo, string step, LocalDate month) =>
        periods.Play(new SealedPeriodEvent { LogNo = logNo, Event = step, Month = month, PersonId = 4 });

    private void Answer(long logNo, string step, LocalDate month, long person, long answers, long answered) =>
        periods.Play(new SealedPeriodEvent
        {
            LogNo = logNo, Event = step, Month = month, PersonId = person, Answers = answers, AnsweredPerson = answered,
        });
}
