using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>What a child is registered with, where each part of it goes, and without what it is not registered.</summary>
public sealed class RegistrationTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string VaultSql = "SELECT beneficiary_code, key_id, nonce, sealed FROM identity_vault WHERE beneficiary_code = @Child";

    private LocalDate Today => ledger.Clock.Today;

    [Fact]
    public async Task A_child_has_a_name_and_a_number_of_twelve_digits_or_none()
    {
        Assert.Equal(new ChildNameMissing(), await ErrorAsync(Registration("  ")));
        Assert.Equal(new PersonalIdUnreadable(), await ErrorAsync(Registration("Lò A Một") with { PersonalId = "01231600001" }));
        var spaced = await DoneAsync(Registration(" Lò A Một ") with { PersonalId = "012 216 000 001", Sex = Sex.Male });
        var identity = await IdentityAsync(spaced.Code);
        Assert.Equal(("Lò A Một", "012216000001", Sex.Male), (identity.FullName, identity.PersonalId, identity.Sex));
        Assert.Equal((false, false), (spaced.NumberTellsOtherYear, spaced.NumberTellsOtherSex));
        var none = await DoneAsync(Registration("Vàng A Hai") with { PersonalId = " ", PersonalIdOf = "mẹ" });
        Assert.Null((await IdentityAsync(none.Code)).PersonalId);
    }

    [Fact]
    public async Task A_number_that_tells_otherwise_is_pointed_out()
    {
        var both = await DoneAsync(Registration("Giàng Thị Ba") with { PersonalId = "012215000003", Sex = Sex.Female });
        Assert.Equal((true, true), (both.NumberTellsOtherYear, both.NumberTellsOtherSex));
        var year = await DoneAsync(Registration("Sùng A Bốn") with { PersonalId = "012215000004", Sex = Sex.Male });
        Assert.Equal((true, false), (year.NumberTellsOtherYear, year.NumberTellsOtherSex));
    }

    [Fact]
    public async Task A_child_is_born_and_not_sixteen_yet()
    {
        foreach (var born in (LocalDate[])[Today.PlusDays(1), Today.PlusYears(1), Today.PlusYears(-16)])
        {
            Assert.Equal(new BirthDateImpossible(born), await ErrorAsync(Registration("Mùa A Năm") with { BirthDate = born }));
        }

        await DoneAsync(Registration("Mùa A Năm") with { BirthDate = Today.PlusYears(-16).PlusDays(1) });
        await DoneAsync(Registration("Tẩn Láo Tả") with { BirthDate = Today });
    }

    [Fact]
    public async Task Classes_households_and_sub_groups_are_those_that_there_are()
    {
        var asked = Registration("Phàn A Sáu");
        Assert.Equal(new ClassesUnusable(""), await ErrorAsync(asked with { Classes = [] }));
        Assert.Equal(new ClassesUnusable("poor, g99"), await ErrorAsync(asked with { Classes = ["poor", "g99"] }));
        Assert.Equal(new ClassesUnusable("g05, g09"), await ErrorAsync(asked with { Classes = ["g05", "g09"] }));
        Assert.Equal(new HouseholdUnknown("HO-9999"), await ErrorAsync(asked with { Household = "HO-9999" }));
        var without = asked with { Classes = ["g04"], Subgroups = new Dictionary<string, int> { ["g04"] = 0 } };
        Assert.Equal(new SubgroupUnknown("g04", 0), await ErrorAsync(without));
        var first = await DoneAsync(asked);
        Assert.Equal(first.Household, (await DoneAsync(Registration("Phàn Thị Bảy") with { Household = first.Household })).Household);
    }

    [Fact]
    public async Task Classes_hold_since_the_day_that_was_said_and_else_since_today()
    {
        var earlier = await DoneAsync(Registration("Chẻo A Tám") with { ClassesSince = new LocalDate(2020, 9, 5) });
        var now = await DoneAsync(Registration("Hoàng A Chín"));
        Assert.Equal(new LocalDate(2020, 9, 5), Assert.Single((await SheetAsync(earlier.Code)).Classes).ValidFrom);
        Assert.Equal(Today, Assert.Single((await SheetAsync(now.Code)).Classes).ValidFrom);
    }

    [Fact]
    public async Task Of_a_sealed_group_sub_group_and_paper_are_in_the_vault_and_of_others_in_the_register()
    {
        var asked = Registration("Nùng Thị Mười") with
        {
            Classes = ["g09", "poor"], Evidence = new Evidence("quyết định", "8/QĐ", new LocalDate(2021, 1, 2)),
            Subgroups = new Dictionary<string, int> { ["g09"] = 2 },
        };
        var hidden = await IdentityAsync((await DoneAsync(asked)).Code);
        Assert.Equal(("g09", 2, "quyết định, 8/QĐ, 02/01/2021"), (hidden.SealedGroup, hidden.SealedSubgroup, hidden.SealedEvidence));
        var open = await DoneAsync(asked with
        {
            FullName = "Lầu Thị Mười Một", Classes = ["g04"], Subgroups = new Dictionary<string, int> { ["g04"] = 2 },
        });
        var identity = await IdentityAsync(open.Code);
        Assert.Equal((null, null, null), (identity.SealedGroup, identity.SealedSubgroup, identity.SealedEvidence));
        var held = Assert.Single((await SheetAsync(open.Code)).Classes);
        Assert.Equal(("Khuyết tật nặng", "8/QĐ", new LocalDate(2021, 1, 2)), (held.SubgroupVi, held.EvidenceNumber, held.EvidenceDate));
    }

    [Fact]
    public async Task Five_letters_say_why_a_child_is_another_one()
    {
        var first = await DoneAsync(Registration("Cứ Thị Mười Hai"));
        var second = Registration("Cứ Thị Mười Hai");
        Assert.Equal(new ChildLooksKnown(first.Code), await ErrorAsync(second with { DespiteLikeness = "  Thôn  " }));
        var told = await DoneAsync(second with { DespiteLikeness = "Thôn." });
        Assert.Equal("Thôn.", (await SheetAsync(told.Code)).Events.Single(one => one.Event == "told_apart").Reason);
    }

    [Fact]
    public async Task The_form_offers_the_units_households_and_the_sub_groups_of_each_group()
    {
        var first = await DoneAsync(Registration("Thào A Mười Ba"));
        await DoneAsync(Registration("Thào Thị Mười Bốn") with { Household = first.Household });
        var form = await ledger.Done(TamDuong.Officer, new GetRegistration(TamDuong.BinhLu));
        Assert.Equal(("Xã Bình Lư", 2), (form.Unit, form.Households.Single(one => one.Code == first.Household).Children));
        Assert.Equal([1, 2, 3], form.Classes.Single(one => one.Code == "g04").Subgroups.Select(one => one.No));
        Assert.Empty(form.Classes.Single(one => one.Code == "poor").Subgroups);
        Assert.Equal(new FundNotFound("Q99999"), (await ledger.Send(TamDuong.Officer, new GetRegistration("Q99999"))).Error);
    }

    private Task<ChildSheet> SheetAsync(string child) => ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child));

    private async Task<Identity> IdentityAsync(string child) =>
        new IdentityVault(VaultKey.In(ledger.Folder)).Open(await ledger.Ask<SealedIdentity>(VaultSql, new { Child = child }));

    private Task<ChildRegistered> DoneAsync(RegisterChild asked) => ledger.Done(TamDuong.Officer, asked with { Key = Guid.NewGuid() });

    private async Task<Error?> ErrorAsync(RegisterChild asked) =>
        (await ledger.Send(TamDuong.Officer, asked with { Key = Guid.NewGuid() })).Error;

    private static RegisterChild Registration(string name) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), name, new LocalDate(2016, 7, 7), $"Mẹ của {name.Trim()}", "mẹ", ["poor"]);
}
