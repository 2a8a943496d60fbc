using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>Guardians of more than five children, and pairs of who is there no more.</summary>
public sealed class SharedGuardianTests(Ledger ledger) : IClassFixture<Ledger>
{
    private static readonly string[] Names =
        ["Giàng A Páo", "Sùng Thị Dợ", "Lầu Mí Sinh", "Hạng A Chu", "Cứ Thị Mai", "Thào A Vềnh", "Phàn Láo Tả"];

    [Fact]
    public async Task More_than_five_children_of_one_guardian_are_shown_the_most_first()
    {
        await OfAsync("Bà Nuôi Năm Trẻ", 5, oneHousehold: false);
        var six = await OfAsync("Bà Nuôi Sáu Trẻ", 6, oneHousehold: false);
        var seven = await OfAsync("Ông Nuôi Bảy Trẻ", 7, oneHousehold: true);
        var left = await OfAsync("Cô Nuôi Sáu Trẻ", 6, oneHousehold: false);
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), left[0], ChildEventKind.Left, ledger.Clock.Today, "Theo báo cáo của thôn"));
        await OfAsync("", 6, oneHousehold: false);
        var shared = (await ledger.Done(TamDuong.Officer, new ListDuplicates(TamDuong.BinhLu))).SharedGuardians;
        Assert.Equal([(7, 1), (6, 6)], shared.Select(one => (one.Children.Count, one.Households)));
        Assert.Equal(seven, shared[0].Children);
        Assert.Equal(six, shared[1].Children);
    }

    [Fact]
    public async Task Who_left_is_in_no_pair()
    {
        var one = await RegisteredAsync("Vàng A Đi", new LocalDate(2012, 3, 4), "Vàng A Tủa", null);
        var other = await RegisteredAsync("Vàng A Đi", new LocalDate(2012, 4, 3), "Vàng A Tủa", null);
        var pair = await ledger.Done(TamDuong.Officer, new GetPair(TamDuong.BinhLu, one.Code, other.Code));
        Assert.Equal((one.Code, other.Code), (pair.One.Code, pair.Other.Code));
        Assert.Equal(Likeness.DayAndMonthSwapped, pair.Likeness[ChildField.Birth].How);
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), one.Code, ChildEventKind.Left, ledger.Clock.Today, "Theo báo cáo của thôn"));
        Assert.Equal(
            new PairNotFound(one.Code, other.Code), (await ledger.Send(TamDuong.Officer, new GetPair(TamDuong.BinhLu, one.Code, other.Code))).Error);
        var merge = new MergeChildren(TamDuong.BinhLu, Guid.NewGuid(), other.Code, one.Code, "Cùng một giấy khai sinh");
        Assert.Equal(new MergeImpossible(one.Code), (await ledger.Send(TamDuong.Officer, merge)).Error);
    }

    [Fact]
    public async Task Merged_within_one_household_leaves_no_household_to_settle()
    {
        var one = await RegisteredAsync("Tẩn A Nhà", new LocalDate(2012, 3, 4), "Tẩn A Sơn", null);
        var other = await RegisteredAsync("Tẩn A Nhà", new LocalDate(2012, 4, 3), "Tẩn A Sơn", one.Household);
        var decided = await ledger.Done(TamDuong.Officer, new MergeChildren(
            TamDuong.BinhLu, Guid.NewGuid(), other.Code, one.Code, "Cùng một giấy khai sinh"));
        Assert.Equal((other.Code, one.Code, false), (decided.Code, decided.Other, decided.HouseholdsDiffer));
        Assert.Empty(decided.Blocked);
    }

    private async Task<IReadOnlyList<string>> OfAsync(string guardian, int count, bool oneHousehold)
    {
        var codes = new List<string>();
        string? household = null;
        for (var i = 0; i < count; i++)
        {
            var child = await RegisteredAsync(Names[i], new LocalDate(2007 + (2 * i), 1 + i, 3 + i), guardian, household);
            if (oneHousehold) household = child.Household;
            codes.Add(child.Code);
        }

        return codes;
    }

    private Task<ChildRegistered> RegisteredAsync(string name, LocalDate born, string guardian, string? household) =>
        ledger.Done(TamDuong.Officer, new RegisterChild(TamDuong.BinhLu, Guid.NewGuid(), name, born, guardian, "bà", ["poor"])
        {
            Household = household, DespiteLikeness = Given.AnotherChild,
        });
}
