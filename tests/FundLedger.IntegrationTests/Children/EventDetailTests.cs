using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>What an event of a child keeps, what it cannot be, and what of a sealed group goes to the vault.</summary>
public sealed class EventDetailTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string VaultSql = "SELECT beneficiary_code, key_id, nonce, sealed FROM identity_vault WHERE beneficiary_code = @Child";

    private LocalDate Today => ledger.Clock.Today;

    [Theory]
    [InlineData(ChildEventKind.Moved)]
    [InlineData(ChildEventKind.CarerChanged)]
    [InlineData(ChildEventKind.Corrected)]
    [InlineData(ChildEventKind.Merged)]
    [InlineData(ChildEventKind.ToldApart)]
    public async Task What_has_a_form_of_its_own_is_not_recorded_by_the_form_for_all_others(ChildEventKind kind)
    {
        var child = (await ledger.Given.Children(1))[0];
        Assert.Equal(new EventOfOtherForm(kind), (await ledger.Send(TamDuong.Officer, Event(child, kind))).Error);
    }

    [Fact]
    public async Task An_event_is_of_a_child_that_is_there_of_a_day_that_came_and_of_a_class_that_there_is()
    {
        var child = (await ledger.Given.Children(1))[0];
        var ahead = Event(child, ChildEventKind.Left) with { On = Today.PlusDays(1) };
        Assert.Equal(new ChildEventAhead(Today.PlusDays(1)), (await ledger.Send(TamDuong.Officer, ahead)).Error);
        var unknown = Event("TE-999999", ChildEventKind.Left);
        Assert.Equal(new ChildNotFound("TE-999999"), (await ledger.Send(TamDuong.Officer, unknown)).Error);
        var resumed = Event(child, ChildEventKind.Resumed);
        Assert.Equal(
            new ChildEventImpossible(child, ChildState.Active, ChildEventKind.Resumed), (await ledger.Send(TamDuong.Officer, resumed)).Error);
        foreach (var group in (string?[])[null, "g99", "any_child", "protected"])
        {
            var added = Event(child, ChildEventKind.GroupAdded) with { Class = group };
            Assert.Equal(new ChildClassUnknown(group), (await ledger.Send(TamDuong.Officer, added)).Error);
            var ended = Event(child, ChildEventKind.GroupEnded) with { Class = group };
            Assert.Equal(new ChildClassUnknown(group), (await ledger.Send(TamDuong.Officer, ended)).Error);
        }
    }

    [Fact]
    public async Task An_event_of_a_group_keeps_group_and_paper_and_another_event_the_paper_only()
    {
        var child = (await ledger.Given.Children(1))[0];
        var paper = new Evidence("giấy xác nhận", "7/GXN", Today);
        await ledger.Done(TamDuong.Officer, Event(child, ChildEventKind.GroupAdded) with { Class = "g04", Subgroup = 2, Evidence = paper });
        await ledger.Done(TamDuong.Officer, Event(child, ChildEventKind.Suspended) with { Class = "poor", Subgroup = 1, Evidence = paper });
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child));
        var (added, suspended) = (sheet.Events[^2], sheet.Events[^1]);
        Assert.Equal(("Trẻ em khuyết tật", "giấy xác nhận", "7/GXN"), (added.ClassVi, added.EvidenceKind, added.EvidenceNumber));
        Assert.Equal(("suspended", null, "7/GXN", Today), (suspended.Event, suspended.ClassVi, suspended.EvidenceNumber, suspended.EvidenceDate));
        Assert.Equal("Khuyết tật nặng", sheet.Classes.Single(one => one.Code == "g04").SubgroupVi);
        Assert.Null(sheet.Classes.Single(one => one.Code == "poor").ValidTo);
    }

    [Fact]
    public async Task A_move_goes_to_another_commune_and_keeps_its_paper()
    {
        var child = (await ledger.Given.Children(1))[0];
        var move = new MoveChild(TamDuong.BinhLu, Guid.NewGuid(), child, "", Today, "Gia đình chuyển nhà")
        {
            Evidence = new Evidence("đơn của gia đình", "3/ĐN", Today),
        };
        foreach (var unit in (string[])["03412", "106", "99999"])
        {
            Assert.Equal(
                new CommuneUnknown(unit), (await ledger.Send(TamDuong.Officer, move with { Key = Guid.NewGuid(), ToUnit = unit })).Error);
        }

        var moved = await ledger.Done(TamDuong.Officer, move with { Key = Guid.NewGuid(), ToUnit = "03430" });
        Assert.Equal(child, moved.Code);
        var told = (await ledger.Done(TamDuong.OtherOfficer, new GetChild("Q03430", child))).Events[^1];
        Assert.Equal(("moved", "đơn của gia đình", "3/ĐN", Today), (told.Event, told.EvidenceKind, told.EvidenceNumber, told.EvidenceDate));
    }

    [Fact]
    public async Task A_carer_has_a_name_and_a_relation()
    {
        var child = (await ledger.Given.Children(1))[0];
        ledger.Clock.Today = Today.PlusDays(1);
        var change = new ChangeCarer(TamDuong.BinhLu, Guid.NewGuid(), child, " Lò Thị Mới ", " bà ngoại ", Today, "Mẹ đi làm xa");
        Assert.Equal(new CarerMissing(), (await ledger.Send(TamDuong.Officer, change with { Name = " " })).Error);
        Assert.Equal(new CarerMissing(), (await ledger.Send(TamDuong.Officer, change with { Relation = " " })).Error);
        await ledger.Done(TamDuong.Officer, change);
        var opened = await ledger.Done(TamDuong.Officer, new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, "Lập danh sách ký nhận"));
        Assert.Equal(new OpenedCarer("Lò Thị Mới", "bà ngoại", Today, null), opened.Carers[^1]);
        Assert.Equal(("Người Giám Hộ", "mẹ"), (opened.Carers[0].Name, opened.Carers[0].Relation));
    }

    [Fact]
    public async Task An_event_is_corrected_once()
    {
        var child = (await ledger.Given.Children(1))[0];
        await ledger.Done(TamDuong.Officer, Event(child, ChildEventKind.Left));
        var no = (await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child))).Events[^1].No;
        var correction = new CorrectChildEvent(TamDuong.BinhLu, Guid.NewGuid(), child, no, "Ghi nhầm sang trẻ khác");
        Assert.Equal(new ChildEventRecorded(child), await ledger.Done(TamDuong.Officer, correction));
        var again = await ledger.Send(TamDuong.Officer, correction with { Key = Guid.NewGuid() });
        Assert.Equal(new ChildEventCorrectedAlready(child, no), again.Error);
    }

    [Fact]
    public async Task A_sealed_group_is_ended_by_its_own_name_and_followed_by_another_from_that_day_on()
    {
        var child = (await ledger.Given.Children(1, "g09", "poor"))[0];
        var (eve, day) = (new LocalDate(2021, 1, 2), new LocalDate(2021, 1, 3));
        await RefusedAsync(Event(child, ChildEventKind.GroupEnded) with { Class = "g05", On = day });
        await ledger.Done(TamDuong.Officer, Event(child, ChildEventKind.GroupEnded) with { Class = "g09", On = day });
        Assert.Equal(("g09", day), await GroupAsync(child));
        await RefusedAsync(Event(child, ChildEventKind.GroupEnded) with { Class = "g09", On = day });
        var next = Event(child, ChildEventKind.GroupAdded) with { Class = "g05", Subgroup = 3, Evidence = new Evidence("quyết định", "9/QĐ") };
        await RefusedAsync(next with { On = eve });
        await ledger.Done(TamDuong.Officer, next with { On = day });
        Assert.Equal(("g05", null), await GroupAsync(child));
        var identity = await IdentityAsync(child);
        Assert.Equal((3, "quyết định, 9/QĐ"), (identity.SealedSubgroup, identity.SealedEvidence));
        var told = (await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child))).Events.Single(one => one.Event == "group_added");
        Assert.Equal(("Nhóm được bảo mật", null, null), (told.ClassVi, told.EvidenceKind, told.EvidenceNumber));
    }

    [Fact]
    public async Task A_group_that_a_child_never_had_is_not_ended()
    {
        var child = (await ledger.Given.Children(1))[0];
        await RefusedAsync(Event(child, ChildEventKind.GroupEnded) with { Class = "g05" });
        Assert.Equal((null, null), await GroupAsync(child));
    }

    private async Task RefusedAsync(RecordChildEvent happened) => Assert.Equal(
        new SealedGroupDiffers(happened.Code), (await ledger.Send(TamDuong.Officer, happened with { Key = Guid.NewGuid() })).Error);

    private async Task<(string? Group, LocalDate? Until)> GroupAsync(string child) =>
        await IdentityAsync(child) is var identity ? (identity.SealedGroup, identity.SealedUntil) : default;

    private async Task<Identity> IdentityAsync(string child) =>
        new IdentityVault(VaultKey.In(ledger.Folder)).Open(await ledger.Ask<SealedIdentity>(VaultSql, new { Child = child }));

    private RecordChildEvent Event(string child, ChildEventKind happened) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), child, happened, Today, "Theo báo cáo của thôn");
}
