using FundLedger.Features.Audit;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>Somebody with every right changes the books, the guards switched off: the verification names the record.</summary>
public sealed class ForgeryTests(AuditedLedger audited) : IClassFixture<AuditedLedger>, IAsyncLifetime
{
    private const string Fund = "(SELECT fund_id FROM funds WHERE code = 'Q106')";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await audited.PutBack();

    [Theory]
    [MemberData(nameof(Forgeries.All), MemberType = typeof(Forgeries))]
    [MemberData(nameof(AdjustmentForgeries.All), MemberType = typeof(AdjustmentForgeries))]
    [MemberData(nameof(ReferenceForgeries.All), MemberType = typeof(ReferenceForgeries))]
    [MemberData(nameof(IdentityForgeries.All), MemberType = typeof(IdentityForgeries))]
    [MemberData(nameof(RefusalForgeries.All), MemberType = typeof(RefusalForgeries))]
    public async Task A_forged_record_is_named_by_the_pass_that_watches_it(
        string pass, string kind, string number, string field, string forgery)
    {
        Assert.True(await audited.Forge(forgery.Replace("{F}", Fund, StringComparison.Ordinal)) > 0, "Nothing was forged.");
        var verification = await audited.Verify();
        Assert.Equal(PassState.Wrong, verification.State);
        var wrong = verification.Passes.Single(each => each.Name == pass).FirstWrong;
        Assert.NotNull(wrong);
        Assert.Equal((kind, number, field), (wrong.Kind, wrong.Number, wrong.Field));
        Assert.NotEqual(wrong.Expected, wrong.Found);
    }

    [Fact]
    public async Task Put_back_the_books_are_right_again() => Assert.Equal(PassState.Ok, (await audited.Verify()).State);

    [Fact]
    public async Task Words_erased_on_purpose_are_counted_and_break_nothing()
    {
        await audited.Forge("DELETE FROM voucher_details");
        var verification = await audited.Verify();
        Assert.Equal("6 vouchers whose words were erased", verification.Passes.Single(pass => pass.Name == "vouchers").Note?.En);
        Assert.DoesNotContain(verification.Passes, pass => pass.State == PassState.Wrong);
    }

    [Fact]
    public async Task A_pass_that_may_not_look_is_incomplete_and_never_clean()
    {
        await audited.Forge("REVOKE SELECT ON number_series FROM fundledger_auditor; CREATE TABLE side_book (amount bigint)");
        var verification = await audited.Verify();
        await audited.Forge("GRANT SELECT ON number_series TO fundledger_auditor; DROP TABLE side_book");
        audited.OpenNewSessions();
        var incomplete = verification.Passes.Where(pass => pass.State == PassState.Incomplete).Select(pass => pass.Name);
        Assert.Equal(["coverage", "numbers"], incomplete.Order());
        Assert.Contains("side_book", verification.Passes.Single(pass => pass.Name == "coverage").Note?.En, StringComparison.Ordinal);
        Assert.Equal(PassState.Incomplete, verification.State);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_keep_no_other_pass_from_its_end()
    {
        await audited.Forge("UPDATE monthly_turnovers SET month = '12000-01-01' WHERE (pool_id, account_code, month) = (1, 'cash', '2021-01-01')");
        await audited.Forge("UPDATE money_balances SET balance = balance + 1 WHERE account_code = 'cash'");
        var verification = await audited.Verify();
        Assert.NotEqual(PassState.Ok, verification.Passes.Single(pass => pass.Name == "turnovers").State);
        Assert.Equal(PassState.Wrong, verification.Passes.Single(pass => pass.Name == "money-balances").State);
        Assert.DoesNotContain(verification.Passes, pass => pass.State == PassState.Incomplete && pass.Name != "turnovers");
    }

    [Fact]
    public async Task A_child_of_another_fund_is_not_judged_with_half_of_its_uses()
    {
        await audited.Forge("""
            UPDATE norm_usages SET fund_id = (SELECT fund_id FROM funds WHERE code = 'Q03430') WHERE beneficiary_code = 'TE-000002'
            """);
        var verification = await audited.Ledger.Done(Testing.TamDuong.Auditor, new VerifyLedger());
        Assert.Equal(PassState.Incomplete, verification.Passes.Single(pass => pass.Name == "norm-totals").State);
    }
}
