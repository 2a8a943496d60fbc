using System.Diagnostics;
using FundLedger.Features;
using FundLedger.Features.Audit;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundLedger.Benchmarks;

/// <summary>
/// How fast the books are verified: <c>-- verify [entries]</c> imports receipts into two funds, then verifies everything as the auditor,
/// several times.
/// </summary>
internal static class VerifySuite
{
    private const int Rounds = 4;

    private const string EntriesSql = "SELECT count(*) FROM journal_entries";

    public static async Task<int> RunAsync(int entries, CancellationToken token)
    {
        await using var ledger = new BenchLedger();
        await ledger.StartAsync(token);
        ledger.Clock.Today = new LocalDate(2021, 3, 1);
        await Task.WhenAll(BenchLedger.Funds.Take(2).Select(fund => FillAsync(ledger, fund, entries / 2, token)));
        await OwnerSql.ExecuteAsync(ledger.Administrator, "VACUUM ANALYZE", null, token);
        var count = await ledger.AskAsync<long>(EntriesSql, token);
        await using var services = new ServiceCollection()
            .AddFundLedger().AddSingleton<IClock>(ledger.Clock)
            .AddSingleton(_ => FeaturesSetup.OpenDataSource(ledger.Auditor)).BuildServiceProvider();
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var before = await CpuTime.ReadAsync(ledger, token);
            var watch = Stopwatch.StartNew();
            var result = await VerifyAsync(services, token);
            var seconds = watch.Elapsed.TotalSeconds;
            var cpu = await CpuTime.ReadAsync(ledger, token) - before;
            rates.Add(count / seconds);
            Print($"verify {count:N0} entries: {seconds:F2} s, {count / seconds:N0} entries/s, {result.State}");
            var (client, server) = (cpu.Client.TotalMicroseconds / count, cpu.Server.TotalMicroseconds / count);
            Print($"    processor time an entry: client {client:F1} µs, server {server:F1} µs");
            if (result.State != PassState.Ok) return 1;
        }

        Print($"median of warm rounds: {rates[1..].Order().ElementAt(1):N0} entries/s");
        return 0;
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    private static async Task FillAsync(BenchLedger ledger, string fund, int count, CancellationToken token)
    {
        for (var from = 0; from < count; from += Scenarios.ImportSize)
        {
            var day = ledger.Clock.Today.PlusDays((from / Scenarios.ImportSize % 60) - 59);
            await ledger.DoneAsync("ketoan", Scenarios.Import(fund, day, Math.Min(Scenarios.ImportSize, count - from)), token);
        }
    }

    private static async Task<LedgerVerification> VerifyAsync(ServiceProvider services, CancellationToken token)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn("auditor");
        var result = await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(new VerifyLedger(), token);
        return result.IsOk ? result.Value : throw new InvalidOperationException(result.Error!.Message);
    }
}
