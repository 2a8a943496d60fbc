using System.Diagnostics;
using Dapper;
using FundLedger.Features;
using FundLedger.Features.Audit;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace FundLedger.Benchmarks;

/// <summary>
/// How fast the books are verified: <c>-- verify [entries]</c> fills two funds with receipts through the database's own function, then
/// verifies everything as the auditor, several times.
/// </summary>
internal static class VerifySuite
{
    private const int Rounds = 4;

    private const string FillSql = """
        SET synchronous_commit = off;
        BEGIN;
        SELECT set_config('app.actor', 'ketoan', true), set_config('app.now', '2021-03-01T02:00:00Z', true);
        SELECT count(record_receipt(f.fund_id, gen_random_uuid(), 1, 10000 + n, date '2021-01-01' + n % 59, 'cash', 'Người ủng hộ',
            'person', NULL, NULL, 'Ủng hộ', NULL)) FROM funds f, generate_series(1, @Count) n WHERE f.code = @Fund;
        COMMIT
        """;

    private const string EntriesSql = "SELECT count(*) FROM journal_entries";

    public static async Task<int> RunAsync(int entries, CancellationToken token)
    {
        await using var ledger = new BenchLedger();
        await ledger.StartAsync(token);
        await Task.WhenAll(BenchLedger.Funds.Take(2).Select(fund => FillAsync(ledger, fund, entries / 2, token)));
        await OwnerSql.ExecuteAsync(ledger.Administrator, "ANALYZE", null, token);
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
        await using var connection = new NpgsqlConnection(ledger.Administrator + ";Command Timeout=0");
        await connection.OpenAsync(token);
        await connection.ExecuteAsync(FillSql, new { Fund = fund, Count = count });
    }

    private static async Task<LedgerVerification> VerifyAsync(ServiceProvider services, CancellationToken token)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn("auditor");
        var result = await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(new VerifyLedger(), token);
        return result.IsOk ? result.Value : throw new InvalidOperationException(result.Error!.Message);
    }
}
