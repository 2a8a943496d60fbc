using FundLedger.Domain.Children;
using FundLedger.Domain.Statements;
using FundLedger.Features.Children;
using FundLedger.Features.Imports;
using FundLedger.Features.Vault;
using FundLedger.IntegrationTests.Imports;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>
/// A row of the vault whose keys were destroyed, as an old backup brings it back: nobody reads it, and nothing stumbles over it.
/// </summary>
public sealed class LostKeyTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task Who_was_erased_is_not_opened_and_not_compared()
    {
        var (lost, kept) = (await RegisteredAsync("Lý Thị Mất"), await RegisteredAsync("Vàng A Còn"));
        Lose(lost);
        var open = new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), lost, "Lập danh sách ký nhận");
        Assert.Equal(new IdentityErased(lost), (await ledger.Send(TamDuong.Officer, open)).Error);
        var compared = await ledger.Done(
            TamDuong.Officer, new CompareIdentities(TamDuong.BinhLu, Guid.NewGuid(), [lost, kept], "Đối chiếu hồ sơ nghi trùng"));
        Assert.Equal([kept], compared.Identities.Keys);
        Assert.Equal([lost, kept], compared.Codes);
    }

    [Fact]
    public async Task Who_was_erased_is_of_no_age_and_counted_as_unknown()
    {
        var before = await AllAgesAsync();
        var (lost, kept) = (await RegisteredAsync("Lầu Thị Mất"), await RegisteredAsync("Sùng A Còn"));
        Lose(lost);
        var listed = (await ledger.Done(TamDuong.Officer, new ListChildren(TamDuong.BinhLu) { Ages = AgeBand.From6To10 })).Children;
        Assert.Contains(listed, child => child.Code == kept);
        Assert.DoesNotContain(listed, child => child.Code == lost);
        var after = await AllAgesAsync();
        Assert.Equal((1, 1), (after.Unknown - before.Unknown, after.Counts.Sum() - before.Counts.Sum()));
        Assert.Equal(1, after.Counts[(int)AgeBand.From6To10] - before.Counts[(int)AgeBand.From6To10]);
    }

    [Fact]
    public async Task To_who_was_erased_no_sealed_group_is_given_and_its_coming_of_age_is_believed()
    {
        var lost = await RegisteredAsync("Cứ Thị Mất");
        Lose(lost);
        var sealedGroup = Event(lost, ChildEventKind.GroupAdded) with { Class = "g09" };
        Assert.Equal(new IdentityErased(lost), (await ledger.Send(TamDuong.Officer, sealedGroup)).Error);
        await ledger.Done(TamDuong.Officer, Event(lost, ChildEventKind.AgedOut));
        Assert.Equal("aged_out", (await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, lost))).Head.State);
    }

    [Fact]
    public async Task A_file_is_not_compared_with_who_was_erased()
    {
        const string Name = "Phàn Thị Mất";
        var lost = await RegisteredAsync(Name);
        var row = SampleChildren.Row(950, (1, Name), (2, "06/05/2012"), (6, "Mẹ của " + Name));
        Assert.Equal(1, (await CheckedAsync(row)).AlreadyIn);
        Lose(lost);
        Assert.Equal(1, (await CheckedAsync(row)).Good);
    }

    [Fact]
    public async Task Sixteen_is_reached_on_the_birthday_by_who_was_not_erased()
    {
        var today = ledger.Clock.Today;
        var born = today.PlusDays(2).PlusYears(-16);
        var (lost, kept) = (await RegisteredAsync("Giàng Thị Mất", born), await RegisteredAsync("Mùa A Còn", born));
        Lose(lost);
        ledger.Clock.Today = today.PlusDays(1);
        Assert.Equal(0, (await ledger.Done(TamDuong.Officer, new CountOfAge(TamDuong.BinhLu))).Children);
        ledger.Clock.Today = today.PlusDays(2);
        Assert.Equal(1, (await ledger.Done(TamDuong.Officer, new CountOfAge(TamDuong.BinhLu))).Children);
        var written = await ledger.Done(TamDuong.Officer, new AgeOutChildren(TamDuong.BinhLu, Guid.NewGuid()));
        Assert.Equal([kept], written.Children);
        ledger.Clock.Today = today;
    }

    private async Task<AgeRow> AllAgesAsync() =>
        (await ledger.Done(TamDuong.Officer, new GetRegisterReport(TamDuong.BinhLu, ReportPeriod.QuarterOf(ledger.Clock.Today))))
        .Ages.SingleOrDefault(row => row.Class == "*") ?? new AgeRow("*", "", "", [0, 0, 0, 0], 0);

    private async Task<ImportCounts> CheckedAsync(object?[] row)
    {
        var upload = new UploadImport(TamDuong.BinhLu, Guid.NewGuid(), "children", "Danh sách thử", SampleChildren.File(row));
        var sent = await ledger.Done(TamDuong.Officer, upload);
        return (await ledger.Done(TamDuong.Officer, new CheckImport(TamDuong.BinhLu, Guid.NewGuid(), sent.Import, null))).Counts;
    }

    private void Lose(string child) => new IdentityVault(VaultKey.In(ledger.Folder)).Erase(child);

    private RecordChildEvent Event(string child, ChildEventKind happened) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), child, happened, ledger.Clock.Today, "Theo báo cáo của thôn");

    private async Task<string> RegisteredAsync(string name, LocalDate? born = null) => (await ledger.Done(TamDuong.Officer, new RegisterChild(
        TamDuong.BinhLu, Guid.NewGuid(), name, born ?? new LocalDate(2012, 5, 6), "Mẹ của " + name, "mẹ", ["poor"]))).Code;
}
