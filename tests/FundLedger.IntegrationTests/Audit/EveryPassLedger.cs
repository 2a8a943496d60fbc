using FundLedger.Domain;
using FundLedger.Features.Periods;
using FundLedger.Features.Reports;
using FundLedger.Features.Samples;
using FundLedger.Features.Transfers;
using FundLedger.IntegrationTests.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>
/// Books in which each pass of the verification has something to look at: besides what happens in every audited ledger, goods moved, money
/// went between pools, a report was frozen, a sample drawn, January reopened and closed again, and February's closing begun.
/// </summary>
public sealed class EveryPassLedger(LedgerCluster cluster) : UncheckedLedger(cluster, LiveOn)
{
    private static async Task LiveOn(Ledger ledger)
    {
        await GoodsForgeryTests.MoveGoods(ledger);
        await Moved(ledger, 500_000, approvals: 2);
        var second = await Moved(ledger, 400_000, approvals: 1);
        await ledger.Done(TamDuong.SecondApprover, new RejectTransfer(Given.Fund, Guid.NewGuid(), second, "Chưa có ý kiến nhà tài trợ"));
        await Moved(ledger, 300_000, approvals: 1);
        await ledger.Done(TamDuong.Accountant, new FreezeReport(
            Given.Fund, Guid.NewGuid(), "receipt-use", new(2021, 1, 1), ledger.Clock.Today, new(2021, 6, 30)));
        await ledger.Done(TamDuong.Auditor, new DrawSample(
            Given.Fund, Guid.NewGuid(), 2026, 2, new LocalDate(2021, 1, 1), new LocalDate(2021, 12, 31), null));
        var asked = await ledger.Done(TamDuong.Accountant, Months.AskToReopen(1));
        await ledger.Done(
            TamDuong.Approver, new RejectReopening(Given.Fund, Guid.NewGuid(), asked.Request, "Sửa bằng bút toán đảo ở tháng 2"));
        var months = new Months(ledger);
        await months.Reopened(1);
        await months.Closed(1);
        ledger.Clock.Today = new LocalDate(2021, 3, 5);
        await months.Started(2);
    }

    /// <summary>Number of a transfer into the pool for surgeries that so many persons approved.</summary>
    private static async Task<long> Moved(Ledger ledger, long amount, int approvals)
    {
        var id = (await ledger.Done(TamDuong.Accountant, new RequestTransfer(
            Given.Fund, Guid.NewGuid(), "CHUNG", "MO-TIM", new Money(amount), "cash", "Bổ sung tiền mổ tim cho trẻ em"))).Id;
        var seen = (await ledger.Done(TamDuong.Auditor, new ListTransfers(Given.Fund, id)))[0];
        foreach (var approver in ((string[])[TamDuong.Approver, TamDuong.SecondApprover])[..approvals])
        {
            await ledger.Done(approver, new ApproveTransfer(Given.Fund, Guid.NewGuid(), id, seen.ContentHash));
        }

        return id;
    }
}
