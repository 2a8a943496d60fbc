using FundLedger.Features.Children;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

public sealed class AgeOutTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task Who_came_of_age_is_written_down_at_once_and_dated_today()
    {
        ledger.Clock.Today = new LocalDate(2027, 12, 31);
        var young = (await ledger.Done(TamDuong.OtherOfficer, new RegisterChild(
            "Q03430", Guid.NewGuid(), "Em Còn Nhỏ", new LocalDate(2020, 5, 5), "Mẹ Của Em", "mẹ", ["poor"]))).Code;
        var grown = (await ledger.Done(TamDuong.OtherOfficer, new RegisterChild(
            "Q03430", Guid.NewGuid(), "Em Sắp Lớn", new LocalDate(2012, 1, 2), "Mẹ Của Em", "mẹ", ["poor"]))).Code;
        Assert.Equal(0, (await ledger.Done(TamDuong.OtherOfficer, new CountOfAge("Q03430"))).Children);
        ledger.Clock.Today = new LocalDate(2028, 1, 5);
        Assert.Equal(1, (await ledger.Done(TamDuong.OtherOfficer, new CountOfAge("Q03430"))).Children);
        var written = await ledger.Done(TamDuong.OtherOfficer, new AgeOutChildren("Q03430", Guid.NewGuid()));
        Assert.Equal([grown], written.Children);
        Assert.Empty((await ledger.Done(TamDuong.OtherOfficer, new AgeOutChildren("Q03430", Guid.NewGuid()))).Children);
        var sheet = await ledger.Done(TamDuong.OtherOfficer, new GetChild("Q03430", grown));
        Assert.Equal(ledger.Clock.Today, sheet.Events[^1].On);
        var household = await ledger.Done(TamDuong.OtherOfficer, new GetHousehold("Q03430", sheet.Head.Household));
        Assert.Equal(("aged_out", 1), (household.Children.Single().State, household.Children.Count));
        Assert.IsType<HouseholdNotFound>((await ledger.Send(TamDuong.Officer, new GetHousehold(TamDuong.BinhLu, sheet.Head.Household))).Error);
        Assert.DoesNotContain(young, written.Children);
    }
}
