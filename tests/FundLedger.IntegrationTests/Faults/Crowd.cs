using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using FundLedger.Features.Audit;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>
/// Receipts and payments that several people send at once while something breaks, and the question afterwards: was each of them done once?
/// </summary>
internal sealed class Crowd
{
    private const int Senders = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string ReceiptKeysSql = "SELECT request_key FROM journal_entries WHERE kind = 'receipt' AND request_key = ANY (@Keys)";
    private const string PaidSql = "SELECT disbursement_id FROM vouchers WHERE voucher_type = 'PC' ORDER BY 1";
    private const string EntriesSql = "SELECT count(*) FROM journal_entries WHERE kind = 'disbursement'";
    private const string UnansweredSql = "SELECT count(*) FROM request_keys WHERE NOT is_answered";
    private const string NumbersSql = "SELECT max(voucher_no) - count(*) FROM vouchers WHERE voucher_type = 'PT'";

    private readonly Ledger ledger;
    private readonly string today;
    private readonly ConcurrentBag<Deed> receipts;
    private readonly List<Deed> payments;
    private readonly List<long> approved;
    private readonly ConcurrentBag<Deed> all;

    private Crowd(Ledger ledger, int receiptCount, List<long> approved)
    {
        this.ledger = ledger;
        this.approved = approved;
        today = ledger.Clock.Today.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        receipts = new ConcurrentBag<Deed>(Enumerable.Range(1, receiptCount).Select(Receipt));
        payments = [.. approved.Select(id => new Deed(TamDuong.Cashier, $"/disbursements/{id}/payment", new JsonObject
        {
            ["date"] = today, ["moneyAccount"] = "cash", ["payee"] = "Cán bộ xã Bình Lư",
        }))];
        Deed[] shuffled = [.. receipts, .. payments];
        new Random(20211220).Shuffle(shuffled);
        all = new ConcurrentBag<Deed>(shuffled);
    }

    /// <summary>A pool with money and some approved requests of two children each; then so many receipts.</summary>
    public static async Task<Crowd> GatherAsync(Ledger ledger, int receiptCount, int paymentCount)
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 50_000_000);
        var children = await ledger.Given.Children(2 * paymentCount);
        var approved = new List<long>();
        for (var i = 0; i < paymentCount; i++) approved.Add(await ledger.Given.Approved("CHUNG", children[(2 * i)..((2 * i) + 2)]));
        return new Crowd(ledger, receiptCount, approved);
    }

    /// <summary>
    /// Sends all, and lets <paramref name="fault"/> happen when so many were answered; returns how many were on their way then, and how many
    /// got no answer. A machine may be quick enough to do all before the fault strikes: then receipts go on being sent until one is lost
    /// or the fault is over.
    /// </summary>
    public async Task<(int OnTheirWay, int Lost)> SendAsync(Func<string, HttpClient> clientOf, int faultAfter, Func<Task> fault)
    {
        var waiting = new ConcurrentQueue<Deed>(all);
        var (answered, lost, sending, onTheirWay, isOver) = (0, 0, 0, 0, false);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (waiting.TryDequeue(out var deed) || TryAnother(out deed))
            {
                Interlocked.Increment(ref sending);
                var isAnswered = await deed.SendAsync(clientOf(deed.User));
                Interlocked.Decrement(ref sending);
                if (!isAnswered) Interlocked.Increment(ref lost);
                else if (Interlocked.Increment(ref answered) == faultAfter) await StrikeAsync();
            }
        })));
        return (onTheirWay, lost);

        async Task StrikeAsync()
        {
            while ((onTheirWay = Volatile.Read(ref sending)) == 0) await Task.Yield();
            await fault();
            Volatile.Write(ref isOver, true);
        }

        bool TryAnother([NotNullWhen(true)] out Deed? deed)
        {
            var isUnderWay = Volatile.Read(ref answered) >= faultAfter && Volatile.Read(ref lost) == 0 && !Volatile.Read(ref isOver);
            deed = isUnderWay ? Receipt(all.Count) : null;
            if (deed is null) return false;
            receipts.Add(deed);
            all.Add(deed);
            return true;
        }
    }

    private Deed Receipt(int i) => new(i % 2 == 0 ? TamDuong.Accountant : TamDuong.SecondAccountant, "/receipts", new JsonObject
    {
        ["pool"] = "CHUNG", ["amount"] = 1_000 + i, ["date"] = today, ["moneyAccount"] = "cash", ["donorName"] = $"Người thứ {i}",
    });

    /// <summary>Sends every one again, answered or not, until it is answered.</summary>
    public async Task SendAgainAsync(Func<string, HttpClient> clientOf)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (deed, token) =>
        {
            while (!await deed.SendAsync(clientOf(deed.User)))
            {
                Assert.True(watch.Elapsed < Patience, "It did not come back.");
                await Task.Delay(50, token);
            }
        });
    }

    /// <summary>Every deed was answered, each time the same, and done once; the books are whole.</summary>
    public async Task WasDoneOnceAsync()
    {
        Assert.All(all, deed => Assert.StartsWith("200 ", Assert.Single(deed.Answers.Distinct()), StringComparison.Ordinal));
        Assert.Equal(all.Count, all.Select(deed => deed.Answers[0]).Distinct().Count());
        var keys = await ledger.List<Guid>(ReceiptKeysSql, new { Keys = receipts.Select(deed => deed.Key).ToArray() });
        Assert.Equal(receipts.Select(deed => deed.Key).Order(), keys.Order());
        Assert.Equal(approved, await ledger.List<long>(PaidSql));
        Assert.Equal(2 * approved.Count, await ledger.Ask<long>(EntriesSql));
        Assert.Equal(0, await ledger.Ask<long>(UnansweredSql));
        Assert.Equal(0, await ledger.Ask<long>(NumbersSql));
        await BooksAreRightAsync(ledger);
    }

    /// <summary>The verifier looked at every fund and found nothing.</summary>
    public static async Task BooksAreRightAsync(Ledger ledger)
    {
        await using var auditor = ledger.Application(ledger.Database.Auditor);
        var verified = (await Ledger.Send(auditor, "operator", new VerifyLedger())).Value;
        Assert.All(verified.Passes, pass =>
            Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }
}
