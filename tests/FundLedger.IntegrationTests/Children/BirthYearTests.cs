using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>Children of whom papers tell the year of birth only: registered, judged and shown by it.</summary>
public sealed class BirthYearTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task A_child_known_by_its_year_is_judged_as_born_on_the_last_day_of_it()
    {
        var oldest = await RegisteredAsync(2005);
        var plan = await ledger.Done(TamDuong.Accountant, new PlanHolidayGifts(Given.Fund, "tet", 2021));
        Assert.Contains(plan.Allowed, row => row.Code == oldest);
        var opened = await ledger.Done(TamDuong.Officer, new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), oldest, "Lập danh sách ký nhận"));
        Assert.Equal((true, new LocalDate(2005, 12, 31)), (opened.Identity!.BirthYearOnly, opened.Identity.BirthDate));
    }

    [Fact]
    public async Task Bands_of_age_and_coming_of_age_go_by_the_last_day_of_the_year()
    {
        var child = await RegisteredAsync(2006);
        Assert.Contains((await BandAsync(AgeBand.From11To15)).Children, row => row.Code == child);
        Assert.IsType<ChildNotOfAge>((await ledger.Send(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), child, ChildEventKind.AgedOut, ledger.Clock.Today, "Đủ 16 tuổi"))).Error);
        Assert.DoesNotContain((await BandAsync(AgeBand.From11To15, new LocalDate(2022, 12, 31))).Children, row => row.Code == child);
        Assert.Contains((await BandAsync(AgeBand.From11To15, new LocalDate(2022, 12, 30))).Children, row => row.Code == child);
    }

    [Fact]
    public async Task A_year_that_makes_nobody_a_child_is_refused_by_its_own_name()
    {
        Assert.Equal(new BirthYearImpossible(1999), (await ledger.Send(TamDuong.Officer, Registration(1999))).Error);
        var nextYear = ledger.Clock.Today.Year + 1;
        Assert.Equal(new BirthYearImpossible(nextYear), (await ledger.Send(TamDuong.Officer, Registration(nextYear))).Error);
        var newborn = await RegisteredAsync(ledger.Clock.Today.Year);
        Assert.Contains((await BandAsync(AgeBand.UpTo5)).Children, row => row.Code == newborn);
    }

    private Task<ChildList> BandAsync(AgeBand band, LocalDate? on = null) =>
        ledger.Done(TamDuong.Officer, new ListChildren(TamDuong.BinhLu) { Ages = band, AsOf = on });

    private async Task<string> RegisteredAsync(int year) => (await ledger.Done(TamDuong.Officer, Registration(year))).Code;

    private static RegisterChild Registration(int year) => new(
        TamDuong.BinhLu, Guid.NewGuid(), $"Trẻ Sinh Năm {year}", new LocalDate(year, 1, 1), "Người Giám Hộ", "mẹ", ["poor"])
    {
        BirthYearOnly = true, ClassesSince = new LocalDate(2021, 1, 1),
    };
}
