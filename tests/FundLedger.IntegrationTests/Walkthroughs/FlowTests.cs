using FundLedger.Domain.Disbursements;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Walkthroughs;

public sealed class FlowTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string LiquidSql = "SELECT sum(liquid)::bigint FROM pool_balances";

    [Fact]
    public async Task Money_comes_in_is_reserved_approved_paid_and_one_line_is_reversed()
    {
        var pool = await ledger.Given.Pool();
        Assert.Equal("PT-2021-00001", (await ledger.Given.Receipt(pool, 5_000_000)).Voucher);
        var id = await ledger.Given.TetGifts(pool, await ledger.Given.Children(3, "g04"));

        await ledger.Done(TamDuong.Approver, await ApprovalAsync(id));
        Assert.IsType<AlreadyDecided>((await ledger.Send(TamDuong.SecondApprover, await ApprovalAsync(id))).Error);
        Assert.Equal("PC-2021-00001", (await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id))).Voucher);
        Assert.Equal(4_100_000, await ledger.Ask<long>(LiquidSql));

        var reversal = new ReverseEntry(Given.Fund, Guid.NewGuid(), 2, ledger.Clock.Today, "cash", "Chi nhầm trẻ");
        Assert.Equal("BD-2021-00001", (await ledger.Done(TamDuong.Accountant, reversal)).Voucher);
        Assert.Equal(4_400_000, await ledger.Ask<long>(LiquidSql));

        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        await ledger.Done(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 1)));
    }

    private async Task<ApproveDisbursement> ApprovalAsync(long id) =>
        new(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true);
}
