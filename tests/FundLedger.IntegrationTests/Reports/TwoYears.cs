using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Features.Reports;
using FundLedger.IntegrationTests.Bookkeeping;
using FundLedger.IntegrationTests.Goods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>
/// Two years behind a fund. In 2021: 13 million in money and six in goods; nine gifts at Tết, one of them taken back; two of milk out of the
/// stock; three on 1 June, one of them to the child whose gift was taken back. In 2022: four gifts at Tết. Nothing is closed.
/// </summary>
public sealed class TwoYears(LedgerCluster cluster) : IAsyncLifetime
{
    public static readonly LocalDate From = new(2021, 1, 1);
    public static readonly LocalDate To = new(2021, 12, 31);

    public Ledger Ledger { get; } = new(cluster);

    /// <summary>Seven poor children, one of group 4 and one of a sealed group; then two more poor ones.</summary>
    public string[] Children { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        await Ledger.Given.Pool();
        await Ledger.Done(TamDuong.Accountant, new OpenPool(
            Given.Fund, Guid.NewGuid(), "TET", "Quà Tết", "Tết gifts", "socialised") { Occasions = ["tet"] });
        await Ledger.Given.Receipt("CHUNG", 10_000_000, "bank");
        await Ledger.Given.Receipt("TET", 3_000_000);
        await Ledger.Given.Receipt("CHUNG", 2_000_000);
        Children =
        [
            .. await Ledger.Given.Children(7), .. await Ledger.Given.Children(1, "g04"), .. await Ledger.Given.Children(1, "g11"),
            .. await Ledger.Given.Children(2),
        ];
        var milk = await Stock.Item(Ledger);
        await Stock.Received(Ledger, milk, 100, 60_000, Ledger.Clock.Today.PlusDays(300));
        Ledger.Clock.Today = new LocalDate(2021, 1, 20);
        await Ledger.Given.Paid("TET", Children[..9]);
        await Reverse(1);
        var goods = (await Ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 2, true, Children[9..]))).Id;
        await Stock.Approved(Ledger, goods);
        await Ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), goods, "Cán bộ xã Bình Lư"));
        Ledger.Clock.Today = new LocalDate(2021, 6, 1);
        await Gifts("CHUNG", "june1", 2021, "D-02", Children[..3]);
        Ledger.Clock.Today = new LocalDate(2022, 2, 1);
        await Gifts("CHUNG", "tet", 2022, "D-01", Children[..4]);
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    public Task<ReportPage> Report(ReportQuestion question) => Ledger.Done(TamDuong.Auditor, new GetReport(question));

    public static ReportQuestion Of(string report, LocalDate? from = null, LocalDate? to = null) =>
        new(Given.Fund, report, from ?? From, to ?? To);

    public async Task<IReadOnlyList<string>> Lines(ReportQuestion question) =>
        [.. (await Report(question)).Rows.Select(row => string.Join('|', row.Cells.Select(BookReading.Plain)))];

    /// <summary>Takes a gift of Tết 2021 back, by its line.</summary>
    public async Task Reverse(int line)
    {
        const string EntrySql = """
            SELECT min(entry_no) FROM journal_entries WHERE kind = 'disbursement' AND disbursement_line = @line AND disbursement_id = 1
            """;
        var entry = await Ledger.Ask<long>(EntrySql, new { line });
        await Ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), entry, Ledger.Clock.Today, "cash", "Chi nhầm trẻ em, đã thu lại"));
    }

    public async Task Gifts(string pool, string occasion, int year, string line, string[] children)
    {
        var asked = await Ledger.Done(TamDuong.Accountant, new RequestHolidayGifts(
            Given.Fund, Guid.NewGuid(), pool, occasion, year, [.. children.Select(code => new GiftLine(code))])
        {
            Papers = SamplePapers.Of(line),
        });
        await Stock.Approved(Ledger, asked.Id);
        await Ledger.Done(TamDuong.Cashier, Ledger.Given.Payment(asked.Id));
    }
}
