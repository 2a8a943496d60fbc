using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>Finding children by name in the officer's own commune: what is found, in which order, and what is written down of it.</summary>
public sealed class SearchChildrenTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string LooksSql = "SELECT count(*) FROM identity_accesses WHERE reason = @Reason";

    [Fact]
    public async Task Without_accents_all_are_found_and_the_typed_accents_come_first()
    {
        var hoa = await RegisteredAsync("Nguyễn Thị Hoà");
        var hoas = await RegisteredAsync("Lò Thị Hoa");
        var hoang = await RegisteredAsync("Lê Minh Hoàng");
        Assert.Equal([hoa, hoas], (await FoundAsync("hòa")).Codes.Take(2));
        Assert.Equal([hoas, hoa], (await FoundAsync("Hoa")).Codes.Take(2));
        var all = await FoundAsync("HOA");
        Assert.Equal([hoas, hoa, hoang], all.Codes);
        Assert.Equal("Lò Thị Hoa", all.Children[0].Identity!.FullName);
        Assert.Equal([hoa], (await FoundAsync("hoa nguyen")).Codes);
        Assert.Equal([hoa], (await FoundAsync(hoa[3..])).Codes);
        Assert.Empty((await FoundAsync("Không Có Ai")).Codes);
    }

    [Fact]
    public async Task Each_child_shown_is_a_look_that_is_written_down_and_sealed()
    {
        await RegisteredAsync("Tẩn Mẩy Ghi Sổ");
        await RegisteredAsync("Tẩn Láo Ghi Sổ");
        var command = Search("tan ghi so") with { Reason = "Đối chiếu giấy khai sinh hai lần" };
        Assert.Equal(2, (await ledger.Done(TamDuong.Officer, command)).Children.Count);
        Assert.Equal(2, await LooksAsync(command.Reason));
        var again = await ledger.Done(TamDuong.Officer, command);
        Assert.Equal((2, 0), (again.Codes.Count, again.Children.Count));
        Assert.Equal(2, await LooksAsync(command.Reason));
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }

    [Fact]
    public async Task A_child_of_a_sealed_group_never_appears()
    {
        await RegisteredAsync("Phàn Bí Mật", "g12");
        Assert.Empty((await FoundAsync("phan bi mat")).Codes);
        var direct = await Ledger.Refusal(
            ledger.Database.Application,
            "SELECT set_config('app.actor', 'canbo', true), (SELECT count(*) FROM look_at_identities(ARRAY[@Code], 'Xem thử'))",
            new { Code = (await RegisteredAsync("Phàn Bí Mật Hai", "g12")) });
        Assert.NotNull(direct);
    }

    [Fact]
    public async Task Only_the_officer_of_the_commune_searches_and_says_what_and_why()
    {
        var code = await RegisteredAsync("Giàng Thị Riêng");
        Assert.IsType<SearchNeedsOfficer>((await ledger.Send(TamDuong.Accountant, Search("rieng"))).Error);
        Assert.DoesNotContain(code, (await ledger.Done(TamDuong.OtherOfficer, Search("rieng") with { Fund = "Q03430" })).Codes);
        Assert.IsType<ReasonMissing>((await ledger.Send(TamDuong.Officer, Search("rieng") with { Reason = "vì" })).Error);
        Assert.IsType<SearchWordsMissing>((await ledger.Send(TamDuong.Officer, Search(" r "))).Error);
    }

    [Fact]
    public async Task What_was_typed_and_found_is_in_nothing_that_is_kept()
    {
        await RegisteredAsync("Hảng Thị Kín Đáo");
        await FoundAsync("Hảng Thị Kín Đáo");
        Assert.Equal(0, await ledger.Ask<long>("SELECT count(*) FROM request_keys k WHERE k::text ILIKE '%kín đáo%'"));
    }

    private Task<long> LooksAsync(string reason) => ledger.Ask<long>(LooksSql, new { reason });

    private async Task<ChildrenFound> FoundAsync(string words) => await ledger.Done(TamDuong.Officer, Search(words));

    private static SearchChildren Search(string words) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), "Lập danh sách ký nhận") { Words = words };

    private async Task<string> RegisteredAsync(string name, string group = "poor") => (await ledger.Done(TamDuong.Officer, new RegisterChild(
        TamDuong.BinhLu, Guid.NewGuid(), name, new LocalDate(2012, 5, 6), "Người Giám Hộ", "mẹ", [group]))).Code;
}
