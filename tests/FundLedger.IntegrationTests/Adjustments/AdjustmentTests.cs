using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Adjustments;
using FundLedger.Features.Audit;
using FundLedger.Features.Checks;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Adjustments;

public sealed class AdjustmentTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Done(TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), "LAI", "Lãi tiền gửi", "Bank interest", "interest"));
        await ledger.Given.Receipt("CHUNG", 5_000_000);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    public static RecordAdjustment Deposit(long amount, LocalDate on) => Adjustment(on, "Nộp tiền mặt vào ngân hàng", ("bank", "cash"), "CHUNG", amount);

    [Fact]
    public async Task Cash_paid_into_the_bank_is_in_the_books_at_once_and_no_pool_changes()
    {
        var recorded = await ledger.Done(TamDuong.Accountant, Deposit(3_000_000, ledger.Clock.Today));
        Assert.Equal(("PK-2021-00001", 2L), (recorded.Voucher, recorded.EntryNo));
        Assert.Equal((2_000_000, 3_000_000, 5_000_000), (await Money("cash"), await Money("bank"), await Liquid("CHUNG")));
        var voucher = await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, recorded.Voucher!));
        Assert.Equal("Nộp tiền mặt vào ngân hàng", voucher.Head.Content);
        Assert.Equal(2, voucher.Accounts.Count);
        Assert.True((await ledger.Done(TamDuong.Auditor, new PreviewVoucher(Given.Fund, recorded.Voucher!, Features.Papers.PaperLanguage.Vietnamese)))
            .Content.Length > 1000);
    }

    [Fact]
    public async Task More_than_the_cash_box_holds_is_not_carried_away()
    {
        var refused = await ledger.Send(TamDuong.Accountant, Deposit(5_000_001, ledger.Clock.Today));
        Assert.Equal("money-spent-meanwhile", refused.Error?.Code);
        Assert.Equal(0, await ledger.Ask<long>("SELECT count(*) FROM adjustments"));
    }

    [Fact]
    public async Task Interest_waits_for_a_second_person_who_posts_what_was_seen()
    {
        var recorded = await ledger.Done(TamDuong.Accountant, Interest(12_345));
        Assert.Null(recorded.Voucher);
        Assert.Equal(0, await Liquid("LAI"));
        var seen = await Seen(recorded.Id);
        Assert.IsType<PosterIsRequester>((await ledger.Send(TamDuong.AccountantsOtherAccount, Approval(recorded.Id, seen))).Error);
        Assert.Equal("adjustment-not-as-seen", (await ledger.Send(TamDuong.Approver, Approval(recorded.Id, new string('0', 64)))).Error?.Code);
        Assert.Equal("role-missing", (await ledger.Send(TamDuong.SecondAccountant, Approval(recorded.Id, seen))).Error?.Code);
        var posted = await ledger.Done(TamDuong.Approver, Approval(recorded.Id, seen));
        Assert.Equal("PK-2021-00001", posted.Voucher);
        Assert.Equal((12_345, 12_345), (await Money("bank"), await Liquid("LAI")));
        Assert.IsType<AdjustmentDecided>((await ledger.Send(TamDuong.SecondApprover, Approval(recorded.Id, seen))).Error);
    }

    [Fact]
    public async Task A_rejected_one_changes_nothing_and_stays_rejected()
    {
        var id = (await ledger.Done(TamDuong.Accountant, Interest(12_345))).Id;
        await ledger.Done(TamDuong.Approver, new RejectAdjustment(Given.Fund, Guid.NewGuid(), id));
        Assert.Equal("rejected", (await ledger.Done(TamDuong.Auditor, new ListAdjustments(Given.Fund))).Adjustments.Single().Status);
        Assert.IsType<AdjustmentDecided>((await ledger.Send(TamDuong.Approver, Approval(id, await Seen(id)))).Error);
        Assert.Equal(0, await Liquid("LAI"));
    }

    [Fact]
    public async Task What_is_not_there_says_too_little_or_comes_too_late_is_refused_by_name()
    {
        Assert.IsType<ReasonMissing>((await ledger.Send(TamDuong.Accountant, Interest(1) with { Reason = " lãi.  " })).Error);
        var id = (await ledger.Done(TamDuong.Accountant, Interest(1) with { Reason = " lãi 1 " })).Id;
        Assert.IsType<AdjustmentNotFound>((await ledger.Send(TamDuong.Approver, Approval(id + 1, await Seen(id)))).Error);
        Assert.IsType<AdjustmentNotFound>((await ledger.Send(TamDuong.Approver, Rejection(id + 1))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.Auditor, new ListAdjustments("KHONG"))).Error);
        Assert.IsType<PosterIsRequester>((await ledger.Send(TamDuong.AccountantsOtherAccount, Rejection(id))).Error);
        ledger.Clock.Today = new LocalDate(2021, 2, 1);
        await ledger.Done(TamDuong.Accountant, new StartClosing(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 1)));
        Assert.IsType<PeriodBeingClosed>((await ledger.Send(TamDuong.Approver, Approval(id, await Seen(id)))).Error);
        await ledger.Done(TamDuong.Approver, Rejection(id));
        Assert.IsType<AdjustmentDecided>((await ledger.Send(TamDuong.SecondApprover, Rejection(id))).Error);
    }

    [Fact]
    public async Task Two_approvers_at_once_post_it_once()
    {
        var id = (await ledger.Done(TamDuong.Accountant, Interest(12_345))).Id;
        var seen = await Seen(id);
        var answers = await Task.WhenAll(
            ledger.Send(TamDuong.Approver, Approval(id, seen)), ledger.Send(TamDuong.SecondApprover, Approval(id, seen)));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.Equal(12_345, await Liquid("LAI"));
    }

    [Fact]
    public async Task The_statement_adds_up_with_interest_and_a_fee_and_the_books_verify()
    {
        await Post(Interest(50_000));
        await Post(Adjustment(ledger.Clock.Today, "Phí quản lý tài khoản", ("fund_balance", "bank"), "LAI", 11_000));
        var day = ledger.Clock.Today;
        var statement = await ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, day, day));
        Assert.Equal(new Money(5_039_000), statement.Figures.Closing);
        var interest = statement.Figures.Receipts.Single(line => line.Kind == "interest");
        Assert.Equal((new Money(39_000), 2), (interest.Amount, interest.Vouchers));
        Assert.Contains(statement.Figures.Vouchers, voucher => voucher.Number.ToString() == "PK-2021-00002" && voucher.Amount == new Money(-11_000));
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund));
        Assert.All(verification.Passes, pass => Assert.NotEqual(PassState.Wrong, pass.State));
        var run = await ledger.Checks.OnDemandAsync(Guid.NewGuid(), TamDuong.Auditor, Ledger.Token);
        Assert.Equal("roles-in-conflict", Assert.Single(run.Checks, check => check.State == CheckState.Red).Name);
    }

    [Fact]
    public async Task A_fee_above_the_interest_is_refused_and_no_givers_money_pays_it()
    {
        var id = (await ledger.Done(TamDuong.Accountant, Adjustment(
            ledger.Clock.Today, "Phí quản lý tài khoản", ("fund_balance", "bank"), "LAI", 11_000))).Id;
        var refused = await ledger.Send(TamDuong.Approver, Approval(id, await Seen(id)));
        Assert.True(refused.Error?.Code is "pool-spent-meanwhile" or "money-spent-meanwhile", refused.Error?.Code);
        Assert.Equal(5_000_000, await Liquid("CHUNG"));
    }

    private static RecordAdjustment Adjustment(LocalDate on, string reason, (string Debit, string Credit) accounts, string pool, long amount) => new(
        Given.Fund, Guid.NewGuid(), on, reason,
        [
            new AskedPosting(accounts.Debit, pool, Side.Debit, new Money(amount)), new AskedPosting(accounts.Credit, pool, Side.Credit, new Money(amount)),
        ]);

    private RecordAdjustment Interest(long amount) => Adjustment(ledger.Clock.Today, "Lãi tiền gửi tháng 12", ("bank", "fund_balance"), "LAI", amount);

    private static ApproveAdjustment Approval(long id, string seen) => new(Given.Fund, Guid.NewGuid(), id, seen);

    private static RejectAdjustment Rejection(long id) => new(Given.Fund, Guid.NewGuid(), id);

    private async Task Post(RecordAdjustment adjustment)
    {
        var id = (await ledger.Done(TamDuong.Accountant, adjustment)).Id;
        await ledger.Done(TamDuong.Approver, Approval(id, await Seen(id)));
    }

    private Task<string> Seen(long id) =>
        ledger.Ask<string>("SELECT encode(content_hash, 'hex') FROM adjustments WHERE adjustment_id = @Id", new { Id = id });

    private Task<long> Money(string account) => ledger.Ask<long>(
        "SELECT balance FROM money_balances JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND account_code = @Account", new { Account = account });

    private Task<long> Liquid(string pool) => ledger.Ask<long>(
        "SELECT liquid FROM pool_balances JOIN pools p USING (fund_id, pool_id) WHERE p.code = @Pool", new { Pool = pool });
}
