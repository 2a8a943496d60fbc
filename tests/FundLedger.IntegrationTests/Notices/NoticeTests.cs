using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Adjustments;
using FundLedger.Features.Approvals;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using FundLedger.Features.Transfers;
using FundLedger.IntegrationTests.Adjustments;
using FundLedger.IntegrationTests.Approvals;
using FundLedger.IntegrationTests.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Notices;

/// <summary>Whoever must act next is told, in the transaction of the change; who did it is not.</summary>
public sealed class NoticeTests(LedgerCluster cluster) : IAsyncLifetime
{
    // The last event about a paper: who was told, with an exclamation mark where it is theirs to act.
    private const string ToldSql = """
        SELECT coalesce(string_agg(user_name || CASE WHEN must_act THEN '!' ELSE '' END, ' ' ORDER BY user_name), '') FROM notices
        WHERE subject = @Subject AND subject_no = @No AND event = @Event
        """;

    private const string CountSql = "SELECT count(*) FROM notices";

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Pool("TET", ["holiday_gift"], ["tet"]);
        await ledger.Done(TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), "LAI", "Lãi tiền gửi", "Bank interest", "interest"));
        await ledger.Given.Receipt("CHUNG", 9_000_000);
        await ledger.Given.Receipt("CHUNG", 9_000_000, "bank");
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Each_step_of_a_request_tells_who_takes_the_next_one()
    {
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
        var id = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(2));
        Assert.Equal("duyet!", await ToldAsync("disbursement", id, "requested"));
        await ledger.Done(TamDuong.Approver, await Climb.ApprovalAsync(ledger, id));
        Assert.Equal("duyet2! ketoan", await ToldAsync("disbursement", id, "step_approved"));
        await ledger.Done(TamDuong.SecondApprover, await Climb.ApprovalAsync(ledger, id));
        Assert.Equal("ketoan thuquy!", await ToldAsync("disbursement", id, "approved"));
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        Assert.Equal("ketoan", await ToldAsync("disbursement", id, "paid"));
        var returned = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        await ledger.Done(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), returned, "Thiếu giấy tờ"));
        Assert.Equal("ketoan", await ToldAsync("disbursement", returned, "returned"));
    }

    [Fact]
    public async Task Who_acts_in_the_name_of_a_holder_is_told_and_no_second_account_of_the_one_who_asked()
    {
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps);
        var today = ledger.Clock.Today;
        var made = await ledger.Done(TamDuong.Approver, new DelegateApproval(
            Given.Fund, Guid.NewGuid(), Climb.Chair, TamDuong.AccountantsOtherAccount, today, today, "Đi công tác"));
        Assert.Equal("ketoan.duyet", await ToldAsync("delegation", made.Delegation, "made"));
        var own = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        Assert.Equal("duyet!", await ToldAsync("disbursement", own, "requested"));
        var request = Given.TetRequest("CHUNG", await ledger.Given.Children(1));
        var others = (await ledger.Done(TamDuong.SecondAccountant, request)).Id;
        Assert.Equal("duyet! ketoan.duyet!", await ToldAsync("disbursement", others, "requested"));
    }

    [Fact]
    public async Task Transfers_and_adjustments_tell_the_second_person_and_then_who_asked()
    {
        var moved = new RequestTransfer(Given.Fund, Guid.NewGuid(), "CHUNG", "TET", new Money(1_000), "bank", "Bổ sung tiền quà Tết");
        var transfer = (await ledger.Done(TamDuong.Accountant, moved)).Id;
        Assert.Equal("duyet! duyet2!", await ToldAsync("transfer", transfer, "requested"));
        var hash = (await ledger.Done(TamDuong.Approver, new ListTransfers(Given.Fund, transfer)))[0].ContentHash;
        await ledger.Done(TamDuong.Approver, new ApproveTransfer(Given.Fund, Guid.NewGuid(), transfer, hash));
        Assert.Equal("duyet2!", await ToldAsync("transfer", transfer, "approved"));
        await ledger.Done(TamDuong.SecondApprover, new ApproveTransfer(Given.Fund, Guid.NewGuid(), transfer, hash));
        Assert.Equal("ketoan", await ToldAsync("transfer", transfer, "posted"));

        var today = ledger.Clock.Today;
        var deposit = (await ledger.Done(TamDuong.Accountant, AdjustmentTests.Deposit(1_000, today) with { Lines = Carried })).Id;
        Assert.Equal("", await ToldAsync("adjustment", deposit, "posted"));
        var lines = new[] { Line("bank", "LAI", Side.Debit), Line("fund_balance", "LAI", Side.Credit) };
        var interest = (await ledger.Done(TamDuong.Accountant, AdjustmentTests.Deposit(1, today) with { Lines = lines })).Id;
        Assert.Equal("duyet! duyet2!", await ToldAsync("adjustment", interest, "requested"));
        await ledger.Done(TamDuong.Approver, new RejectAdjustment(Given.Fund, Guid.NewGuid(), interest));
        Assert.Equal("ketoan", await ToldAsync("adjustment", interest, "rejected"));
    }

    [Fact]
    public async Task Goods_that_are_lost_wait_for_an_approver_who_did_not_ask()
    {
        var milk = await Goods.Stock.Item(ledger);
        await Goods.Stock.Received(ledger, milk, 10, null);
        var lost = (await ledger.Done(TamDuong.Accountant, Goods.Stock.Loss(ledger, 1, 4))).Loss;
        Assert.Equal("duyet! duyet2!", await ToldAsync("goods_loss", lost, "asked"));
        await ledger.Done(TamDuong.Approver, new Features.Goods.ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), lost));
        Assert.Equal("ketoan", await ToldAsync("goods_loss", lost, "approved"));
        var other = (await ledger.Done(TamDuong.Cashier, Goods.Stock.Loss(ledger, 1, 1))).Loss;
        Assert.Equal("duyet! duyet2! ketoan.duyet!", await ToldAsync("goods_loss", other, "asked"));
        await ledger.Done(TamDuong.Approver, new Features.Goods.RejectGoodsLoss(Given.Fund, Guid.NewGuid(), other, "Đếm lại thấy đủ"));
        Assert.Equal("thuquy", await ToldAsync("goods_loss", other, "rejected"));
    }

    [Fact]
    public async Task A_proposed_ladder_and_a_sealed_case_wait_for_another_person()
    {
        var ladder = await ledger.Done(TamDuong.Accountant, Climb.Proposal(ledger, Climb.TwoSteps));
        Assert.Equal("duyet! duyet2!", await ToldAsync("ladder", ladder.Ladder, "proposed"));
        await ledger.Done(TamDuong.Approver, new AdoptLadder(Given.Fund, Guid.NewGuid(), ladder.Ladder));
        Assert.Equal("ketoan", await ToldAsync("ladder", ladder.Ladder, "adopted"));
        var child = (await ledger.Given.Children(1, "g09"))[0];
        var asked = await ledger.Done(TamDuong.Officer, new AskIdentity(
            TamDuong.BinhLu, Guid.NewGuid(), child, IdentityPurpose.Open, "Làm hồ sơ trợ giúp pháp lý"));
        // Approvers of the commune's fund and of the district's, each once; the officer works in the commune's alone.
        Assert.Equal("duyet! duyet2! ketoan.duyet!", await ToldAsync("identity", asked.Request, "asked"));
        await ledger.Done(TamDuong.Approver, new AnswerIdentity(
            TamDuong.BinhLu, Guid.NewGuid(), child, asked.Request, false, "Chưa đủ căn cứ"));
        Assert.Equal("canbo", await ToldAsync("identity", asked.Request, "refused"));
    }

    [Fact]
    public async Task A_month_tells_the_approvers_when_it_is_being_closed_and_who_asked_for_its_reopening()
    {
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        var months = new Months(ledger);
        await ledger.Done(TamDuong.Accountant, Months.Start(1));
        Assert.Equal("duyet duyet2 ketoan2!", await ToldAsync("period", 202101, "closing"));
        await months.Closed(1);
        var asked = (await ledger.Done(TamDuong.Accountant, Months.AskToReopen(1))).Request;
        Assert.Equal("duyet! duyet2!", await ToldAsync("period", 202101, "reopen_requested"));
        await ledger.Done(TamDuong.Approver, Months.Approve(asked));
        Assert.Equal("ketoan", await ToldAsync("period", 202101, "reopened"));
    }

    [Fact]
    public async Task A_norm_that_is_proposed_waits_for_the_approvers_and_one_that_is_returned_for_its_drafters()
    {
        ledger.Clock.Today = new LocalDate(2021, 12, 20);
        var norms = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund));
        var book = await ledger.Done(TamDuong.Accountant, new ExportNorm(Given.Fund, norms.Shown!.DecisionId, PaperLanguage.Vietnamese));
        using var bytes = new MemoryStream();
        await book.Content.CopyToAsync(bytes, Ledger.Token);
        var file = await ledger.Done(TamDuong.Accountant, new ReadNormWorkbook(Given.Fund, bytes.ToArray()));
        file = file with { Decision = file.Decision with { Number = "77/QĐ", ValidFrom = new LocalDate(2022, 1, 1) } };
        var draft = (await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, file))).Decision;
        var seen = (await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund, draft))).Hash;
        await ledger.Done(TamDuong.Accountant, new ProposeNorm(Given.Fund, Guid.NewGuid(), draft, seen!));
        Assert.Equal("duyet! duyet2!", await ToldAsync("norm", draft, "proposed"));
        await ledger.Done(TamDuong.Approver, new ReturnNorm(Given.Fund, Guid.NewGuid(), draft, "Thiếu căn cứ pháp lý"));
        Assert.Equal("ketoan! ketoan2!", await ToldAsync("norm", draft, "returned"));
    }

    [Fact]
    public async Task What_is_rolled_back_tells_nobody()
    {
        var id = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        var before = await ledger.Ask<long>(CountSql);
        const string WithdrawnSql = """
            SELECT tell((SELECT fund_id FROM funds WHERE code = 'Q106'), 'disbursement', @Id, 'requested', '{}');
            SELECT 1 / (SELECT 0 FROM notices LIMIT 1)
            """;
        Assert.NotNull(await Ledger.Refusal(ledger.Database.Owner, WithdrawnSql, new { Id = id }));
        var rejected = new RejectDisbursement(Given.Fund, Guid.NewGuid(), id, "vì");
        Assert.False((await ledger.Send(TamDuong.Approver, rejected)).IsOk);
        Assert.Equal(before, await ledger.Ask<long>(CountSql));
    }

    private static AskedPosting[] Carried => [Line("bank", "CHUNG", Side.Credit), Line("cash", "CHUNG", Side.Debit)];

    private static AskedPosting Line(string account, string pool, Side side) => new(account, pool, side, new Money(1_000));

    private Task<string> ToldAsync(string subject, long no, string happened) =>
        ledger.Ask<string>(ToldSql, new { Subject = subject, No = no, Event = happened });
}
