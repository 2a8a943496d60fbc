using System.Diagnostics;
using FundLedger.Features.Books;
using FundLedger.Features.Database;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.Benchmarks;

/// <summary>The cash book of a year of 50,000 vouchers as each kind of file, and its pages on the screen.</summary>
internal sealed class LongBooks(BenchLedger ledger, Report report)
{
    private const int Rounds = 3;
    private const double MiB = 1024 * 1024;

    private static readonly BookQuestion Year = new(BigLedger.Fund, "cash", new LocalDate(2021, 1, 1), new LocalDate(2021, 12, 31));

    public async Task RunAsync(CancellationToken token)
    {
        await OwnerSql.ExecuteAsync(ledger.Administrator, "CREATE DATABASE big", null, token);
        var big = new BigLedger(LedgerDatabase.AsOwner(ledger.In(BigLedger.Name)), ledger.In(BigLedger.Name));
        await big.PrepareAsync(token);
        ledger.Clock.Today = Year.To;
        await big.GrowToAsync(100_000, token);
        var connection = ledger.In(BigLedger.Name, LedgerRoles.Application);
        await using var application = ledger.Build(connection);
        report.Line("| cash book of a year | rows | bytes | seconds, best of 3 | most memory of the program, MiB |");
        report.Line("|---|---|---|---|---|");
        foreach (var format in (string[])["csv", "json", "xlsx", "pdf"]) await MeasureAsync(application, format, token);
        await PageAsync(application, "first page on the screen", null, token);
        // A place that is not there is looked for to the end: what the last page costs.
        await PageAsync(application, "last page on the screen", new BookPlace(1, Year.To, 0, 0, 0), token);
    }

    private async Task MeasureAsync(IServiceProvider application, string format, CancellationToken token)
    {
        var (best, rows, bytes, most) = (double.MaxValue, 0L, 0L, 0L);
        for (var i = 0; i < Rounds; i++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            var request = new ExportBook(Year, format, PaperLanguage.Vietnamese);
            var made = (await BenchLedger.SendAsync(application, "kiemtoan", request, token)).Value;
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            using var self = Process.GetCurrentProcess();
            (rows, bytes, most) = (made.Rows, made.File.Content.Length, Math.Max(most, self.WorkingSet64));
            await made.File.DisposeAsync();
        }

        report.Line(Report.Invariant($"| {format} | {rows:#,0} | {bytes:#,0} | {best:0.0} | {most / MiB:0} |"));
    }

    private async Task PageAsync(IServiceProvider application, string what, BookPlace? after, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var page = (await BenchLedger.SendAsync(application, "kiemtoan", new GetBook(Year) { After = after }, token)).Value;
        report.Line(Report.Invariant($"| {what} | {page.Rows.Count:#,0} | | {watch.Elapsed.TotalSeconds:0.0} | |"));
    }
}
