using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Transfers;
using FundLedger.Features.Audit;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Features.Transfers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Transfers;

/// <summary>Money moves between pools by three persons; the cash box and the bank do not notice.</summary>
public sealed class TransferTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string StateSql = """
        SELECT string_agg(p.code || ' ' || b.liquid, ', ' ORDER BY p.code) FROM pools p JOIN pool_balances b USING (fund_id, pool_id)
        """;

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Pool("TET", ["holiday_gift"], ["tet"]);
        await ledger.Given.Receipt("CHUNG", 5_000_000, "bank");
        await ledger.Given.Receipt("TET", 1_000_000, "bank");
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Two_other_persons_approve_and_the_second_approval_posts()
    {
        var id = (await ledger.Done(TamDuong.Accountant, Transfer("CHUNG", "TET", 2_000_000))).Id;
        var asked = await Listed(id);
        Assert.IsType<TransferApproverIsRequester>((await ledger.Send(TamDuong.AccountantsOtherAccount, Approval(asked))).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.SecondAccountant, Approval(asked))).Error);
        Assert.IsType<TransferChanged>((await ledger.Send(TamDuong.Approver, Approval(asked with { ContentHash = "00" }))).Error);
        Assert.Null((await ledger.Done(TamDuong.Approver, Approval(asked))).Voucher);
        Assert.IsType<TransferApprovedBySame>((await ledger.Send(TamDuong.Approver, Approval(asked))).Error);
        Assert.Equal("CHUNG 5000000, TET 1000000", await ledger.Ask<string>(StateSql));
        Assert.Equal("DC-2021-00001", (await ledger.Done(TamDuong.SecondApprover, Approval(asked))).Voucher);
        Assert.Equal("CHUNG 3000000, TET 3000000", await ledger.Ask<string>(StateSql));
        Assert.Equal(6_000_000, await ledger.Ask<long>("SELECT balance FROM money_balances WHERE account_code = 'bank' AND balance > 0"));
        Assert.IsType<TransferNotWaiting>((await ledger.Send(TamDuong.Approver, Approval(asked))).Error);
        var posted = await Listed(id);
        Assert.Equal(
            (TransferStatus.Posted, "Chủ tịch Hội đồng Quỹ", "Phó Chủ tịch Hội đồng Quỹ"), (posted.Status, posted.ApprovedBy, posted.PostedBy));
    }

    [Fact]
    public async Task A_wider_purpose_or_a_budget_needs_a_decision()
    {
        await ledger.Done(TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), "NSTINH", "NS", "NS", "provincial_budget"));
        Assert.IsType<TransferNeedsDecision>((await ledger.Send(TamDuong.Accountant, Transfer("TET", "CHUNG", 500_000))).Error);
        Assert.IsType<TransferNeedsDecision>((await ledger.Send(TamDuong.Accountant, Transfer("CHUNG", "NSTINH", 500_000))).Error);
        var half = Transfer("TET", "CHUNG", 500_000) with { DecisionNumber = "12/QĐ-UBND" };
        Assert.IsType<DecisionIncomplete>((await ledger.Send(TamDuong.Accountant, half)).Error);
        await Moved(half with { Key = Guid.NewGuid(), DecisionDate = new LocalDate(2021, 1, 3) });
        Assert.Equal("CHUNG 5500000, NSTINH 0, TET 500000", await ledger.Ask<string>(StateSql));
    }

    [Fact]
    public async Task Reserved_money_stays_where_it_is()
    {
        await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(2));
        var shortage = Assert.IsType<PoolShort>((await ledger.Send(TamDuong.Accountant, Transfer("CHUNG", "TET", 4_400_001))).Error);
        Assert.Equal(new Money(4_400_000), shortage.Available);
        var id = (await ledger.Done(TamDuong.Accountant, Transfer("CHUNG", "TET", 4_400_000))).Id;
        await ledger.Done(TamDuong.Approver, Approval(await Listed(id)));
        await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        Assert.IsType<PoolShort>((await ledger.Send(TamDuong.SecondApprover, Approval(await Listed(id)))).Error);
        Assert.Equal("CHUNG 5000000, TET 1000000", await ledger.Ask<string>(StateSql));
    }

    [Fact]
    public async Task A_transfer_that_cannot_be_is_refused_by_name()
    {
        Assert.IsType<TransferToSamePool>((await ledger.Send(TamDuong.Accountant, Transfer("TET", "TET", 1))).Error);
        Assert.IsType<TransferNotPositive>((await ledger.Send(TamDuong.Accountant, Transfer("CHUNG", "TET", 0))).Error);
        Assert.IsType<PoolNotFound>((await ledger.Send(TamDuong.Accountant, Transfer("CHUNG", "KHAC", 1))).Error);
        var inTransit = Transfer("CHUNG", "TET", 1) with { MoneyAccount = "in_transit" };
        Assert.IsType<MoneyAccountUnknown>((await ledger.Send(TamDuong.Accountant, inTransit)).Error);
        Assert.IsType<LongReasonMissing>((await ledger.Send(TamDuong.Accountant, Transfer("CHUNG", "TET", 1) with { Reason = "cần" })).Error);
        Assert.IsType<PoolNotFound>((await ledger.Send(TamDuong.Accountant, Transfer("KHAC", "TET", 1))).Error);
        var undated = Transfer("CHUNG", "TET", 1) with { DecisionDate = new LocalDate(2021, 1, 3) };
        Assert.IsType<DecisionIncomplete>((await ledger.Send(TamDuong.Accountant, undated)).Error);
    }

    [Fact]
    public async Task A_transfer_that_nobody_asked_for_is_not_there_and_its_requester_does_not_reject_it()
    {
        Assert.Empty(await ledger.Done(TamDuong.Auditor, new ListTransfers(Given.Fund)));
        Assert.IsType<TransferNotFound>((await ledger.Send(TamDuong.Auditor, new ListTransfers(Given.Fund, 99))).Error);
        Assert.IsType<TransferNotFound>((await ledger.Send(TamDuong.Approver, new ApproveTransfer(Given.Fund, Guid.NewGuid(), 99, "00"))).Error);
        var rejection = new RejectTransfer(Given.Fund, Guid.NewGuid(), 99, "Chưa có ý kiến nhà tài trợ");
        Assert.IsType<TransferNotFound>((await ledger.Send(TamDuong.Approver, rejection)).Error);
        rejection = rejection with { Id = (await ledger.Done(TamDuong.Accountant, Transfer("CHUNG", "TET", 1))).Id };
        Assert.IsType<LongReasonMissing>((await ledger.Send(TamDuong.Approver, rejection with { Reason = "chưa" })).Error);
        Assert.IsType<TransferApproverIsRequester>(
            (await ledger.Send(TamDuong.AccountantsOtherAccount, rejection with { Key = Guid.NewGuid() })).Error);
    }

    [Fact]
    public async Task A_rejected_transfer_leaves_the_books_as_they_were()
    {
        var id = (await ledger.Done(TamDuong.Accountant, Transfer("CHUNG", "TET", 2_000_000))).Id;
        await ledger.Done(TamDuong.Approver, Approval(await Listed(id)));
        await ledger.Done(TamDuong.SecondApprover, new RejectTransfer(Given.Fund, Guid.NewGuid(), id, "Chưa có ý kiến nhà tài trợ"));
        Assert.Equal((TransferStatus.Rejected, "Chưa có ý kiến nhà tài trợ"), ((await Listed(id)).Status, (await Listed(id)).RejectedFor));
        Assert.Equal("CHUNG 5000000, TET 1000000", await ledger.Ask<string>(StateSql));
    }

    [Fact]
    public async Task The_statement_shows_it_by_pool_and_counts_it_neither_as_received_nor_as_given()
    {
        await Moved(Transfer("CHUNG", "TET", 2_000_000));
        var day = ledger.Clock.Today;
        var statement = await ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, day, day));
        Assert.Equal((6_000_000, 0, 6_000_000), (statement.Received.Dong, statement.Given.Dong, statement.Figures.Closing.Dong));
        Assert.Equal(
            [("CHUNG", 0L, 2_000_000L, 3_000_000L), ("TET", 2_000_000L, 0L, 3_000_000L)],
            statement.Figures.Pools.Select(pool =>
                (pool.Code, pool.TransferredIn.Dong, pool.TransferredOut.Dong, pool.Closing.Dong)));
        Assert.Equal("DC-2021-00001", Assert.Single(statement.Figures.Transfers).Number.ToString());
        foreach (var format in Enum.GetValues<ExportFormat>().Except([ExportFormat.Proof]))
        {
            await using var file = await ledger.Done(TamDuong.Auditor, new ExportFund(Given.Fund, day, day, format));
            Assert.NotEqual(0, file.Content.Length);
        }
    }

    [Fact]
    public async Task The_verification_computes_the_entry_from_the_transfer_again()
    {
        await Moved(Transfer("CHUNG", "TET", 2_000_000));
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund));
        Assert.All(verification.Passes, pass => Assert.True(pass.State != PassState.Wrong, $"{pass.Name}: {pass.FirstWrong?.Sentence.En}"));
        Assert.True(verification.Passes.Single(pass => pass.Name == "transfers").Records > 0);
    }

    private static RequestTransfer Transfer(string from, string to, long amount) =>
        new(Given.Fund, Guid.NewGuid(), from, to, new Money(amount), "bank", "Bổ sung quà Tết cho trẻ em");

    private static ApproveTransfer Approval(ListedTransfer seen) => new(Given.Fund, Guid.NewGuid(), seen.Id, seen.ContentHash);

    private async Task<ListedTransfer> Listed(long id) =>
        (await ledger.Done(TamDuong.Auditor, new ListTransfers(Given.Fund, id)))[0];

    private async Task Moved(RequestTransfer transfer)
    {
        var asked = await Listed((await ledger.Done(TamDuong.Accountant, transfer)).Id);
        await ledger.Done(TamDuong.Approver, Approval(asked));
        await ledger.Done(TamDuong.SecondApprover, Approval(asked));
    }
}
