using System.Globalization;
using CsvHelper;
using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Setup;

/// <summary>The five pools of the demo and the 330 million đồng that came into them in 2021.</summary>
internal sealed class DemoReceipts(DemoOffice office)
{
    private const string Fund = DemoUsers.District;

    private static readonly (string Code, string Vi, string En, string Source, string[]? Supports, string[]? Occasions)[] Pools =
    [
        ("CHUNG", "Nguồn chung, không chỉ định", "General, unrestricted", "donation", null, null),
        ("PHAUTHUAT", "Phẫu thuật cho trẻ em", "Surgery for children", "socialised", ["surgery"], null),
        ("TET", "Tài trợ quà Tết", "Tết sponsorship", "donation", ["holiday_gift"], ["tet"]),
        ("NGANSACH", "Ngân sách cấp", "State budget", "provincial_budget", null, null),
        ("THIENTAI", "Thiên tai, khẩn cấp", "Disaster and emergency", "donation", ["disaster", "emergency", "accident", "death"], null),
    ];

    public IEnumerable<DemoStep> Steps() =>
        Read().Select((row, i) => new DemoStep(row.On, token => RecordAsync(i, row, token)))
            .Prepend(new DemoStep(new LocalDate(2021, 1, 4), OpenPoolsAsync));

    private async Task OpenPoolsAsync(CancellationToken token)
    {
        office.Open(new LocalDate(2021, 1, 4));
        foreach (var pool in Pools)
        {
            await office.DoneAsync(
                DemoUsers.Accountant, "pool/" + pool.Code,
                key => new OpenPool(Fund, key, pool.Code, pool.Vi, pool.En, pool.Source)
                {
                    SupportKinds = pool.Supports, Occasions = pool.Occasions,
                },
                token);
        }
    }

    private async Task RecordAsync(int i, Row row, CancellationToken token)
    {
        office.Open(row.On);
        await office.DoneAsync(
            DemoUsers.Accountant, string.Create(CultureInfo.InvariantCulture, $"receipt/{i}"),
            key => new RecordReceipt(Fund, key, row.Pool, row.Amount, row.On, row.Account, row.Donor)
            {
                DonorKind = row.DonorKind, DonorAddress = row.Address, BankReference = row.BankReference, Content = row.Content,
            },
            token);
    }

    private static List<Row> Read()
    {
        using var csv = new CsvReader(ReferenceFile.Open("demo-receipts.csv"), CultureInfo.InvariantCulture);
        var rows = new List<Row>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            rows.Add(new Row(
                LocalDatePattern.Iso.Parse(Cell("received_on")).Value, Cell("pool"), new Money(csv.GetField<long>("amount")),
                Cell("account"), Cell("donor_kind"), Cell("donor"), Cell("address"), Cell("bank_reference"), Cell("content")));
        }

        return rows;

        string Cell(string column) => csv.GetField(column)!;
    }

    private sealed record Row(
        LocalDate On, string Pool, Money Amount, string Account, string DonorKind, string Donor, string Address, string BankReference,
        string Content);
}
