using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Vault;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>Reasons, numbers and files that go with the steps of a request.</summary>
public sealed class RequestMovesTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private const long Nowhere = 99_999;

    private static readonly byte[] Png =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, .. "IHDR"u8, 1, 2, 3, 4, 0, 0, 0, 0, .. "IEND"u8, 5, 6, 7, 8];

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x04, 0x01, 0x02, 0x11, 0xFF, 0x00, 0x22, 0xFF, 0xD9];

    public async ValueTask InitializeAsync()
    {
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") > 0) return;
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 90_000_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Who_stops_a_request_says_why_in_five_letters()
    {
        var children = await ledger.Given.Children(3);
        var rejected = await ledger.Given.TetGifts("CHUNG", children[0]);
        Assert.Equal(new ReasonMissing(), await ErrorAsync(new RejectDisbursement(Given.Fund, Guid.NewGuid(), rejected, " nhầm ")));
        Assert.Equal(rejected, (await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), rejected, " nhầm2 "))).Id);
        var returned = await ledger.Given.TetGifts("CHUNG", children[1]);
        Assert.Equal(new ReasonMissing(), await ErrorAsync(new ReturnDisbursement(Given.Fund, Guid.NewGuid(), returned, " nhầm ")));
        Assert.Equal(returned, (await ledger.Done(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), returned, "nhầm2"))).Id);
        var withdrawn = await ledger.Given.Approved("CHUNG", children[2]);
        Assert.Equal(new ReasonMissing(), await ErrorAsync(new WithdrawDisbursement(Given.Fund, Guid.NewGuid(), withdrawn, " nhầm ")));
        Assert.Equal(withdrawn, (await ledger.Done(TamDuong.Approver, new WithdrawDisbursement(Given.Fund, Guid.NewGuid(), withdrawn, "nhầm2"))).Id);
        Assert.Equal("rejected", (await SheetAsync(rejected)).Head.Status);
        Assert.Equal("returned", (await SheetAsync(returned)).Head.Status);
        Assert.Equal("withdrawn", (await SheetAsync(withdrawn)).Head.Status);
    }

    [Fact]
    public async Task A_request_that_is_not_there_is_named()
    {
        var missing = new DisbursementNotFound(Given.Fund, Nowhere);
        Assert.Equal(missing, await ErrorAsync(new RejectDisbursement(Given.Fund, Guid.NewGuid(), Nowhere, "Ghi nhầm trẻ")));
        Assert.Equal(missing, await ErrorAsync(new ReturnDisbursement(Given.Fund, Guid.NewGuid(), Nowhere, "Ghi nhầm trẻ")));
        Assert.Equal(missing, await ErrorAsync(new WithdrawDisbursement(Given.Fund, Guid.NewGuid(), Nowhere, "Ghi nhầm trẻ")));
        Assert.Equal(missing, await ErrorAsync(new ApproveDisbursement(Given.Fund, Guid.NewGuid(), Nowhere, "00", true)));
        Assert.Equal(missing, (await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(Nowhere))).Error);
        Assert.Equal(missing, (await ledger.Send(TamDuong.Accountant, new RefillRequest(Given.Fund, Guid.NewGuid(), Nowhere))).Error);
        Assert.Equal(missing, (await ledger.Send(TamDuong.Accountant, Later(Nowhere, "", SamplePapers.File))).Error);
        Assert.Equal(missing, await ErrorAsync(new GetDisbursement(Given.Fund, Nowhere)));
        Assert.Equal(new ExceptionPaperNotFound(Given.Fund, Nowhere), await ErrorAsync(new GetExceptionPaper(Given.Fund, Nowhere)));
        Assert.Equal(new PaperNotFound(Given.Fund, Nowhere, 1), await ErrorAsync(new OpenPaper(Given.Fund, Guid.NewGuid(), Nowhere, 1)));
    }

    [Fact]
    public async Task A_payment_names_who_takes_the_money_an_account_and_a_day()
    {
        var id = await ledger.Given.Approved("CHUNG", await ledger.Given.Children(1));
        var payment = ledger.Given.Payment(id);
        Assert.Equal(new PayeeMissing(), await PaidAsync(payment with { Payee = " " }));
        Assert.Equal(new MoneyAccountUnknown("vàng"), await PaidAsync(payment with { MoneyAccount = "vàng" }));
        Assert.Equal(new MoneyShort("bank", new Money(300_000), Money.Zero), await PaidAsync(payment with { MoneyAccount = "bank" }));
        var tomorrow = ledger.Clock.Today.PlusDays(1);
        Assert.Equal(new DateInFuture(tomorrow, ledger.Clock.Today), await PaidAsync(payment with { PaidOn = tomorrow }));
        Assert.Equal(new ReceiverTookPart(id, "kế toán QUỸ"), await PaidAsync(payment with { Payee = " kế toán QUỸ " }));
        Assert.Null(await PaidAsync(payment with { PayeeAddress = "Bản Bo", Content = "Quà Tết", Attachments = "01 danh sách" }));
    }

    [Fact]
    public async Task A_paper_is_opened_as_a_file_of_its_kind_until_its_child_is_erased()
    {
        var child = (await ledger.Given.Children(1))[0];
        var asked = await ledger.Done(TamDuong.Accountant, Accident(child, [.. SamplePapers.Of("D-12"), new("", Png), new("", Jpeg)]));
        var papers = SamplePapers.Of("D-12").Count;
        Assert.Equal($"Q106-{asked.Id}-1.pdf application/pdf", await OpenedAsync(asked.Id, 1));
        Assert.Equal($"Q106-{asked.Id}-{papers + 1}.png image/png", await OpenedAsync(asked.Id, papers + 1));
        Assert.Equal($"Q106-{asked.Id}-{papers + 2}.jpg image/jpeg", await OpenedAsync(asked.Id, papers + 2));
        await ledger.Done(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), asked.Id, "Thiếu giấy tờ"));
        var refilled = await ledger.Done(TamDuong.Accountant, new RefillRequest(Given.Fund, Guid.NewGuid(), asked.Id));
        var draft = await ledger.Done(TamDuong.Accountant, new GetDraft(Given.Fund, refilled.Draft));
        Assert.Equal(
            [$"{asked.Id}-1.pdf", $"{asked.Id}-{papers + 1}.png", $"{asked.Id}-{papers + 2}.jpg"],
            draft.Papers.Where((_, place) => place == 0 || place >= papers).Select(paper => paper.FileName));
        Assert.Equal((0, Png.Length), (refilled.PapersLeft, draft.Papers[papers].Size));
        var erasing = await ledger.Done(
            TamDuong.Officer, new AskIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, IdentityPurpose.Erase, "Gia đình rút lại sự đồng ý"));
        await ledger.Done(TamDuong.Approver, new AnswerIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, erasing.Request, true, "Đã xem đơn"));
        Assert.Equal(new PaperErased(asked.Id, 1), await ErrorAsync(new OpenPaper(Given.Fund, Guid.NewGuid(), asked.Id, 1)));
    }

    [Fact]
    public async Task Forty_papers_are_attached_later()
    {
        var id = await ledger.Given.Approved("CHUNG", await ledger.Given.Children(1));
        Assert.Equal(new PaperUnusable(""), (await ledger.Send(TamDuong.Accountant, Later(id, " ", "MZ"u8.ToArray()))).Error);
        Assert.Equal(new PaperNotOfNorm("Ảnh"), (await ledger.Send(TamDuong.Accountant, Later(id, "Ảnh", SamplePapers.File))).Error);
        Assert.Equal(101, (await ledger.Done(TamDuong.Accountant, Later(id, " Quyết định ", Png))).No);
        for (var no = 102; no <= 140; no++) Assert.Equal(no, (await ledger.Done(TamDuong.Accountant, Later(id, "", Jpeg))).No);
        Assert.Equal(new TooManyPapers(40), (await ledger.Send(TamDuong.Accountant, Later(id, "", Jpeg))).Error);
        Assert.Equal($"Q106-{id}-101.png image/png", await OpenedAsync(id, 101));
    }

    [Fact]
    public async Task The_list_is_narrowed_by_what_is_given_and_goes_as_far_as_it_is_asked_to()
    {
        var children = await ledger.Given.Children(2);
        var gift = await ledger.Given.TetGifts("CHUNG", children[0]);
        var asked = await ledger.Done(TamDuong.Accountant, Accident(children[1], SamplePapers.Of("D-12")));
        var two = await ListedAsync(new ListDisbursements(Given.Fund) { Status = " ", SupportKind = "", Occasion = " ", Take = 2 });
        Assert.Equal([asked.Id, gift], two.Disbursements.Select(one => one.Id));
        Assert.Equal(asked.Id, (await ListedAsync(new ListDisbursements(Given.Fund) { SupportKind = "accident", Take = 1 })).Disbursements[0].Id);
        Assert.Equal(gift, (await ListedAsync(new ListDisbursements(Given.Fund) { Occasion = "tet", Status = "requested" })).Disbursements[0].Id);
        Assert.Contains(("accident", "Tai nạn thương tích"), two.Kinds.Select(kind => (kind.Code, kind.NameVi)));
    }

    private Task<DisbursementList> ListedAsync(ListDisbursements asked) => ledger.Done(TamDuong.Auditor, asked);

    private Task<DisbursementSheet> SheetAsync(long id) => ledger.Done(TamDuong.Auditor, new GetDisbursement(Given.Fund, id));

    private async Task<Error?> ErrorAsync<T>(MediatR.IRequest<Result<T>> request) => (await ledger.Send(TamDuong.Approver, request)).Error;

    private async Task<Error?> PaidAsync(PayDisbursement payment) =>
        (await ledger.Send(TamDuong.Cashier, payment with { Key = Guid.NewGuid() })).Error;

    private async Task<string> OpenedAsync(long id, int no)
    {
        var opened = await ledger.Done(TamDuong.Approver, new OpenPaper(Given.Fund, Guid.NewGuid(), id, no));
        await using var file = opened.File!;
        return $"{file.Name} {file.ContentType}";
    }

    private static AttachLaterPaper Later(long id, string name, byte[] content) =>
        new(Given.Fund, Guid.NewGuid(), id, new AttachedPaper(name, content));

    private static RequestSupport Accident(string child, IReadOnlyList<AttachedPaper> papers) => new(
        Given.Fund, Guid.NewGuid(), "CHUNG",
        new SupportCase("D-12", child) { CaseReference = $"TN-{child}", ReasonForAmount = "Gãy chân, nằm viện" }, papers);
}
