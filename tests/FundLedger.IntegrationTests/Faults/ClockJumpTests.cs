using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>
/// The server's clock jumps between two postings. The order of the books is that of their numbers and of the log, and no clock can change it; a
/// day is the clock's own, and what was approved by a clock that ran ahead waits for that day.
/// </summary>
public sealed class ClockJumpTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string BooksSql = """
        SELECT e.entry_no || ' ' || format_voucher(e.voucher_type, e.voucher_year, e.voucher_no) || ' ' || e.entry_date || ' '
            || to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        FROM journal_entries e JOIN postings p USING (fund_id, book, entry_no) JOIN pools l USING (fund_id, pool_id)
        WHERE l.code = @Pool AND p.line = 1 ORDER BY e.log_no
        """;

    [Theory]
    [InlineData("HOUR", -1)]
    [InlineData("DAY", 24)]
    public async Task Numbers_seals_and_days_stay_right_whatever_the_clock_does_between_two_postings(string pool, int hours)
    {
        await ledger.Given.Pool(pool);
        var clock = new JumpingClock { Now = ledger.Clock.GetCurrentInstant() };
        await using var application = ledger.Application(ledger.Database.Application, clock);
        var expected = new List<string>();
        foreach (var jump in (int[])[0, hours, -hours])
        {
            clock.Now += Duration.FromHours(jump);
            var day = BusinessDate.Of(clock.Now);
            var done = await Ledger.Send(application, TamDuong.Accountant, new RecordReceipt(
                Given.Fund, Guid.NewGuid(), pool, new Money(100_000), day, "cash", $"Nhà hảo tâm {Guid.NewGuid()}"));
            Assert.Null(done.Error);
            expected.Add(FormattableString.Invariant($"{done.Value.EntryNo} {done.Value.Voucher} {day:uuuu-MM-dd} {clock.Now}"));
        }

        Assert.Equal(expected, await ledger.List<string>(BooksSql, new { Pool = pool }));
        var numbers = expected.Select(line => int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(numbers[0], 3), numbers);
        await Crowd.BooksAreRightAsync(ledger);
    }

    [Fact]
    public async Task What_a_clock_that_ran_ahead_dated_is_in_the_future_again_when_it_is_set_right()
    {
        await ledger.Given.Pool("AHEAD");
        await ledger.Given.Receipt("AHEAD", 1_000_000);
        var id = await ledger.Given.TetGifts("AHEAD", await ledger.Given.Children(1));
        var clock = new JumpingClock { Now = ledger.Clock.GetCurrentInstant() + Duration.FromHours(24) };
        await using (var application = ledger.Application(ledger.Database.Application, clock))
        {
            var approval = new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true);
            Assert.Null((await Ledger.Send(application, TamDuong.Approver, approval)).Error);
        }

        Assert.IsType<PaidBeforeApproved>((await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id))).Error);
        var tomorrow = ledger.Given.Payment(id) with { PaidOn = ledger.Clock.Today.PlusDays(1) };
        Assert.Equal("date-in-future", (await ledger.Send(TamDuong.Cashier, tomorrow)).Error?.Code);
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(1);
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        await Crowd.BooksAreRightAsync(ledger);
    }

    [Fact]
    public async Task A_voucher_is_numbered_in_the_year_of_its_own_day()
    {
        var (pool, lastDay) = ("YEAR", new LocalDate(2021, 12, 31));
        await ledger.Given.Pool(pool);
        var clock = new JumpingClock { Now = Instant.FromUtc(2021, 12, 31, 16, 59, 59) };
        await using var application = ledger.Application(ledger.Database.Application, clock);
        Assert.Equal("PT-2021", await SeriesAsync(lastDay));
        // A second after midnight where the fund is.
        clock.Now += Duration.FromSeconds(1);
        Assert.Equal("PT-2021", await SeriesAsync(lastDay));
        Assert.Equal("PT-2022-00001", await VoucherAsync(lastDay.PlusDays(1)));

        async Task<string> SeriesAsync(LocalDate day) => (await VoucherAsync(day))[..7];

        async Task<string> VoucherAsync(LocalDate day) => (await Ledger.Send(application, TamDuong.Accountant, new RecordReceipt(
            Given.Fund, Guid.NewGuid(), pool, new Money(50_000), day, "bank", $"Nhà hảo tâm {Guid.NewGuid()}"))).Value.Voucher;
    }

    private sealed class JumpingClock : IClock
    {
        public Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;
    }
}
