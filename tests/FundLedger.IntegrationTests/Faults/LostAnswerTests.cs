using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Receipts;
using FundLedger.IntegrationTests.Pages;
using FundLedger.Testing;
using MediatR;
using Npgsql;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>
/// The line to the server breaks at the commit. Whoever sent the request cannot know whether it was carried out, and need not: sent again
/// under its key, it is carried out once.
/// </summary>
public sealed class LostAnswerTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string New = "/funds/pools/new";

    private const string ReceiptsSql = "SELECT count(*) FROM vouchers WHERE voucher_type = 'PT' AND amount = @Amount";
    private const string PaymentsSql = "SELECT count(*) FROM vouchers WHERE voucher_type = 'PC' AND disbursement_id = @Id";
    private const string DecisionsSql = "SELECT count(*) FROM disbursement_events WHERE event = 'approved' AND disbursement_id = @Id";
    private const string RefusalsSql = "SELECT count(*) FROM refusals WHERE code = 'date-in-future' AND message LIKE @Day || '%'";

    // The lane that receipts share asks again by itself: the key makes that safe, and the sender does not even notice.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receipt_is_recorded_once_and_nobody_notices(bool wasCommitted)
    {
        var receipt = await ReceiptAsync(wasCommitted ? 2_000_001 : 2_000_002);
        await using var relay = new CuttingRelay(ledger.Database.Application);
        await using var application = ledger.Application(relay.Connection);
        relay.CutAt(Where(wasCommitted), text: "record_receipts_together");
        var first = await Ledger.Send(application, TamDuong.Accountant, receipt);
        Assert.Equal(first.Value, (await ledger.Send(TamDuong.Accountant, receipt)).Value);
        Assert.Equal(1, await ledger.Ask<long>(ReceiptsSql, new { Amount = receipt.Amount.Dong }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_is_approved_once_and_paid_once(bool wasCommitted)
    {
        var pool = await PoolAsync();
        await ledger.Given.Receipt(pool, 1_000_000);
        var id = await ledger.Given.TetGifts(pool, await ledger.Given.Children(2));
        var approval = new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true);
        await LoseAndRepeatAsync(TamDuong.Approver, approval, wasCommitted, () => ledger.Ask<long>(DecisionsSql, new { Id = id }));
        await LoseAndRepeatAsync(
            TamDuong.Cashier, ledger.Given.Payment(id), wasCommitted, () => ledger.Ask<long>(PaymentsSql, new { Id = id }));
        await Crowd.BooksAreRightAsync(ledger);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_is_recorded_once(bool wasCommitted)
    {
        var day = ledger.Clock.Today.PlusDays(wasCommitted ? 3 : 4);
        var receipt = await ReceiptAsync(2_000_003) with { ReceivedOn = day };
        await LoseAndRepeatAsync(TamDuong.Accountant, receipt, wasCommitted, () =>
            ledger.Ask<long>(RefusalsSql, new { Day = day.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }));
    }

    [Fact]
    public async Task The_page_keeps_what_was_typed_and_sends_it_again_under_its_key()
    {
        await using var relay = new CuttingRelay(ledger.Database.Application);
        await using var web = await WebHost.StartAsync(relay.Connection, ledger.Folder, ledger.Clock, Ledger.Token);
        using var client = await web.SignedInAsync(TamDuong.Accountant, Ledger.Token);
        var form = await PageForm.Open(client, New);
        // The first commit is that of the look who is signed in.
        relay.CutAt(CuttingRelay.Cut.AfterCommit, commit: 2);
        var lost = await form.Send(New, ("Code", "MO-LAI"), ("NameVi", "Nguồn \"mở lại\""), ("SourceKind", "donation"));
        Assert.Equal(503, lost.Status);
        Assert.Contains("Gửi lại", lost.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", lost.Text, StringComparison.Ordinal);
        Assert.Equal(302, (await lost.SendHidden(New)).Status);
        Assert.Equal("Nguồn \"mở lại\"", await ledger.Ask<string>("SELECT name_vi FROM pools WHERE code = 'MO-LAI'"));
        Assert.Equal(0, await ledger.Ask<long>("SELECT count(*) FROM refusals WHERE code = 'pool-code-used'"));
    }

    private async Task LoseAndRepeatAsync<T>(string user, IRequest<Result<T>> request, bool wasCommitted, Func<Task<long>> count)
    {
        await using var relay = new CuttingRelay(ledger.Database.Application);
        await using var application = ledger.Application(relay.Connection);
        relay.CutAt(Where(wasCommitted));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Ledger.Send(application, user, request));
        Assert.Equal(wasCommitted ? 1 : 0, await count());
        var again = await Ledger.Send(application, user, request);
        var oncemore = await ledger.Send(user, request);
        Assert.Equal(again.Error, oncemore.Error);
        if (again.IsOk) Assert.Equal(again.Value, oncemore.Value);
        Assert.Equal(1, await count());
    }

    private static CuttingRelay.Cut Where(bool wasCommitted) =>
        wasCommitted ? CuttingRelay.Cut.AfterCommit : CuttingRelay.Cut.BeforeCommit;

    private Task<string> PoolAsync() => ledger.Given.Pool(Guid.NewGuid().ToString("N")[..12].ToUpperInvariant());

    private async Task<RecordReceipt> ReceiptAsync(long amount) =>
        new(Given.Fund, Guid.NewGuid(), await PoolAsync(), new Money(amount), ledger.Clock.Today, "cash", "Nhà hảo tâm");
}
