using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>In which lists a child stands on which day, and what is told of it where.</summary>
public sealed class ChildListTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task A_child_is_registered_with_its_sub_group_and_the_paper_it_rests_on()
    {
        var asked = new RegisterChild(
            TamDuong.BinhLu, Guid.NewGuid(), "Em Có Giấy", new LocalDate(2015, 2, 2), "Mẹ Em", "mẹ", ["g04", "g05"])
        {
            Subgroups = new Dictionary<string, int> { ["g04"] = 2, ["g05"] = 3 },
            Evidence = new Evidence("Giấy xác nhận khuyết tật", "12/GXN", new LocalDate(2021, 1, 4)),
        };
        var unknown = asked with { Subgroups = new Dictionary<string, int> { ["g04"] = 9 } };
        Assert.IsType<SubgroupUnknown>((await ledger.Send(TamDuong.Officer, unknown)).Error);
        var ofOther = asked with { Subgroups = new Dictionary<string, int> { ["g01"] = 1 } };
        Assert.IsType<SubgroupUnknown>((await ledger.Send(TamDuong.Officer, ofOther)).Error);
        var child = await ledger.Done(TamDuong.Officer, asked);
        var classes = (await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child.Code))).Classes;
        var open = classes.Single(one => one.Code == "g04");
        // The paper may be that of the sealed group: it is in the vault only.
        Assert.Equal(("Khuyết tật nặng", null), (open.SubgroupVi, open.EvidenceNumber));
        var hidden = classes.Single(one => one.Code == "protected");
        Assert.Equal((null, null, null), (hidden.SubgroupVi, hidden.EvidenceKind, hidden.EvidenceNumber));
        var plain = await ledger.Done(TamDuong.Officer, asked with
        {
            Key = Guid.NewGuid(), FullName = "Em Khác Hẳn", BirthDate = new LocalDate(2016, 7, 7), Classes = ["g04"],
            Subgroups = new Dictionary<string, int> { ["g04"] = 1 },
        });
        var seen = Assert.Single((await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, plain.Code))).Classes);
        Assert.Equal(("Giấy xác nhận khuyết tật", "12/GXN"), (seen.EvidenceKind, seen.EvidenceNumber));
    }

    private LocalDate Today => ledger.Clock.Today;

    [Fact]
    public async Task Who_died_is_in_no_list_and_who_is_suspended_is_refused_with_the_reason()
    {
        var children = await ledger.Given.Children(3);
        await Recorded(children[0], ChildEventKind.Died);
        await Recorded(children[1], ChildEventKind.Suspended);
        var plan = await ledger.Done(TamDuong.Accountant, new PlanHolidayGifts(Given.Fund, "tet", 2021));
        Assert.DoesNotContain(plan.Children, row => row.Code == children[0]);
        Assert.IsType<ChildSuspended>(plan.Refused.Single(row => row.Code == children[1]).Refusal);
        Assert.Contains(plan.Allowed, row => row.Code == children[2]);
        var offered = (await ledger.Done(TamDuong.Accountant, new GetSurgeryChoices(Given.Fund))).Children.Select(row => row.Code).ToList();
        Assert.DoesNotContain(children[0], offered);
        Assert.DoesNotContain(children[1], offered);
        Assert.Contains(children[2], offered);
    }

    [Fact]
    public async Task The_list_as_of_a_day_says_where_a_child_lived_then()
    {
        var (before, child) = (Today, (await ledger.Given.Children(1))[0]);
        ledger.Clock.Today = before.PlusDays(9);
        await ledger.Done(TamDuong.Officer, new MoveChild(
            TamDuong.BinhLu, Guid.NewGuid(), child, "03430", ledger.Clock.Today, "Gia đình chuyển nhà"));
        Assert.Contains("Khun Há", await UnitAsync(child, null), StringComparison.Ordinal);
        Assert.Contains("Bình Lư", await UnitAsync(child, before.PlusDays(8)), StringComparison.Ordinal);
        ledger.Clock.Today = before;
    }

    private async Task<string> UnitAsync(string child, LocalDate? on) => (await ledger.Done(
        TamDuong.Accountant, new ListChildren(Given.Fund) { AsOf = on })).Children.Single(one => one.Code == child).Unit;

    [Theory]
    [InlineData(12, false)]
    [InlineData(13, true)]
    public async Task A_child_is_on_the_list_until_the_day_before_its_sixteenth_birthday(int day, bool isListed)
    {
        var child = await ledger.Done(TamDuong.Officer, Registration(new LocalDate(2005, 2, day)));
        var plan = await ledger.Done(TamDuong.Accountant, new PlanHolidayGifts(Given.Fund, "tet", 2021));
        Assert.Equal(new LocalDate(2021, 2, 12), plan.HeldOn);
        Assert.Equal(isListed, plan.Allowed.Any(row => row.Code == child.Code));
    }

    [Fact]
    public async Task That_a_child_came_of_age_is_asked_of_the_vault_and_dated_today()
    {
        var child = await ledger.Done(TamDuong.Officer, Registration(new LocalDate(2005, 2, 13)));
        Assert.IsType<ChildNotOfAge>((await ledger.Send(TamDuong.Officer, Event(child.Code, ChildEventKind.AgedOut))).Error);
        var before = Today;
        ledger.Clock.Today = new LocalDate(2021, 3, 1);
        await ledger.Done(TamDuong.Officer, Event(child.Code, ChildEventKind.AgedOut) with { On = new LocalDate(2021, 2, 13) });
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child.Code));
        Assert.Equal(("aged_out", Today), (sheet.Head.State, sheet.Events[^1].On));
        ledger.Clock.Today = before;
    }

    [Fact]
    public async Task The_carers_of_a_child_are_opened_with_its_identity_and_nowhere_else()
    {
        var child = (await ledger.Given.Children(1))[0];
        ledger.Clock.Today = Today.PlusDays(1);
        await ledger.Done(TamDuong.Officer, new ChangeCarer(
            TamDuong.BinhLu, Guid.NewGuid(), child, "Lò Thị Mới", "bà ngoại", Today, "Mẹ đi làm xa"));
        var opened = await ledger.Done(TamDuong.Officer, new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, "Lập danh sách ký nhận"));
        Assert.Equal(["Người Giám Hộ", "Lò Thị Mới"], opened.Carers.Select(carer => carer.Name));
        Assert.Equal([Today.PlusDays(-1), null], opened.Carers.Select(carer => carer.To));
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child));
        Assert.DoesNotContain("Lò Thị Mới", System.Text.Json.JsonSerializer.Serialize(sheet), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_group_that_begins_or_ends_is_named_in_the_vault_only()
    {
        var child = (await ledger.Given.Children(1))[0];
        await ledger.Done(TamDuong.Officer, Event(child, ChildEventKind.GroupAdded) with { Class = "g11", Subgroup = 4 });
        var again = Event(child, ChildEventKind.GroupAdded) with { Class = "g05" };
        Assert.IsType<SealedGroupDiffers>((await ledger.Send(TamDuong.Officer, again)).Error);
        await ledger.Done(TamDuong.Officer, Event(child, ChildEventKind.GroupEnded) with { Class = "g11" });
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child));
        Assert.Contains(sheet.Classes, row => row.Code == "protected");
        Assert.DoesNotContain(
            await ledger.List<string>("SELECT to_jsonb(e)::text FROM child_events e WHERE beneficiary_code = @child", new { child }),
            row => row.Contains("g11", StringComparison.Ordinal));
    }

    private RecordChildEvent Event(string child, ChildEventKind happened) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), child, happened, Today, "Theo báo cáo của thôn");

    private Task<ChildEventRecorded> Recorded(string child, ChildEventKind happened) => ledger.Done(TamDuong.Officer, Event(child, happened));

    private static RegisterChild Registration(LocalDate born) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), "Trẻ Thử Nghiệm", born, "Người Giám Hộ", "mẹ", ["poor"])
        {
            ClassesSince = new LocalDate(2021, 1, 1), DespiteLikeness = Given.AnotherChild,
        };
}
