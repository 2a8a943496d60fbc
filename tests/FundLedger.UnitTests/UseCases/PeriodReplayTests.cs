using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>The months of a fund that was opened on 15 January 2021, as its log tells of them.</summary>
public sealed class PeriodReplayTests
{
    private static readonly VerifiedFund Fund = new() { FundId = 1, Code = "Q106", OpenedOn = new LocalDate(2021, 1, 15) };
    private static readonly LocalDate January = new(2021, 1, 1);
    private static readonly LocalDate February = new(2021, 2, 1);
    private static readonly LocalDate March = new(2021, 3, 1);

    private readonly LogTallies tallies = new(null);
    private readonly FundFigures figures = new();
    private readonly PeriodReplay periods;

    public PeriodReplayTests()
    {
        periods = new PeriodReplay(Fund, tallies);
        figures.Add(Receipt(new LocalDate(2021, 1, 20), 5_000_000));
        figures.Add(Receipt(new LocalDate(2021, 2, 1), 700_000));
    }

    private string? Closings => tallies.Closings.Close().FirstWrong?.Sentence.En;

    private string? Periods => tallies.Periods.Close().FirstWrong?.Sentence.En;

    [Fact]
    public void Months_that_are_begun_accepted_closed_reopened_and_closed_again_are_right()
    {
        Close(1, January, 1, 5_000_000);
        Step(3, "closing", February, 4);
        Answer(4, "accepted", February, 5, 3, 4);
        Close(5, February, 1, 5_700_000);
        Step(7, "reopen_requested", February, 4);
        Answer(8, "reopen_rejected", February, 5, 7, 4);
        Step(9, "reopen_requested", February, 4);
        Answer(10, "reopened", February, 5, 9, 4);
        Assert.Equal(new LocalDate(2021, 1, 31), periods.ClosedThrough);
        Close(11, February, 2, 5_700_000);
        Step(13, "closing", March, 4);
        Step(14, "taken_back", March, 4);
        periods.End(new PeriodStateRow { ClosedThrough = new LocalDate(2021, 2, 28) });
        Assert.Equal((null, null), (Closings, Periods));
        // Four of each closing and three of its statement.
        Assert.Equal(21, tallies.Closings.Close().Records);
        // Two of a closing that is begun, one of a question, one taken back; four of an acceptance, five and six of an answer; three at the end.
        Assert.Equal((2 * 2) + 2 + 1 + 4 + 5 + 6 + 3, tallies.Periods.Close().Records);
    }

