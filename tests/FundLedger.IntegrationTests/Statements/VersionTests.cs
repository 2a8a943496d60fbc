using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.IntegrationTests.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>January was closed, opened again for a receipt that had been forgotten, and closed a second time.</summary>
public sealed class VersionTests(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate First = new(2021, 1, 1);
    private static readonly LocalDate Last = new(2021, 1, 31);

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        ledger.Clock.Today = new LocalDate(2021, 2, 4);
        var months = new Months(ledger);
        await months.Closed(1);
        await months.Reopened(1);
        await ledger.Given.Receipt("CHUNG", 300_000, on: Last);
        await months.Closed(1);
        await ledger.Given.Receipt("CHUNG", 70_000, on: new LocalDate(2021, 2, 3));
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Each_closing_has_its_statement_and_what_the_second_added_is_told()
    {
        Assert.Equal((5_000_000, 5_300_000, 5_300_000), (await Received(1), await Received(2), await Received(null)));
        Assert.Equal(new StatementVersionUnknown(3, Last), (await ledger.Send(TamDuong.Auditor, Question(3))).Error);
        var compared = await ledger.Done(TamDuong.Auditor, new CompareVersions(Given.Fund, Last));
        Assert.Equal([(1, "Kế toán Quỹ"), (2, "Kế toán Quỹ")], compared.Versions.Select(version => (version.Version, version.ClosedBy)));
        Assert.Equal(
            new VersionAddition { Version = 2, Date = Last, Voucher = "PT-2021-00002", Kind = "receipt", Pool = "CHUNG", Effect = new(300_000) },
            Assert.Single(compared.Added));
        Assert.Equal((0, 0), (await Compared("Q999", Last), await Compared(Given.Fund, new LocalDate(2021, 2, 28))));
    }

    [Fact]
    public async Task Anybody_is_told_that_the_first_one_was_followed_by_another()
    {
        var (first, second) = (await Issued(1), await Issued(2));
        Assert.Equal((1, 2, true, false), (first.Version, first.Latest, first.IsSuperseded, first.IsOpen));
        Assert.Equal((2, 2, false, 0), (second.Version, second.Latest, second.IsSuperseded, second.Attested));
        Assert.NotEqual(first.Digest, second.Digest);
        Assert.InRange(first.SignedNo!.Value, first.LogNo, second.LogNo - 1);
        Assert.Equal((Checkpoint.FingerprintOf(first.PublicKey!), null), (first.KeyFingerprint, (first with { PublicKey = null }).KeyFingerprint));
        var unknown = new StatementId(Given.Fund, First, Last, 3, null);
        Assert.Equal(new StatementNotIssued(unknown.ToString()), (await ledger.Send(TamDuong.Officer, new GetIssuedStatement(unknown))).Error);
    }

    [Fact]
    public async Task A_pack_says_which_left_before_it_and_each_file_names_its_version()
    {
        var preview = new PreviewPack(Given.Fund, First, Last);
        Assert.Empty((await ledger.Done(TamDuong.Auditor, preview)).Before);
        var asked = new ExportPack(Given.Fund, First, Last, PaperLanguage.English);
        var made = await ledger.Done(TamDuong.Auditor, asked);
        await made.File.DisposeAsync();
        Assert.Equal(("audit-pack-Q106-20210101-20210131-v2.zip", 2), (made.File.Name, made.Seal.Version));
        var noted = await ledger.Done(TamDuong.Auditor, PackNotes.Of(asked, made));
        var before = Assert.Single((await ledger.Done(TamDuong.Auditor, preview)).Before);
        Assert.Equal(
            (noted.Number, made.Rows, "Kiểm toán viên", $"01/01/2021 – 31/01/2021; SHA-256 manifest.json {made.Manifest}"),
            (before.Number, before.Rows, before.By, before.NarrowedTo));
        foreach (var (from, to) in ((LocalDate, LocalDate)[])[(First, Last.PlusDays(-1)), (First.PlusDays(1), Last)])
        {
            Assert.Equal(new PackPeriodOdd(from, to), (await ledger.Send(TamDuong.Auditor, preview with { From = from, To = to })).Error);
            Assert.Equal(new PackPeriodOdd(from, to), (await ledger.Send(TamDuong.Auditor, asked with { From = from, To = to })).Error);
        }

        Assert.Equal(new FundNotFound(Given.Fund), (await ledger.Send(TamDuong.Accountant, preview)).Error);
    }

    private static GetFundStatement Question(int? version) => new(Given.Fund, First, Last) { Version = version };

    private async Task<long> Received(int? version) => (await ledger.Done(TamDuong.Auditor, Question(version))).Received.Dong;

    private async Task<int> Compared(string fund, LocalDate to)
    {
        var compared = await ledger.Done(TamDuong.Auditor, new CompareVersions(fund, to));
        return compared.Versions.Count + compared.Added.Count;
    }

    private Task<IssuedStatement> Issued(int version) =>
        ledger.Done(TamDuong.Officer, new GetIssuedStatement(new StatementId(Given.Fund, First, Last, version, null)));
}
