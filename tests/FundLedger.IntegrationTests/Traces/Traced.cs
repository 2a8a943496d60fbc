using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Traces;
using FundLedger.Features.Transfers;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Traces;

/// <summary>What is done to the books, and asked of them, to follow money.</summary>
internal sealed class Traced(Ledger ledger)
{
    private const string EntrySql = """
        SELECT e.entry_no FROM journal_entries e JOIN postings p USING (fund_id, book, entry_no)
        WHERE e.kind = 'disbursement' AND p.beneficiary_code = @Child AND p.account_code = 'fund_balance'
        """;

    /// <summary>Number of the new receipt.</summary>
    public async Task<string> Received(long amount) => (await ledger.Given.Receipt("CHUNG", amount)).Voucher;

    /// <summary>Number of the payment of a Tết gift to each, 300,000 ₫ of the sample norm.</summary>
    public async Task<string> Paid(params string[] children) => (await ledger.Given.Paid("CHUNG", children)).Voucher;

    public Task<ReceiptTrace> There(string receipt) => ledger.Done(TamDuong.Auditor, new TraceReceipt(Given.Fund, receipt));

    public Task<SupportTrace> Back(string payment) => ledger.Done(TamDuong.Auditor, new TraceSupport(Given.Fund, payment));

    public Task<SupportTrace> OfChild(string code) => ledger.Done(TamDuong.Auditor, new TraceChild(Given.Fund, code));

    /// <summary>The entry that paid a child.</summary>
    public Task<long> Entry(string child) => ledger.Ask<long>(EntrySql, new { Child = child });

    public static (string, long) Told(TracedSource source) => (source.Voucher, source.Amount.Dong);

    /// <summary>Number of the reversal.</summary>
    public async Task<string> Reversed(long entry) => (await ledger.Done(TamDuong.Accountant, new ReverseEntry(
        Given.Fund, Guid.NewGuid(), entry, ledger.Clock.Today, "cash", "Ghi nhầm quỹ"))).Voucher;

    /// <summary>Number of the transfer.</summary>
    public async Task<string> Moved(string from, string to, long amount)
    {
        var asked = new RequestTransfer(Given.Fund, Guid.NewGuid(), from, to, new Money(amount), "cash", "Bổ sung quà Tết cho trẻ em");
        var id = (await ledger.Done(TamDuong.Accountant, asked)).Id;
        var seen = (await ledger.Done(TamDuong.Auditor, new ListTransfers(Given.Fund, id)))[0].ContentHash;
        await ledger.Done(TamDuong.Approver, new ApproveTransfer(Given.Fund, Guid.NewGuid(), id, seen));
        return (await ledger.Done(TamDuong.SecondApprover, new ApproveTransfer(Given.Fund, Guid.NewGuid(), id, seen))).Voucher!;
    }

    public async Task<string> File(IQuery<ExportedFile> export)
    {
        await using var file = await ledger.Done(TamDuong.Auditor, export);
        using var text = new StreamReader(file.Content);
        return await text.ReadToEndAsync(Ledger.Token);
    }
}
