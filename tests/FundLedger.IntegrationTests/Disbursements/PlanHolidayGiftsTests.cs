using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

public sealed class PlanHolidayGiftsTests(PlanHolidayGiftsTests.Office office) : IClassFixture<PlanHolidayGiftsTests.Office>
{
    private static readonly PlanHolidayGifts Tet = new(Given.Fund, "tet", 2021);

    [Fact]
    public async Task Each_child_has_its_amount_by_the_norm_of_the_occasions_date()
    {
        var plan = await Ask(Tet);
        Assert.Equal(new LocalDate(2021, 2, 12), plan.HeldOn);
        var child = plan.Allowed.Single(one => one.Code == office.Poor[1]);
        Assert.Equal((300_000L, "D-01", "poor"), (child.Limit.Dong, child.Citation!.LineCode, child.Class.Code));
        Assert.Equal("Xã Bình Lư", child.Unit);
        Assert.Equal((4, 1_200_000L), (plan.Allowed.Count, plan.Sum.Dong));
    }

    [Fact]
    public async Task Those_not_allowed_stand_apart_with_the_reason()
    {
        var plan = await Ask(Tet);
        Assert.IsType<FrequencyUsedUp>(Refusal(plan, office.Poor[0]));
        Assert.IsType<GroupNotCovered>(Refusal(plan, office.NearPoor));
        Assert.Equal(2, plan.Refused.Count);
    }

    [Fact]
    public async Task A_child_of_a_sealed_group_shows_neither_group_nor_place()
    {
        var child = (await Ask(Tet)).Allowed.Single(one => one.Code == office.Protected);
        Assert.Equal(("protected", (string?)null), (child.Class.Code, child.Unit));
    }

    [Fact]
    public async Task The_filter_by_commune_does_not_tell_where_a_protected_child_lives()
    {
        var plan = await Ask(Tet with { Unit = "Xã Bình Lư" });
        Assert.Equal(3, plan.Allowed.Count);
        Assert.DoesNotContain(plan.Children, child => child.Code == office.Protected);
    }

    [Fact]
    public async Task The_filter_by_class_knows_a_protected_child_as_protected_only()
    {
        Assert.Equal([office.Protected], (await Ask(Tet with { Class = "protected" })).Children.Select(child => child.Code));
        Assert.Empty((await Ask(Tet with { Class = "g09" })).Children);
        Assert.Equal([office.Disabled], (await Ask(Tet with { Class = "g04" })).Children.Select(child => child.Code));
    }

    [Fact]
    public async Task Sums_by_class_and_only_pools_that_allow_the_occasion()
    {
        var plan = await Ask(Tet);
        Assert.Equal(["Trẻ em khuyết tật", "Trẻ em nghèo", "Nhóm được bảo mật"], plan.ByClass.Select(sum => sum.NameVi));
        Assert.Equal(plan.Sum.Dong, plan.ByClass.Sum(sum => sum.Amount.Dong));
        Assert.Equal(["CHUNG"], plan.Pools.Select(pool => pool.Code));
    }

    [Fact]
    public async Task An_occasion_without_a_date_is_refused() =>
        Assert.IsType<OccasionUnknown>((await office.Ledger.Send(TamDuong.Accountant, Tet with { Year = 1999 })).Error);

    [Fact]
    public async Task By_age_the_sealed_are_left_out_and_the_bounds_are_included()
    {
        var all = await Ask(Tet);
        var of9 = await Ask(Tet with { AgeFrom = 8, AgeTo = 8 });
        Assert.NotEmpty(of9.Children);
        Assert.InRange(of9.Children.Count, 1, all.Children.Count);
        Assert.DoesNotContain(of9.Children, child => child.Class.Code == "protected");
        Assert.Empty((await Ask(Tet with { AgeFrom = 17 })).Children);
    }

    [Fact]
    public async Task What_the_plan_allows_the_request_accepts()
    {
        var plan = await Ask(new PlanHolidayGifts(Given.Fund, "june1", 2021));
        var lines = plan.Allowed.Select(child => new GiftLine(child.Code, child.Limit)).ToList();
        var sent = await office.Ledger.Done(
            TamDuong.Accountant, new RequestHolidayGifts(Given.Fund, Guid.NewGuid(), "CHUNG", "june1", 2021, lines) { Papers = SamplePapers.Of("D-02") });
        Assert.Equal(plan.Sum, sent.Total);
    }

    [Fact]
    public async Task Who_is_suspended_or_has_its_gift_stands_with_the_first_of_its_groups_and_who_is_gone_nowhere()
    {
        var of = office.Ledger;
        var children = await of.Given.Children(3, "near_poor", "g04");
        await HappenedAsync(children[0], ChildEventKind.Suspended);
        await HappenedAsync(children[1], ChildEventKind.Left);
        await of.Done(TamDuong.Accountant, new RequestHolidayGifts(
            Given.Fund, Guid.NewGuid(), "CHUNG", "mid_autumn", 2021, [new GiftLine(children[2])]) { Papers = SamplePapers.Of("D-03") });
        var refused = (await Ask(new PlanHolidayGifts(Given.Fund, "mid_autumn", 2021))).Refused.Where(child => children.Contains(child.Code)).ToList();
        Assert.Equal([children[0], children[2]], refused.Select(child => child.Code));
        Assert.All(refused, child => Assert.Equal(("g04", "Xã Bình Lư", 0L), (child.Class.Code, child.Unit, child.Limit.Dong)));
        Assert.Equal(new ChildSuspended(children[0]), refused[0].Refusal);
        Assert.IsType<FrequencyUsedUp>(refused[1].Refusal);
        await HappenedAsync(children[0], ChildEventKind.Left);
        await HappenedAsync(children[2], ChildEventKind.Left);
    }

    private Task<ChildEventRecorded> HappenedAsync(string child, ChildEventKind what) => office.Ledger.Done(
        TamDuong.Officer, new RecordChildEvent(TamDuong.BinhLu, Guid.NewGuid(), child, what, office.Ledger.Clock.Today, "Theo báo cáo của thôn"));

    private static FundLedger.Domain.Error? Refusal(GiftPlan plan, string child) => plan.Refused.Single(one => one.Code == child).Refusal;

    private Task<GiftPlan> Ask(PlanHolidayGifts query) => office.Ledger.Done(TamDuong.Accountant, query);

    /// <summary>Six children of xã Bình Lư; the first poor one has the gift already.</summary>
    public sealed class Office(LedgerCluster cluster) : IAsyncLifetime
    {
        public Ledger Ledger { get; } = new(cluster);

        public string[] Poor { get; private set; } = [];

        public string NearPoor { get; private set; } = "";

        public string Disabled { get; private set; } = "";

        public string Protected { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await Ledger.InitializeAsync();
            var given = Ledger.Given;
            await given.Pool();
            await given.Pool("PT", ["surgery"]);
            await given.Receipt("CHUNG", 10_000_000);
            Poor = await given.Children(3);
            NearPoor = (await given.Children(1, "near_poor"))[0];
            Disabled = (await given.Children(1, "g04"))[0];
            Protected = (await given.Children(1, "g09", "poor"))[0];
            await given.TetGifts("CHUNG", Poor[0]);
        }

        public ValueTask DisposeAsync() => Ledger.DisposeAsync();
    }
}
