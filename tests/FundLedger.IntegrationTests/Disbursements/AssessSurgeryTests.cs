using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Disbursements;

public sealed class AssessSurgeryTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task The_verdict_says_how_much_and_how_it_came_about_and_writes_nothing()
    {
        var child = (await ledger.Given.Children(1, "g13"))[0];
        var assessed = await ledger.Done(TamDuong.Accountant, Heart(child) with
        {
            Cost = new Money(32_000_000), Insurance = new Money(22_000_000), OtherAid = new Money(2_000_000),
        });
        Assert.Equal((6_400_000L, "D-07"), (assessed.Allowed.Dong, assessed.Citation.LineCode));
        const string computed = "80 % × (32.000.000 − 22.000.000 − 2.000.000) = 6.400.000";
        Assert.Contains(assessed.Reasons, reason => reason.Vi.Contains(computed, StringComparison.Ordinal));
        Assert.DoesNotContain(assessed.Reasons, reason => reason.Vi.Contains("g13", StringComparison.Ordinal));
        Assert.Equal(0, await ledger.Ask<long>("SELECT count(*) FROM norm_usages"));
    }

    [Fact]
    public async Task What_the_request_would_refuse_is_refused_here()
    {
        var child = (await ledger.Given.Children(1, "g13"))[0];
        var above = await ledger.Send(
            TamDuong.Accountant, Heart(child) with { Cost = new Money(10_000_000), Amount = new Money(8_000_001) });
        Assert.Equal(8_000_000, Assert.IsType<NormExceeded>(above.Error).Allowed.Dong);
        var unnamed = await ledger.Send(TamDuong.Accountant, Heart(child) with { Cost = new Money(10_000_000), CaseReference = " " });
        Assert.Equal("CaseReference", Assert.IsType<CaseReferenceUnusable>(unnamed.Error).Field);
        var unknown = await ledger.Send(TamDuong.Accountant, Heart("TE-999999") with { Cost = new Money(10_000_000) });
        Assert.Equal("Beneficiary", Assert.IsType<BeneficiaryNotFound>(unknown.Error).Field);
    }

    [Fact]
    public async Task The_choices_are_the_operations_of_the_norm_and_children_without_the_place_of_protected_ones()
    {
        await ledger.Given.Pool("PT", ["surgery"]);
        await ledger.Given.Pool("TET", ["holiday_gift"]);
        var open = (await ledger.Given.Children(1, "g04"))[0];
        var hidden = (await ledger.Given.Children(1, "g11"))[0];
        var choices = await ledger.Done(TamDuong.Accountant, new GetSurgeryChoices(Given.Fund));
        Assert.Contains("heart", choices.Lines.Select(line => line.Support.Need));
        Assert.Equal("Xã Bình Lư", choices.Children.Single(child => child.Code == open).Unit);
        Assert.Null(choices.Children.Single(child => child.Code == hidden).Unit);
        Assert.Equal(["PT"], choices.Pools.Select(pool => pool.Code));
    }

    private static AssessSurgery Heart(string child) => new(Given.Fund, "heart", child, "BA-2021-0001");
}
