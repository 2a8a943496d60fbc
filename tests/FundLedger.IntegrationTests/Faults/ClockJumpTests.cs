using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using FundLedger.Features.Receipts;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>The clock of the server jumps a day back and two days forth.</summary>
public sealed class ClockJumpTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string NumbersSql = """
        SELECT v.voucher_no FROM vouchers v JOIN funds f USING (fund_id) WHERE f.code = @Fund AND v.voucher_type = 'PT' ORDER BY v.voucher_no
        """;

    [Fact]
    public async Task Numbers_go_on_without_a_gap_and_the_books_are_whole()
    {
        await ledger.Given.Pool();
        var today = ledger.Clock.Today;
        await ledger.Given.Receipt("CHUNG", 100_000);
        ledger.Clock.Today = today.PlusDays(-1);
        await ledger.Given.Receipt("CHUNG", 200_000);
        var early = new RecordReceipt(Given.Fund, Guid.NewGuid(), "CHUNG", new Money(50_000), today, "cash", "Công ty Chè Tam Đường");
        Assert.IsType<DateInFuture>((await ledger.Send(TamDuong.Accountant, early)).Error);
        ledger.Clock.Today = today.PlusDays(1);
        await ledger.Given.Receipt("CHUNG", 300_000);
        Assert.Equal([1, 2, 3], await ledger.List<int>(NumbersSql, new { Given.Fund }));
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verification.Passes, pass => Assert.True(pass.State != PassState.Wrong, $"{pass.Name}: {pass.FirstWrong?.Sentence}"));
    }
}
