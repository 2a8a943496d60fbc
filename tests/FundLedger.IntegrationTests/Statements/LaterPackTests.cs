using System.IO.Compression;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.Features.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>A pack of a quarter that has another one before it, with a request that was filed in the first and decided in the second.</summary>
public sealed class LaterPackTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Every_hash_that_it_tells_is_in_its_log_and_its_log_begins_with_the_first_record_of_the_period()
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 9_000_000);
        await ledger.Given.Paid("CHUNG", await ledger.Given.Children(2));
        ledger.Clock.Today = new LocalDate(2021, 3, 30);
        var request = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(3));
        var before = await ledger.Ask<long>("SELECT max(log_no) FROM sealed_records");
        ledger.Clock.Today = new LocalDate(2021, 4, 1);
        await ledger.Done(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 1)));
        await ledger.Done(
            TamDuong.Approver,
            new ApproveDisbursement(Given.Fund, Guid.NewGuid(), request, await ledger.Given.ContentHash(request), true));
        ledger.Clock.Today = new LocalDate(2021, 7, 1);
        using var zip = await Pack();
        var log = (await zip.Csv("4-danh-sach/nhat-ky.csv")).Skip(1).ToList();
        var approvals = (await zip.Csv("4-danh-sach/phe-duyet.csv")).Skip(1).ToList();
        Assert.Contains(approvals, row => row[7] == "requested");
        Assert.All(approvals, row => Assert.Contains(log, record => (record[0], record[6]) == (row[15], row[16])));
        var earlier = log.Where(record => record[7] == "yes").ToList();
        Assert.All(earlier, record => Assert.Equal(("request", FormattableString.Invariant($"{request}")), (record[1], record[3])));
        Assert.NotEmpty(earlier);
        var inPeriod = log.Skip(earlier.Count).ToList();
        Assert.Equal((before + 1, "period", "no"), (inPeriod[0][0].Number(), inPeriod[0][1], inPeriod[0][7]));
        Assert.Equal(Enumerable.Range((int)before + 1, inPeriod.Count).Select(no => (long)no), inPeriod.Select(record => record[0].Number()));
    }

    private async Task<ZipArchive> Pack()
    {
        var asked = new ExportPack(Given.Fund, new LocalDate(2021, 4, 1), new LocalDate(2021, 6, 30), PaperLanguage.Vietnamese);
        await using var file = (await ledger.Done(TamDuong.Auditor, asked)).File;
        var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return new ZipArchive(bytes, ZipArchiveMode.Read);
    }
}
