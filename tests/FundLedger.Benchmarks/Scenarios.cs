using System.Diagnostics;
using FundLedger.Domain;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.Benchmarks;

/// <summary>The measured work, all through the application's own path.</summary>
internal sealed class Scenarios(BenchLedger ledger)
{
    public const int BatchSize = 500;
    public const int ImportSize = 5_000;
    public const string SpreadName = "receipts, spread funds";
    public const string HotName = "receipts, one hot fund";

    /// <summary>What the approver of the newest request sees.</summary>
    public const string SeenSql = """
        SELECT encode(content_hash, 'hex') FROM disbursement_events WHERE event = 'requested' ORDER BY disbursement_id DESC LIMIT 1
        """;

    private static readonly (string Occasion, int Year)[] Gifts = [("tet", 2021), ("june1", 2021), ("mid_autumn", 2021), ("tet", 2022)];

    // Receipts of one giver and amount would have to say why they are not one.
    private static long receipts;

    public static RecordReceipt Receipt(string fund, LocalDate on) =>
        new(fund, Guid.NewGuid(), "CHUNG", NextAmount(), on, "cash", "Người ủng hộ")
        {
            Content = "Ủng hộ Quỹ",
        };

    /// <summary>Receipts by each client into a fund of its own.</summary>
    public Task<Measured> SpreadAsync(int clients, TimeSpan time, CancellationToken token) =>
        LoadRun.OfAsync(SpreadName, clients, time, client => ReceiveAsync(BenchLedger.Funds[(client + 2) % BenchLedger.FundCount], token));

    /// <summary>Receipts by all clients into one fund.</summary>
    public Task<Measured> HotAsync(int clients, TimeSpan time, CancellationToken token) =>
        LoadRun.OfAsync(HotName, clients, time, _ => ReceiveAsync(BenchLedger.Funds[1], token));

    /// <summary>Receipts of one day by one request, as an import sends them, into as many funds at once as there are clients.</summary>
    public async Task<Measured> ImportAsync(int clients, int rounds, CancellationToken token)
    {
        var took = new List<double>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(
            async () =>
            {
                for (var round = 0; round < rounds; round++)
                {
                    var started = watch.Elapsed;
                    await ledger.DoneAsync("ketoan", Import(BenchLedger.Funds[60 + client], ledger.Clock.Today, ImportSize), token);
                    lock (took) took.Add((watch.Elapsed - started).TotalMilliseconds);
                }
            }, token)));
        var what = Report.Invariant($"import, {ImportSize:#,0} receipts in a commit");
        return new Measured(what, clients, ImportSize * took.Count, watch.Elapsed, took, 0);
    }

    public static RecordReceipts Import(string fund, LocalDate on, int count) => new(
        fund, Guid.NewGuid(), on,
        [.. Enumerable.Range(0, count).Select(i => new ReceiptLine("CHUNG", NextAmount(), "cash", $"Người ủng hộ {i % 1_000}"))]);

    private static Money NextAmount() => new(100_000 + Interlocked.Increment(ref receipts));

    /// <summary>Payments of 500 children each, one commit; only the payment is timed.</summary>
    public async Task<Measured> BatchesAsync(CancellationToken token)
    {
        var fund = BenchLedger.Funds[0];
        var lines = new List<GiftLine>();
        for (var i = 0; i < BatchSize; i++)
        {
            var child = new RegisterChild(fund, Guid.NewGuid(), $"Trẻ {Guid.NewGuid():N}", new LocalDate(2012, 1, 1), "Người giám hộ", "mẹ", ["poor"]);
            lines.Add(new GiftLine((await ledger.DoneAsync("ketoan", child, token)).Code));
        }

        await ledger.DoneAsync("ketoan", Receipt(fund, ledger.Clock.Today) with { Amount = new Money(900_000_000) }, token);
        var took = new List<double>();
        foreach (var (occasion, year) in Gifts)
        {
            var request = new RequestHolidayGifts(fund, Guid.NewGuid(), "CHUNG", occasion, year, lines) { Papers = SamplePapers.Of("D-01") };
            var asked = await ledger.DoneAsync("ketoan", request, token);
            var seen = await ledger.AskAsync<string>(SeenSql, token);
            await ledger.DoneAsync("duyet", new ApproveDisbursement(fund, Guid.NewGuid(), asked.Id, seen, true), token);
            var payment = new PayDisbursement(fund, Guid.NewGuid(), asked.Id, ledger.Clock.Today, "cash", "Cán bộ xã");
            var watch = Stopwatch.StartNew();
            await ledger.DoneAsync("thuquy", payment, token);
            took.Add(watch.Elapsed.TotalMilliseconds);
        }

        return new Measured($"payment of {BatchSize} children", 1, BatchSize * took.Count, TimeSpan.FromMilliseconds(took.Sum()), took, 0);
    }

    private async Task<int> ReceiveAsync(string fund, CancellationToken token) =>
        (await ledger.SendAsync("ketoan", Receipt(fund, ledger.Clock.Today), token)).IsOk ? 1 : 0;
}
