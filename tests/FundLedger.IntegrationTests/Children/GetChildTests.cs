using FundLedger.Domain;
using FundLedger.Features.Children;
using FundLedger.Features.Ledger;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

public sealed class GetChildTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task The_officer_of_a_commune_sees_what_another_fund_paid_for_its_child()
    {
        var (child, voucher) = await GiftedAsync("QUA1");
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child));
        var support = Assert.Single(sheet.Support);
        Assert.Equal(
            (TamDuong.District, voucher, new Money(300_000), "D-01"),
            (support.Fund, support.Voucher, support.Amount, support.NormLine));
        var listed = await ledger.Done(TamDuong.Officer, new ListChildren(TamDuong.BinhLu));
        Assert.Equal(new Money(300_000), listed.Children.Single(row => row.Code == child).Received);
    }

    [Fact]
    public async Task A_reversed_gift_is_shown_negative_and_counts_as_nothing()
    {
        var (child, _) = await GiftedAsync("QUA2");
        var entry = await ledger.Ask<long>("SELECT entry_no FROM postings WHERE beneficiary_code = @child LIMIT 1", new { child });
        await ledger.Done(
            TamDuong.Accountant, new ReverseEntry(Given.Fund, Guid.NewGuid(), entry, ledger.Clock.Today, "cash", "Chi nhầm trẻ"));
        var sheet = await ledger.Done(TamDuong.Accountant, new GetChild(Given.Fund, child));
        Assert.Equal([new Money(300_000), new Money(-300_000)], sheet.Support.Select(support => support.Amount));
        Assert.Equal(0, sheet.Norms.Single(norm => norm.Line == "D-01").Used);
    }

    [Fact]
    public async Task A_gift_uses_up_the_norm_of_its_occasion()
    {
        var (child, _) = await GiftedAsync("QUA3");
        var sheet = await ledger.Done(TamDuong.Accountant, new GetChild(Given.Fund, child));
        var tet = sheet.Norms.Single(norm => norm.Line == "D-01");
        Assert.Equal((2021, 1, 1), (tet.Year, tet.Allowed, tet.Used));
        Assert.Equal(0, sheet.Norms.Single(norm => norm.Line == "D-02").Used);
    }

    [Fact]
    public async Task A_child_of_a_sealed_group_is_protected_and_keeps_its_norms()
    {
        var child = (await ledger.Given.Children(1, "g11"))[0];
        var sheet = await ledger.Done(TamDuong.Accountant, new GetChild(Given.Fund, child));
        Assert.Equal("protected", Assert.Single(sheet.Classes).Code);
        Assert.Contains(sheet.Norms, norm => norm.Line == "D-01");
    }

    [Fact]
    public async Task A_household_lists_its_other_children()
    {
        var first = await RegisterAsync(null);
        var second = await RegisterAsync(first.Household);
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, first.Code));
        Assert.Equal([second.Code], sheet.Household);
    }

    [Fact]
    public async Task The_officer_of_another_commune_finds_no_such_child()
    {
        var child = (await ledger.Given.Children(1))[0];
        var answer = await ledger.Send(TamDuong.OtherOfficer, new GetChild("Q03430", child));
        Assert.IsType<ChildNotFound>(answer.Error);
    }

    [Fact]
    public async Task The_fund_of_another_unit_does_not_lead_to_the_child()
    {
        var child = (await ledger.Given.Children(1))[0];
        Assert.IsType<ChildNotFound>((await ledger.Send(TamDuong.Officer, new GetChild(Given.Fund, child))).Error);
        Assert.IsType<ChildNotFound>((await ledger.Send(TamDuong.Officer, new GetChild(TamDuong.BinhLu, "TE-999999"))).Error);
    }

    [Fact]
    public async Task Only_an_auditor_is_told_how_often_an_identity_was_opened()
    {
        var child = (await ledger.Given.Children(1))[0];
        await ledger.Done(TamDuong.Officer, new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, "Lập danh sách ký nhận"));
        Assert.Equal(1, (await ledger.Done(TamDuong.Auditor, new GetChild(Given.Fund, child))).Looks);
        Assert.Null((await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child))).Looks);
    }

    [Fact]
    public async Task Only_the_officer_of_the_commune_may_open_an_identity()
    {
        var child = (await ledger.Given.Children(1))[0];
        Assert.True((await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child))).Head.MayOpenIdentity);
        Assert.False((await ledger.Done(TamDuong.Accountant, new GetChild(Given.Fund, child))).Head.MayOpenIdentity);
    }

    [Fact]
    public async Task A_child_does_not_join_a_household_of_another_commune()
    {
        var elsewhere = await ledger.Done(TamDuong.OtherOfficer, Registration("Q03430", null));
        var answer = await ledger.Send(TamDuong.Officer, Registration(TamDuong.BinhLu, elsewhere.Household));
        Assert.Equal(new HouseholdUnknown(elsewhere.Household), answer.Error);
    }

    [Fact]
    public async Task The_form_of_a_commune_offers_every_group_but_the_stand_ins()
    {
        var choices = await ledger.Done(TamDuong.Officer, new GetRegistration(TamDuong.BinhLu));
        Assert.True(choices.IsCommune);
        Assert.Equal(17, choices.Classes.Count);
        Assert.Equal(7, choices.Classes.Count(group => group.IsSealed));
        Assert.False((await ledger.Done(TamDuong.Accountant, new GetRegistration(Given.Fund))).IsCommune);
    }

    private static RegisterChild Registration(string fund, string? household) =>
        new(fund, Guid.NewGuid(), "Trẻ Thử Nghiệm", new LocalDate(2015, 6, 1), "Người Giám Hộ", "mẹ", ["poor"])
        {
            Household = household, DespiteLikeness = Given.AnotherChild,
        };

    private Task<ChildRegistered> RegisterAsync(string? household) =>
        ledger.Done(TamDuong.Officer, Registration(TamDuong.BinhLu, household));

    private async Task<(string Child, string Voucher)> GiftedAsync(string pool)
    {
        await ledger.Given.Pool(pool);
        await ledger.Given.Receipt(pool, 1_000_000);
        var child = (await ledger.Given.Children(1))[0];
        return (child, (await ledger.Given.Paid(pool, child)).Voucher);
    }
}
