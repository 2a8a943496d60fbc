using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Concurrency;

/// <summary>Two people at the same moment. The starting order is left to chance; the outcome is not.</summary>
public sealed class RaceTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string AvailableSql =
        "SELECT liquid - committed FROM pool_balances b JOIN pools p USING (fund_id, pool_id) WHERE p.code = @Pool";

    private const string PaidSql = "SELECT sum(line_count) / 2 FROM journal_entries WHERE kind = 'disbursement' AND disbursement_id = @Id";

    [Fact]
    public async Task One_key_sent_twelve_times_gives_one_receipt_and_one_answer()
    {
        var receipt = Receipt(await PoolAsync(), 1_000_000);
        var answers = await AtOnce(12, _ => ledger.Send(TamDuong.Accountant, receipt));
        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        Assert.Equal(1_000_000, await ledger.Ask<long>(AvailableSql, new { receipt.Pool }));
    }

    [Fact]
    public async Task One_key_with_two_contents_or_from_two_people_is_refused_to_the_second()
    {
        var receipt = Receipt(await PoolAsync(), 2_000_000);
        var answers = await AtOnce(2, i => ledger.Send(TamDuong.Accountant, receipt with { Amount = new Money(2_000_000 + i) }));
        Assert.IsType<KeyUsedForOther>(Assert.Single(answers, answer => !answer.IsOk).Error);
        var other = Receipt(receipt.Pool, 3_000_000);
        answers = await AtOnce(2, i => ledger.Send(i == 0 ? TamDuong.Accountant : TamDuong.SecondAccountant, other));
        Assert.IsType<KeyUsedForOther>(Assert.Single(answers, answer => !answer.IsOk).Error);
    }

    [Fact]
    public async Task Of_two_approvals_one_counts()
    {
        var (id, hash) = await WaitingAsync();
        var answers = await AtOnce(2, i => ledger.Send(
            i == 0 ? TamDuong.Approver : TamDuong.SecondApprover, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, hash, true)));
        var late = Assert.IsType<AlreadyDecided>(Assert.Single(answers, answer => !answer.IsOk).Error);
        Assert.Equal(DisbursementStatus.Approved, late.Status);
    }

    [Fact]
    public async Task Of_an_approval_and_a_rejection_one_counts()
    {
        var (id, hash) = await WaitingAsync();
        var approval = new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, hash, true);
        var rejection = new RejectDisbursement(Given.Fund, Guid.NewGuid(), id, "Không đúng đối tượng");
        var answers = await AtOnce(2, async i => i == 0
            ? (await ledger.Send(TamDuong.Approver, approval)).Error
            : (await ledger.Send(TamDuong.SecondApprover, rejection)).Error);
        Assert.IsType<AlreadyDecided>(Assert.Single(answers, answer => answer is not null));
    }

    [Fact]
    public async Task Of_two_payments_one_is_made()
    {
        var (id, hash) = await WaitingAsync();
        await ledger.Done(TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, hash, true));
        var answers = await AtOnce(2, _ => ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id)));
        Assert.IsType<NotApproved>(Assert.Single(answers, answer => !answer.IsOk).Error);
        Assert.Equal(2, await ledger.Ask<long>(PaidSql, new { Id = id }));
    }

    [Fact]
    public async Task Of_two_requests_that_together_exceed_the_pool_one_learns_what_is_lacking()
    {
        var pool = await PoolAsync();
        await ledger.Given.Receipt(pool, 1_000_000);
        var children = await ledger.Given.Children(4);
        var answers = await AtOnce(2, i => ledger.Send(TamDuong.Accountant, Given.TetRequest(pool, children[(2 * i)..((2 * i) + 2)])));
        var shortage = Assert.IsType<PoolShort>(Assert.Single(answers, answer => !answer.IsOk).Error);
        Assert.Equal((new Money(400_000), new Money(200_000)), (shortage.Available, shortage.Lacking));
    }

    [Fact]
    public async Task Of_two_requests_for_one_child_and_occasion_one_counts()
    {
        var pool = await PoolAsync();
        await ledger.Given.Receipt(pool, 1_000_000);
        var children = await ledger.Given.Children(1);
        var answers = await AtOnce(4, _ => ledger.Send(TamDuong.Accountant, Given.TetRequest(pool, children)));
        Assert.Equal(1, answers.Count(answer => answer.IsOk));
        Assert.Equal(700_000, await ledger.Ask<long>(AvailableSql, new { Pool = pool }));
    }

    private RecordReceipt Receipt(string pool, long amount) =>
        new(Given.Fund, Guid.NewGuid(), pool, new Money(amount), ledger.Clock.Today, "cash", "Nhà hảo tâm");

    private Task<string> PoolAsync() => ledger.Given.Pool(Guid.NewGuid().ToString("N")[..12].ToUpperInvariant());

    private async Task<(long Id, string Hash)> WaitingAsync()
    {
        var pool = await PoolAsync();
        await ledger.Given.Receipt(pool, 1_000_000);
        var id = await ledger.Given.TetGifts(pool, await ledger.Given.Children(2));
        return (id, await ledger.Given.ContentHash(id));
    }

    private static Task<T[]> AtOnce<T>(int count, Func<int, Task<T>> send) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => send(i))));
}
