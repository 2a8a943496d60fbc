using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Api;

public sealed class TraceApiTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Traces = "/api/v1/funds/Q106/traces";

    [Fact]
    public async Task A_receipt_is_followed_to_the_children_and_back()
    {
        var pool = await web.Ledger.Given.Pool("LAN" + Guid.NewGuid().ToString("N")[..6].ToUpperInvariant());
        var receipt = (await web.Ledger.Given.Receipt(pool, 1_000_000)).Voucher;
        var children = await web.Ledger.Given.Children(2);
        var paid = (await web.Ledger.Given.Paid(pool, children)).Voucher;

        var there = (await web.Get(TamDuong.Auditor, $"{Traces}/receipts/{receipt}?take=1")).Body!;
        Assert.Equal((600_000, 400_000), (there["supported"]!.GetValue<long>(), there["remaining"]!.GetValue<long>()));
        Assert.Equal(children[0], Assert.Single(there["uses"]!.AsArray())!["line"]!["code"]!.GetValue<string>());
        Assert.Equal(2, there["useCount"]!.GetValue<int>());

        var back = (await web.Get(TamDuong.Auditor, $"{Traces}/payments/{paid}")).Body!;
        Assert.Equal(receipt, Assert.Single(back["sources"]!.AsArray())!["voucher"]!.GetValue<string>());
        var entry = back["lines"]![1]!["entryNo"]!.GetValue<long>();
        var one = (await web.Get(TamDuong.Auditor, $"{Traces}/payments/{paid}?entry={entry}")).Body!;
        Assert.Equal(300_000, one["total"]!.GetValue<long>());
        var child = (await web.Get(TamDuong.Auditor, $"{Traces}/children/{children[1]}")).Body!;
        Assert.Equal(300_000, child["sources"]![0]!["amount"]!.GetValue<long>());
    }

    [Fact]
    public async Task What_is_not_there_or_not_for_this_person_is_answered_so()
    {
        Assert.Equal(404, (await web.Get(TamDuong.Auditor, $"{Traces}/receipts/PT-2021-99999")).Status);
        Assert.Equal(404, (await web.Get(TamDuong.Auditor, $"{Traces}/receipts/x")).Status);
        Assert.Equal(404, (await web.Get(TamDuong.Auditor, $"{Traces}/payments/PC-2021-99999")).Status);
        Assert.Equal(404, (await web.Get(TamDuong.Officer, $"{Traces}/receipts/PT-2021-00001")).Status);
        Assert.Equal(403, (await web.Get(TamDuong.Cashier, $"{Traces}/children/TE-000001")).Status);
    }
}
