using FundLedger.Features.Funds;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Funds;

public sealed class GetFundOverviewTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string FirstPaymentSql =
        "SELECT min(entry_no)::int FROM journal_entries JOIN funds f USING (fund_id) WHERE f.code = @Fund AND kind = 'disbursement'";

    [Fact]
    public async Task The_overview_adds_up_what_came_what_is_reserved_and_what_went()
    {
        var given = ledger.Given;
        await given.Pool();
        await given.Pool("TET", ["holiday_gift"], ["tet"]);
        await given.Receipt("CHUNG", 5_000_000, "bank");
        var wrong = await given.Receipt("CHUNG", 1_000_000);
        await given.Receipt("TET", 3_000_000);
        await ledger.Done(TamDuong.Accountant, Reversal(wrong.EntryNo));
        var children = await given.Children(5);
        await given.Paid("TET", children[0], children[1]);
        await ledger.Done(TamDuong.Accountant, Reversal(await ledger.Ask<int>(FirstPaymentSql, new { Given.Fund })));
        await given.TetGifts("TET", children[2], children[3], children[4]);
        ledger.Clock.Today = new LocalDate(2021, 3, 15);

        var overview = await ledger.Done(TamDuong.Auditor, new GetFundOverview(Given.Fund));

        Assert.Equal((8_000_000L, 2), (overview.Fund.ReceivedThisYear.Dong, overview.Fund.ReceiptsThisYear));
        Assert.Equal((300_000L, 1), (overview.Fund.PaidThisYear.Dong, overview.Fund.PaymentsThisYear));
        Assert.Equal((900_000L, 6_800_000L), (overview.Reserved.Dong, overview.Available.Dong));
        var tet = overview.Pools.Single(pool => pool.Code == "TET");
        Assert.Equal((3_000_000L, 300_000L), (tet.Received.Dong, tet.Paid.Dong));
        Assert.Equal((900_000L, 1_800_000L), (tet.Reserved.Dong, tet.Available.Dong));
        Assert.Equal(["Quà lễ, Tết", "Tết Nguyên đán"], tet.PurposesVi);
        Assert.Equal(2, overview.Fund.MonthsToClose);
        Assert.Equal(7_700_000, overview.Money.Sum(held => held.Balance.Dong));
        Assert.Equal(12, overview.Months.Count);
        var january = overview.Months.Single(month => month.Month == new LocalDate(2021, 1, 1));
        Assert.Equal((8_000_000L, 300_000L), (january.In.Dong, january.Out.Dong));
    }

    [Fact]
    public async Task Goods_are_shown_by_quantity_value_and_first_expiry_apart_from_money()
    {
        await ledger.Given.Pool("CHUNG2");
        var before = await ledger.Done(TamDuong.Auditor, new GetFundOverview(Given.Fund));
        var milk = await Goods.Stock.Item(ledger);
        var day = ledger.Clock.Today;
        var received = Goods.Stock.Receipt(
            ledger, new Features.Goods.GoodsLine(milk, 100) { Value = Goods.Stock.Worth(50_000, ledger), ExpiresOn = day.PlusDays(200) },
            new Features.Goods.GoodsLine(milk, 30) { ExpiresOn = day.PlusDays(20) }) with { Pool = "CHUNG2" };
        await ledger.Done(TamDuong.Accountant, received);
        var overview = await ledger.Done(TamDuong.Auditor, new GetFundOverview(Given.Fund));
        var held = Assert.Single(overview.Goods);
        Assert.Equal(
            ("Sữa bột", 130L, 30L, 5_000_000L, day.PlusDays(20), false),
            (held.Name, held.OnHand, held.Unvalued, held.Value.Dong, held.ExpiresFirst, held.IsExpired));
        Assert.Equal(before.Available, overview.Available);
        Assert.Equal(before.Fund, overview.Fund);
        Assert.Equal(before.Money.Sum(money => money.Balance.Dong), overview.Money.Sum(money => money.Balance.Dong));
    }

    [Fact]
    public async Task A_fund_of_others_is_not_there() =>
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.OtherOfficer, new GetFundOverview(Given.Fund))).Error);

    private ReverseEntry Reversal(long entry) => new(Given.Fund, Guid.NewGuid(), entry, ledger.Clock.Today, "cash", "Ghi nhầm, nộp lại");
}
