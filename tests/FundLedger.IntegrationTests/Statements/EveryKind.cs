using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Payments;
using FundLedger.Features.Adjustments;
using FundLedger.Features.Ledger;
using FundLedger.Features.Payments;
using FundLedger.Features.Periods;
using FundLedger.Features.Statements;
using FundLedger.Features.Transfers;
using FundLedger.IntegrationTests.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>
/// The year 2021, closed, with an entry of every kind: money received, paid, taken back, moved between pools with and without a decision,
/// interest and a fee, cash brought to the bank, budget money lapsed and, in January, paid back. Today is 5 January 2022.
/// </summary>
public sealed class EveryKind(LedgerCluster cluster) : IAsyncLifetime
{
    public const string Reason = "Chuyển sang quà Tết của trẻ em";

    public static readonly LocalDate From = new(2021, 1, 1);
    public static readonly LocalDate To = new(2021, 12, 31);

    public Ledger Ledger { get; } = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        foreach (var (code, source) in ((string, string)[])[
            ("CHUNG", "donation"), ("TET", "socialised"), ("NSTINH", "provincial_budget"), ("LAI", "interest"), ("LAI2", "interest")])
        {
            await Ledger.Done(TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), code, code, code, source));
        }

        await Ledger.Given.Receipt("CHUNG", 5_000_000);
        await Ledger.Given.Receipt("NSTINH", 2_000_000, "bank");
        var mistaken = await Ledger.Given.Receipt("CHUNG", 300_000);
        await Ledger.Done(TamDuong.Accountant, new ReverseEntry(Given.Fund, Guid.NewGuid(), mistaken.EntryNo, Today, "cash", "Ghi nhầm quỹ"));
        await Ledger.Given.Paid("CHUNG", await Ledger.Given.Children(2));
        await Advance(await Ledger.Given.Approved("CHUNG", await Ledger.Given.Children(2)));
        await Adjust(("bank", "LAI", Side.Debit, 50_000), ("fund_balance", "LAI", Side.Credit, 50_000));
        await Adjust(("fund_balance", "LAI", Side.Debit, 11_000), ("bank", "LAI", Side.Credit, 11_000));
        await Adjust(("bank", "CHUNG", Side.Debit, 2_000_000), ("cash", "CHUNG", Side.Credit, 2_000_000));
        await Adjust(
            ("bank", "LAI2", Side.Debit, 700), ("fund_balance", "LAI2", Side.Credit, 700),
            ("bank", "LAI", Side.Debit, 300), ("fund_balance", "LAI", Side.Credit, 300));
        await Move(Transfer("CHUNG", "TET", 1_000_000));
        await Move(Transfer("TET", "CHUNG", 400_000) with { DecisionNumber = "12/QĐ-UBND", DecisionDate = new LocalDate(2021, 1, 3) });
        await Audit.GoodsForgeryTests.MoveGoods(Ledger);
        Ledger.Clock.Today = new LocalDate(2022, 1, 5);
        var months = new Months(Ledger);
        for (var month = 1; month <= 11; month++) await months.Closed(month);
        await months.Started(12);
        await Ledger.Done(TamDuong.Approver, new DecideYearEnd(
            Given.Fund, Guid.NewGuid(), 2021, "NSTINH", YearEndOutcome.Lapsed, "Theo thông báo cuối năm của tài chính"));
        await months.Closed(12);
        await Ledger.Done(TamDuong.Cashier, new ReturnBudget(
            Given.Fund, Guid.NewGuid(), "NSTINH", new Money(2_000_000), Today, "bank", "Kho bạc Nhà nước huyện"));
        await Ledger.Sign();
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    public async Task<byte[]> Proof(LocalDate from, LocalDate to)
    {
        await using var file = await Ledger.Done(TamDuong.Auditor, new ExportFund(Given.Fund, from, to, ExportFormat.Proof));
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }

    private LocalDate Today => Ledger.Clock.Today;

    private static RequestTransfer Transfer(string from, string to, long amount) =>
        new(Given.Fund, Guid.NewGuid(), from, to, new Money(amount), "bank", Reason);

    // The first of two children gets its gift from the officer's advance, the second does not want it.
    private async Task Advance(long id)
    {
        var order = (await Ledger.Done(TamDuong.Cashier, new OrderPayment(Given.Fund, Guid.NewGuid(), id, "advance", "cash", Today, null)
        {
            Officer = TamDuong.Officer, SettleBy = Today.PlusDays(15),
        })).Order;
        PaymentResult[] results =
        [
            new(1, PaymentOutcome.Paid, new Money(300_000), null, null), new(2, PaymentOutcome.Returned, Money.Zero, null, null),
        ];
        await Ledger.Done(TamDuong.Cashier, new RecordPaymentResults(Given.Fund, Guid.NewGuid(), order, Today, results)
        {
            Returned = new Money(300_000),
        });
    }

    private async Task Move(RequestTransfer asked)
    {
        var id = (await Ledger.Done(TamDuong.Accountant, asked)).Id;
        var seen = (await Ledger.Done(TamDuong.Auditor, new ListTransfers(Given.Fund, id)))[0].ContentHash;
        await Ledger.Done(TamDuong.Approver, new ApproveTransfer(Given.Fund, Guid.NewGuid(), id, seen));
        await Ledger.Done(TamDuong.SecondApprover, new ApproveTransfer(Given.Fund, Guid.NewGuid(), id, seen));
    }

    private async Task Adjust(params (string Account, string Pool, Side Side, long Amount)[] lines)
    {
        var recorded = await Ledger.Done(TamDuong.Accountant, new RecordAdjustment(
            Given.Fund, Guid.NewGuid(), Today, "Theo sao kê ngân hàng tháng 1",
            [.. lines.Select(line => new AskedPosting(line.Account, line.Pool, line.Side, new Money(line.Amount)))]));
        if (recorded.Voucher is not null) return;
        var seen = await Ledger.Ask<string>(
            "SELECT encode(content_hash, 'hex') FROM adjustments WHERE adjustment_id = @Id", new { recorded.Id });
        await Ledger.Done(TamDuong.Approver, new ApproveAdjustment(Given.Fund, Guid.NewGuid(), recorded.Id, seen));
    }
}
