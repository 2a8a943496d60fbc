using FundLedger.Features.Audit;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Audit;

public sealed class VerifyLedgerTests(AuditedLedger audited) : IClassFixture<AuditedLedger>
{
    private static readonly string[] Passes =
    [
        "hash-log", "entries", "documents", "closings", "periods", "pool-balances", "money-balances", "days", "commitments", "roles",
        "references", "checkpoints", "vouchers", "donors", "turnovers", "requests", "decisions", "transfers", "adjustments", "identity-looks",
        "child-events", "numbers",
        "norm-uses", "norm-totals", "request-keys", "goods", "statements", "reports", "samples", "coverage",
    ];

    [Fact]
    public async Task Honest_books_are_right_in_every_pass_and_every_pass_looked_at_something()
    {
        var verification = await audited.Verify();
        Assert.All(
            verification.Passes,
            pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence} {pass.Note}"));
        Assert.Equal(Passes, verification.Passes.Select(pass => pass.Name));
        Assert.All(verification.Passes, pass => Assert.True(pass.Records > 0 || pass.Name is "transfers" or "goods" or "reports" or "samples", pass.Name));
        Assert.Equal(PassState.Ok, verification.State);
        Assert.Equal(14, verification.Funds.Count);
    }

    [Fact]
    public async Task One_fund_is_verified_alone()
    {
        var verification = await audited.Verify(TamDuong.BinhLu);
        Assert.Equal([TamDuong.BinhLu], verification.Funds);
        Assert.Equal(PassState.Ok, verification.State);
    }

    [Fact]
    public async Task A_user_verifies_the_funds_of_that_user()
    {
        var verification = await audited.Ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.Equal([TamDuong.BinhLu, TamDuong.District], verification.Funds);
        Assert.Equal(PassState.Ok, verification.State);
    }

    [Fact]
    public async Task A_fund_that_is_not_there_is_not_vouched_for() =>
        Assert.Equal("fund-not-found", (await audited.Ledger.Send(TamDuong.Auditor, new VerifyLedger("Q999"))).Error?.Code);
}
