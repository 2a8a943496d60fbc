using FundLedger.Features.Children;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Which child of the register, or of an earlier row, a row of a file is taken for.</summary>
public sealed class KnownChildrenTests
{
    private static readonly LocalDate Born = new(2014, 5, 6);

    private static readonly Identity Lan = new("Lò Thị Lan", Born, "Lò Văn Páo", "bố");

    [Fact]
    public void Nobody_is_found_where_nobody_is_known_and_where_nobody_is_alike()
    {
        Assert.Equal((Resemblance.None, null), new KnownChildren().Find(Row(Lan)));
        Assert.Equal((Resemblance.None, null), Found(Lan, Lan with { FullName = "Vàng A Sinh", GuardianName = "Vàng A Tủa" }));
    }

    [Theory]
    [InlineData("LÒ THỊ LAN", "Lò Văn Páo")]
    [InlineData("lò  thị  lan", "LÒ VĂN PÁO")]
    public void The_same_name_day_and_guardian_are_the_same_child_however_they_are_written(string name, string guardian) =>
        Assert.Equal((Resemblance.Same, "TE-000001"), Found(Lan, Lan with { FullName = name, GuardianName = guardian }));

    [Theory]
    [InlineData("Lò Thị Lan", "Người Khác Hẳn")]
    [InlineData("Lo Thi Lan", "Lò Văn Páo")]
    [InlineData("Lan Lò Thị", "Người Khác Hẳn")]
    public void Another_guardian_missing_accents_or_another_order_leave_it_to_a_person(string name, string guardian) =>
        Assert.Equal((Resemblance.Strong, "TE-000001"), Found(Lan, Lan with { FullName = name, GuardianName = guardian }));

    [Fact]
    public void A_year_alone_makes_it_possible_and_with_the_same_guardian_likely()
    {
        var ofYear = Lan with { BirthDate = new LocalDate(2014, 12, 31), BirthYearOnly = true };
        Assert.Equal((Resemblance.Possible, "TE-000001"), Found(Lan, ofYear with { GuardianName = "Người Khác Hẳn" }));
        Assert.Equal((Resemblance.Strong, "TE-000001"), Found(Lan, ofYear));
        Assert.Equal((Resemblance.Same, "TE-000001"), Found(ofYear, ofYear with { BirthDate = new LocalDate(2014, 11, 20) }));
        Assert.Equal(Resemblance.Strong, Found(Lan with { BirthDate = ofYear.BirthDate }, ofYear).How);
        Assert.Equal(Resemblance.None, Found(ofYear, ofYear with { BirthDate = new LocalDate(2015, 12, 31) }).How);
    }

    [Fact]
    public void Own_numbers_decide_where_both_have_one()
    {
        var numbered = Lan with { PersonalId = "012314000001" };
        Assert.Equal((Resemblance.Same, "TE-000001"), Found(numbered, numbered with { GuardianName = "Người Khác Hẳn" }));
        Assert.Equal((Resemblance.Strong, "TE-000001"), Found(numbered, numbered with { PersonalId = "012314000002" }));
        Assert.Equal((Resemblance.None, null), Found(numbered, numbered with { PersonalId = "014314777772" }));
        Assert.Equal((Resemblance.Same, "TE-000001"), Found(numbered, Lan));
        Assert.Equal((Resemblance.Same, "TE-000001"), Found(Lan, numbered));
    }

    [Fact]
    public void An_own_number_finds_a_child_of_another_name_and_day_and_a_parents_number_does_not()
    {
        var numbered = Lan with { PersonalId = "012314000001" };
        var other = new Identity("Vàng A Sinh", new LocalDate(2010, 1, 2), "Vàng A Tủa", "bố") { PersonalId = "012314000001" };
        Assert.Equal((Resemblance.Strong, "TE-000001"), Found(numbered, other));
        Assert.Equal((Resemblance.None, null), Found(numbered, other with { PersonalIdOf = "mẹ" }));
        Assert.Equal((Resemblance.None, null), Found(numbered with { PersonalIdOf = "mẹ" }, other));
        var ofMother = numbered with { PersonalIdOf = "mẹ" };
        Assert.Equal((Resemblance.Strong, "TE-000001"), Found(ofMother, ofMother with { GuardianName = "Người Khác Hẳn" }));
    }

    [Fact]
    public void Twins_of_one_guardian_are_two_children() =>
        Assert.Equal((Resemblance.None, null), Found(Lan, Lan with { FullName = "Lò Thị Xuân" }));

    [Fact]
    public void A_sealed_case_is_found_by_the_same_child_of_the_same_group_only()
    {
        var hidden = Lan with { SealedGroup = "g09" };
        Assert.Equal((Resemblance.Same, "TE-000001"), Found(hidden, hidden, isSealed: true));
        Assert.Equal((Resemblance.None, null), Found(hidden, Lan, isSealed: true));
        Assert.Equal((Resemblance.None, null), Found(hidden, Lan with { SealedGroup = "g10" }, isSealed: true));
        Assert.Equal((Resemblance.None, null), Found(hidden, hidden with { GuardianName = "Người Khác Hẳn" }, isSealed: true));
    }

    [Fact]
    public void Of_several_the_same_child_is_taken_and_else_the_likest()
    {
        var known = new KnownChildren();
        known.Add(Known(Lan with { BirthYearOnly = true, GuardianName = "Người Khác Hẳn" }, "TE-000001"));
        known.Add(Known(Lan with { FullName = "Lo Thi Lan" }, "TE-000002"));
        known.Add(Known(Lan with { GuardianName = "Lò Văn Sơn" }, "TE-000003"));
        Assert.Equal((Resemblance.Strong, "TE-000002"), Codes(known.Find(Row(Lan))));
        known.Add(Known(Lan, "TE-000004"));
        Assert.Equal((Resemblance.Same, "TE-000004"), Codes(known.Find(Row(Lan))));
    }

    [Fact]
    public void What_is_kept_of_a_child_is_its_code_its_household_its_row_and_its_group()
    {
        var hidden = KnownChild.Of(Lan with { SealedGroup = "g09" }, "TE-000007", "HO-0007", isSealedCase: true, row: null);
        Assert.Equal(("TE-000007", "HO-0007", true, null, "g09"), (hidden.Code, hidden.Household, hidden.IsSealedCase, hidden.Row, hidden.SealedGroup));
        Assert.Equal(("Lò Thị Lan", "HO-0007"), (hidden.Traits.FullName, hidden.Traits.Household));
        Assert.Equal((null, 9), (Row(Lan).Code, Row(Lan).Row));
    }

    private static (Resemblance How, string? Code) Found(Identity inRegister, Identity row, bool isSealed = false)
    {
        var known = new KnownChildren();
        known.Add(Known(inRegister, "TE-000001", isSealed));
        return Codes(known.Find(Row(row)));
    }

    private static (Resemblance How, string? Code) Codes((Resemblance How, KnownChild? Child) found) => (found.How, found.Child?.Code);

    private static KnownChild Known(Identity identity, string code, bool isSealed = false) =>
        KnownChild.Of(identity, code, household: null, isSealed, row: null);

    private static KnownChild Row(Identity identity) => KnownChild.Of(identity, code: null, household: null, isSealedCase: false, row: 9);
}
