using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Walkthroughs;

public sealed class FlowTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task Money_comes_in_is_reserved_approved_paid_and_one_line_is_reversed()
    {
        var pool = await ledger.Given.Pool();
        var receipt = await ledger.Given.Receipt(pool, 5_000_000);
        Assert.Equal("PT-2021-00001", receipt.Voucher);
        var children = await ledger.Given.Children(3, "g04");
        var id = await ledger.Given.TetGifts(pool, children);
        Assert.IsType<AlreadyDecided>((await ledger.Send(TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id)))).IsOk
            ? (await ledger.Send(TamDuong.SecondApprover, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id)))).Error
            : null);
        var paid = await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        Assert.Equal("PC-2021-00001", paid.Voucher);
        Assert.Equal(4_100_000, await ledger.Ask<long>("SELECT liquid FROM pool_balances WHERE pool_id = 1 AND liquid > 0"));
        var reversed = await ledger.Done(TamDuong.Accountant, new ReverseEntry(Given.Fund, Guid.NewGuid(), 2, ledger.Clock.Today, "cash", "Chi nhầm trẻ"));
        Assert.Equal("BD-2021-00001", reversed.Voucher);
        Assert.Equal(4_400_000, await ledger.Ask<long>("SELECT liquid FROM pool_balances WHERE pool_id = 1 AND liquid > 0"));
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        await ledger.Done(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 1)));
    }
}
