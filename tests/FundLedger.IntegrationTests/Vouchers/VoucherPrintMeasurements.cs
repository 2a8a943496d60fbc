using System.Diagnostics;
using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features.Receipts;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Vouchers;

/// <summary>How long the cashier waits for one file of 240 vouchers. Run by hand: it prints and asserts no time.</summary>
public sealed class VoucherPrintMeasurements(Ledger ledger, ITestOutputHelper output) : IClassFixture<Ledger>
{
    [Fact(Explicit = true)]
    public async Task Figures_for_240_vouchers()
    {
        await ledger.Given.Pool();
        var lines = Enumerable.Range(1, PrintVouchers.Most).Select(no =>
            new ReceiptLine("CHUNG", new Money(1_000 * no), "cash", FormattableString.Invariant($"Nhà hảo tâm số {no}")));
        await ledger.Done(TamDuong.Accountant, new RecordReceipts(Given.Fund, Guid.NewGuid(), ledger.Clock.Today, [.. lines]));
        var (from, to) = (new LocalDate(2021, 1, 1), new LocalDate(2021, 12, 31));
        for (var run = 1; run <= 3; run++)
        {
            var watch = Stopwatch.StartNew();
            var printed = await ledger.Done(TamDuong.Cashier, new PrintVouchers(Given.Fund, Guid.NewGuid(), "PT", from, to));
            await using var file = await ledger.Done(TamDuong.Cashier, new GetPrintRun(Given.Fund, printed.Run));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"run {run}: {printed.Count} vouchers, {file.Content.Length} bytes, {watch.Elapsed.TotalSeconds:0.00} s"));
        }
    }
}
