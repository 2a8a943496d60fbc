using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Concurrency;

/// <summary>Many writers of one fund at once; each test has books of its own.</summary>
public sealed class CrowdTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string NumbersSql = "SELECT voucher_no FROM vouchers WHERE voucher_type = 'PT' ORDER BY voucher_no";

    private const string LateSql = """
        SELECT count(*) FROM journal_entries e JOIN closed_periods c USING (fund_id)
        WHERE e.entry_date < c.month + interval '1 month' AND e.log_no > c.log_no
        """;

    private const string ChainSql = "SELECT count(*) FROM journal_entries HAVING count(*) <> count(DISTINCT log_no)";
    private const string LiquidSql = "SELECT liquid FROM pool_balances WHERE liquid > 0";

    private static readonly TimeSpan StormLasts = TimeSpan.FromSeconds(3);

    private readonly Ledger ledger = new(cluster);

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Two_hundred_receipts_by_two_people_are_numbered_one_to_two_hundred()
    {
        await ledger.Given.Pool();
        var vouchers = new ConcurrentBag<string>();
        var crowd = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ledger.Token };
        await Parallel.ForEachAsync(Enumerable.Range(1, 200), crowd, async (i, _) => vouchers.Add(
            (await ledger.Done(i % 2 == 0 ? TamDuong.Accountant : TamDuong.SecondAccountant, Receipt(1_000 + i))).Voucher));
        var expected = Enumerable.Range(1, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"PT-2021-{i:00000}"));
        Assert.Equal(expected, vouchers.Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, 200), await ledger.List<int>(NumbersSql));
        Assert.Equal(220_100, await ledger.Ask<long>(LiquidSql));
    }

    [Fact]
    public async Task What_is_recorded_while_the_month_is_closed_is_before_the_close_or_refused()
    {
        await ledger.Given.Pool();
        ledger.Clock.Today = new LocalDate(2021, 2, 1);
        var january = new LocalDate(2021, 1, 31);
        var receipts = Enumerable.Range(0, 20).Select(i =>
            Task.Run(() => ledger.Send(TamDuong.Accountant, Receipt(1_000 + i, january)))).ToList();
        var close = Task.Run(() => ledger.Done(TamDuong.SecondAccountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), january)));
        var answers = await Task.WhenAll(receipts);
        await close;
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.IsType<PeriodClosed>(answer.Error));
        Assert.Equal(0, await ledger.Ask<long>(LateSql));
        Assert.IsType<PeriodClosed>((await ledger.Send(TamDuong.Accountant, Receipt(1_000, january))).Error);
    }

    [Fact]
    public async Task A_storm_of_mixed_commands_ends_in_answers_and_no_deadlock()
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 3_000_000);
        var children = await ledger.Given.Children(12);
        var watch = Stopwatch.StartNew();
        var answers = (await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            Task.Run(() => BlowAsync(new Random(i), children, watch))))).Sum();
        Assert.InRange(answers, 20, int.MaxValue);
        Assert.Empty(await ledger.List<long>(ChainSql));
    }

    /// <summary>A deadlock or any other fault of the database is not an answer: it comes out of here as an exception.</summary>
    private async Task<int> BlowAsync(Random random, string[] children, Stopwatch watch)
    {
        var answers = 0;
        while (watch.Elapsed < StormLasts)
        {
            await CommandAsync(random, children);
            answers++;
        }

        return answers;
    }

    private async Task CommandAsync(Random random, string[] children)
    {
        var id = random.Next(1, 12);
        random.Shuffle(children = [.. children]);
        var key = Guid.NewGuid();
        switch (random.Next(7))
        {
            case 0: await ledger.Send(TamDuong.Accountant, Receipt(random.Next(1, 500_000))); break;
            case 1: await ledger.Send(TamDuong.SecondAccountant, Given.TetRequest("CHUNG", children[..random.Next(1, 4)])); break;
            case 2: await ledger.Send(TamDuong.Approver, new ApproveDisbursement(Given.Fund, key, id, await HashAsync(id), true)); break;
            case 3: await ledger.Send(TamDuong.SecondApprover, new RejectDisbursement(Given.Fund, key, id, "Không đúng đối tượng")); break;
            case 4: await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id)); break;
            case 5: await ledger.Send(TamDuong.Accountant, Reversal(key, id)); break;
            default: await ledger.Send(TamDuong.Officer, new OpenPool(Given.Fund, key, "X", "X", "X", "donation")); break;
        }
    }

    private async Task<string> HashAsync(long id)
    {
        const string HashSql =
            "SELECT encode(content_hash, 'hex') FROM disbursement_events WHERE disbursement_id = @Id AND event = 'requested'";
        var hashes = await ledger.List<string>(HashSql, new { Id = id });
        return hashes.Count > 0 ? hashes[0] : "";
    }

    private ReverseEntry Reversal(Guid key, long entry) => new(Given.Fund, key, entry, ledger.Clock.Today, "cash", "Ghi nhầm");

    private RecordReceipt Receipt(long amount, LocalDate? on = null) =>
        new(Given.Fund, Guid.NewGuid(), "CHUNG", new Money(amount), on ?? ledger.Clock.Today, "cash", "Nhà hảo tâm");
}
