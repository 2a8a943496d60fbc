using System.Diagnostics;
using FundLedger.Features.Books;
using FundLedger.Features.Database;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.Benchmarks;

/// <summary>The cash book and the statement of a year of 50,000 vouchers as each kind of file, and the book's pages on the screen.</summary>
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
        report.Line("| a year of 50,000 vouchers | bytes | seconds, best of 3 | most memory of the program, MiB |");
        report.Line("|---|---|---|---|");
        foreach (var format in (string[])["csv", "json", "xlsx", "pdf"])
            await MeasureAsync("cash book, " + format, async () => await BookAsync(application, format, token));
        foreach (var format in (ExportFormat[])[ExportFormat.Csv, ExportFormat.Json, ExportFormat.Xlsx, ExportFormat.Pdf])
            await MeasureAsync($"statement, {format}".ToLowerInvariant(), async () => await StatementAsync(application, format, token));
        await PageAsync(application, "first page on the screen", null, token);
        // A place that is not there is looked for to the end: what the last page costs.
        await PageAsync(application, "last page on the screen", new BookPlace(1, Year.To, 0, 0, 0), token);
    }

    private static async Task<ExportedFile> BookAsync(IServiceProvider application, string format, CancellationToken token) =>
        (await BenchLedger.SendAsync(application, "kiemtoan", new ExportBook(Year, format, PaperLanguage.Vietnamese), token)).Value.File;

    private static async Task<ExportedFile> StatementAsync(IServiceProvider application, ExportFormat format, CancellationToken token) =>
        (await BenchLedger.SendAsync(application, "kiemtoan", new ExportFund(BigLedger.Fund, Year.From, Year.To, format), token)).Value;

    private async Task MeasureAsync(string what, Func<Task<ExportedFile>> make)
    {
        var (best, bytes, most) = (double.MaxValue, 0L, 0L);
        for (var i = 0; i < Rounds; i++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            await using var made = await make();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            using var self = Process.GetCurrentProcess();
            (bytes, most) = (made.Content.Length, Math.Max(most, self.WorkingSet64));
        }

        report.Line(Report.Invariant($"| {what} | {bytes:#,0} | {best:0.0} | {most / MiB:0} |"));
    }

    private async Task PageAsync(IServiceProvider application, string what, BookPlace? after, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var page = (await BenchLedger.SendAsync(application, "kiemtoan", new GetBook(Year) { After = after }, token)).Value;
        report.Line(Report.Invariant($"| {what}, {page.Rows.Count} rows | | {watch.Elapsed.TotalSeconds:0.0} | |"));
    }
}
