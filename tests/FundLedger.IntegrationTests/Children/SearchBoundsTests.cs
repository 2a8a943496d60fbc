using FundLedger.Features.Children;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>How many children a search shows, and who comes after whom.</summary>
public sealed class SearchBoundsTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task Twenty_are_shown_and_the_rest_is_counted()
    {
        for (var i = 0; i < 22; i++)
        {
            var name = $"Hoàng Yến {(char)('A' + i)}{(char)('a' + i)}";
            await ledger.Done(TamDuong.Officer, new RegisterChild(
                TamDuong.BinhLu, Guid.NewGuid(), name, new LocalDate(2012, 5, 1 + i), "Người Giám Hộ", "mẹ", ["poor"])
            {
                DespiteLikeness = Given.AnotherChild,
            });
        }

        var found = await FoundAsync("hoang yen");
        Assert.Equal((20, 20, 2), (found.Codes.Count, found.Children.Count, found.More));
        Assert.Equal(["Hoàng Yến Aa", "Hoàng Yến Bb"], found.Children.Take(2).Select(child => child.Identity!.FullName));
        Assert.Equal(0, (await FoundAsync("hoang yen aa")).More);
    }

    [Fact]
    public async Task Who_is_found_by_the_guardian_comes_after_who_is_found_by_name()
    {
        var child = new RegisterChild(
            TamDuong.BinhLu, Guid.NewGuid(), "An Thị Một", new LocalDate(2013, 4, 5), "Quàng Văn Họ", "bố", ["poor"]);
        var byGuardian = await ledger.Done(TamDuong.Officer, child);
        var byName = await RegisteredAsync("Quàng Thị Hai");
        var found = await FoundAsync("quàng");
        Assert.Equal([(byName, false), (byGuardian.Code, true)], found.Children.Select(one => (one.Code, one.IsByGuardian)));
        Assert.Equal((byGuardian.Household, "Xã Bình Lư", "active"), (found.Children[1].Household, found.Children[1].Unit, found.Children[1].State));
        var coded = Assert.Single((await FoundAsync(byGuardian.Code.ToLowerInvariant())).Children);
        Assert.Equal((byGuardian.Code, false), (coded.Code, coded.IsByGuardian));
    }

    private Task<ChildrenFound> FoundAsync(string words) => ledger.Done(
        TamDuong.Officer, new SearchChildren(TamDuong.BinhLu, Guid.NewGuid(), "Lập danh sách ký nhận") { Words = words });

    private async Task<string> RegisteredAsync(string name) => (await ledger.Done(TamDuong.Officer, new RegisterChild(
        TamDuong.BinhLu, Guid.NewGuid(), name, new LocalDate(2012, 5, 6), "Người Giám Hộ", "mẹ", ["poor"]))).Code;
}