    [Theory]
    [InlineData("2021-02-01", 1, 5_700_000, 1, "closing 2021-02: month must be 2021-01-01, is 2021-02-01")]
    [InlineData("2021-01-01", 2, 5_000_000, 1, "closing 2021-01: version must be 1, is 2")]
    [InlineData("2021-01-01", 1, 5_000_001, 1, "closing 2021-01: liquid must be 5000000, is 5000001")]
    [InlineData("2021-01-01", 1, 5_000_000, 2, "closing 2021-01: last_entry_no must be 1, is 2")]
    public void A_closing_that_says_another_thing_is_named(string month, int version, long liquid, long lastEntry, string sentence)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(month).Value;
        periods.Play(new SealedClosing { LogNo = 1, Month = day, Version = version, LastEntryNo = lastEntry, Liquid = liquid }, figures, 1);
        Assert.Equal($"Q106 {sentence}", Closings);
    }

    [Theory]
    [InlineData(3, "2021-01-01", 1, "log_no must be 2, is 3")]
    [InlineData(2, "2021-02-01", 1, "month must be 2021-01-01, is 2021-02-01")]
    [InlineData(2, "2021-01-01", 2, "version must be 1, is 2")]
    public void A_statement_belongs_to_the_closing_right_before_it(long logNo, string month, int version, string wrong)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(month).Value;
        periods.Play(new SealedClosing { LogNo = 1, Month = January, Version = 1, LastEntryNo = 1, Liquid = 5_000_000 }, figures, 1);
        periods.Play(new SealedStatement { LogNo = logNo, Month = day, Version = version });
        Assert.Equal($"Q106 statement {month[..7]}: {wrong}", Closings);
    }

    [Fact]
    public void A_second_statement_of_one_closing_has_none_before_it()
    {
        Close(1, January, 1, 5_000_000);
        periods.Play(new SealedStatement { LogNo = 3, Month = January, Version = 1 });
        Assert.Equal("Q106 statement 2021-01: log_no must be 0, is 3", Closings);
    }

    [Fact]
    public void Nothing_is_dated_into_a_closed_month_and_only_a_lapse_into_one_that_is_closing()
    {
        Assert.Null(Refusal("2021-01-15", "receipt"));
        Close(1, January, 1, 5_000_000);
        Assert.Equal(new Difference("entry_date", "after 2021-01-31", "2021-01-31"), Refusal("2021-01-31", "lapse"));
        Assert.Null(Refusal("2021-02-01", "receipt"));
        Step(3, "closing", February, 4);
        Assert.Equal(new Difference("entry_date", "not before 2021-03-01", "2021-02-28"), Refusal("2021-02-28", "receipt"));
        Assert.Null(Refusal("2021-02-28", "lapse"));
        Assert.Null(Refusal("2021-03-01", "receipt"));
        Step(4, "taken_back", February, 4);
        Assert.Null(Refusal("2021-02-28", "receipt"));
    }

    [Fact]
    public void The_state_at_the_end_is_what_the_steps_led_to()
    {
        Close(1, January, 1, 5_000_000);
        Step(3, "closing", February, 4);
        var right = new PeriodStateRow { ClosedThrough = new LocalDate(2021, 1, 31), ClosingMonth = February, ClosingPerson = 4 };
        Assert.Null(AtEnd(right));
        Assert.Equal("closed_through must be 2021-01-31, is 2021-02-28", AtEnd(right with { ClosedThrough = new LocalDate(2021, 2, 28) }));
        Assert.Equal("closed_through must be 2021-01-31, is ", AtEnd(right with { ClosedThrough = null }));
        Assert.Equal("closing_month must be 2021-02-01, is ", AtEnd(right with { ClosingMonth = null }));
        Assert.Equal("closing_person must be 4, is 0", AtEnd(right with { ClosingPerson = null }));
        Assert.Equal("closed_through must be 2021-01-31, is empty", AtEnd(null));
    }

    [Fact]
    public void A_fund_in_which_nothing_was_closed_needs_a_row_that_says_so()
    {
        periods.End(new PeriodStateRow());
        Assert.Null(Periods);
        periods.End(null);
        Assert.Equal("Q106 period state Q106: closed_through must be , is empty", Periods);
    }

    [Fact]
    public void Reopening_the_first_month_that_was_closed_leaves_none_closed()
    {
        Close(1, January, 1, 5_000_000);
        Step(3, "reopen_requested", January, 4);
        Answer(4, "reopened", January, 5, 3, 4);
        Assert.Equal((null, null), (periods.ClosedThrough, Periods));
        Assert.Null(Refusal("2021-01-20", "receipt"));
    }

    /// <summary>What is wrong at the end, told by a tally of its own.</summary>
    private string? AtEnd(PeriodStateRow? state)
    {
        var before = new LogTallies(null);
        var replay = new PeriodReplay(Fund, before);
        replay.Play(new SealedClosing { LogNo = 1, Month = January, Version = 1, LastEntryNo = 1, Liquid = 5_000_000 }, figures, 1);
        replay.Play(new SealedPeriodEvent { LogNo = 3, Event = "closing", Month = February, PersonId = 4 });
        replay.End(state);
        return before.Periods.Close().FirstWrong?.Sentence.En["Q106 period state Q106: ".Length..];
    }

    private Difference? Refusal(string date, string kind) =>
        periods.RefusalOf(new SealedEntry { Kind = kind, EntryDate = NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value });

    private void Close(long logNo, LocalDate month, int version, long liquid)
    {
        periods.Play(new SealedClosing { LogNo = logNo, Month = month, Version = version, LastEntryNo = 2, Liquid = liquid }, figures, 2);
        periods.Play(new SealedStatement { LogNo = logNo + 1, Month = month, Version = version });
    }

    private void Step(long logNo, string step, LocalDate month, long person) =>
        periods.Play(new SealedPeriodEvent { LogNo = logNo, Event = step, Month = month, PersonId = person });

    private void Answer(long logNo, string step, LocalDate month, long person, long answers, long answered) =>
        periods.Play(new SealedPeriodEvent
        {
            LogNo = logNo, Event = step, Month = month, PersonId = person, Answers = answers, AnsweredPerson = answered,
        });

    internal static SealedEntry Receipt(LocalDate on, long amount, int pool = 1) => new()
    {
        Book = "financial", Kind = "receipt", EntryDate = on, Postings =
        [
            new SealedPosting { Book = "financial", Line = 1, AccountCode = "cash", PoolId = pool, Side = "debit", Amount = amount },
            new SealedPosting { Book = "financial", Line = 2, AccountCode = "fund_balance", PoolId = pool, Side = "credit", Amount = amount },
        ],
    };
}
