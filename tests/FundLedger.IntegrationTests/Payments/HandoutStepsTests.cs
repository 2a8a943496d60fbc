using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Payments;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Steps of orders and hand-outs: what each answers, what it is refused for, and the files that it gives.</summary>
public sealed class HandoutStepsTests : IClassFixture<Ledger>
{
    private const int Nowhere = 9_999;
    private static readonly string Phone = new('a', 32);

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x04, 0x01, 0x02, 0x11, 0xFF, 0x00, 0x22, 0xFF, 0xD9];

    private static readonly byte[] Png =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, .. "IHDR"u8, 1, 2, 3, 4, 0, 0, 0, 0, .. "IEND"u8, 5, 6, 7, 8];

    private readonly Ledger ledger;
    private readonly PaymentBooks books;

    public HandoutStepsTests(Ledger ledger) => (this.ledger, books) = (ledger, new PaymentBooks(ledger));

    [Fact]
    public async Task Each_step_of_an_order_answers_with_its_state()
    {
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(books.BankList(id, 1));
        var changed = await ledger.Done(TamDuong.Cashier, new ChangePayee(Fund, Guid.NewGuid(), order, PayeeOf(1) with { Name = "Lò Thị Mai" }));
        Assert.Equal(new PaymentMoved(order, PaymentOrderStatus.Prepared), changed);
        Assert.Equal("Lò Thị Mai", (await books.Sheet(order)).Lines[0].PayeeName);
        Assert.Equal(PaymentOrderStatus.Unknown, (await ledger.Done(TamDuong.Cashier, new TakePaymentFile(Fund, Guid.NewGuid(), order))).Status);
        var back = new MarkPaymentNotSent(Fund, Guid.NewGuid(), order, " chưa gửi ");
        Assert.Equal(new LongReasonMissing(), await ErrorAsync(back));
        Assert.Equal(new PaymentReasonTooLong(300), await ErrorAsync(back with { Key = Guid.NewGuid(), Reason = new string('x', 301) }));
        var moved = await ledger.Done(TamDuong.Cashier, back with { Key = Guid.NewGuid(), Reason = " Ngân hàng không nhận " });
        Assert.Equal(PaymentOrderStatus.Prepared, moved.Status);
        Assert.Equal("Ngân hàng không nhận", (await books.Sheet(order)).Steps[^1].Reason);
        await ledger.Done(TamDuong.Cashier, new TakePaymentFile(Fund, Guid.NewGuid(), order));
        Assert.Equal(PaymentOrderStatus.Sent, (await ledger.Done(TamDuong.Cashier, new MarkPaymentSent(Fund, Guid.NewGuid(), order))).Status);
        Assert.Equal(new OrderNotInState(order, PaymentOrderStatus.Sent), await ErrorAsync(new TakePaymentFile(Fund, Guid.NewGuid(), order)));
        Assert.Equal(new PayeeBankMissing(1), await ErrorAsync(new ChangePayee(Fund, Guid.NewGuid(), order, PayeeOf(1) with { Bank = "x" })));
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_named()
    {
        var missing = new PaymentOrderNotFound(Fund, Nowhere);
        Assert.Equal(missing, await ErrorAsync(new TakePaymentFile(Fund, Guid.NewGuid(), Nowhere)));
        Assert.Equal(missing, await ErrorAsync(new ChangePayee(Fund, Guid.NewGuid(), Nowhere, PayeeOf(1))));
        Assert.Equal(missing, await ErrorAsync(new GetPayment(Fund, Nowhere)));
        Assert.Equal(missing, await ErrorAsync(new PrintHandout(Fund, Nowhere, null, PaperLanguage.Vietnamese)));
        Assert.Equal(missing, await ErrorAsync(new PrintPayment(Fund, Guid.NewGuid(), Nowhere, null, PaperLanguage.Vietnamese)));
        Assert.Equal(missing, await ErrorAsync(new GetPaymentFile(Fund, Nowhere, PaperLanguage.Vietnamese)));
        var handout = new HandoutNotFound(Fund, Nowhere);
        Assert.Equal(handout, await ErrorAsync(new OpenHandout(Fund, Guid.NewGuid(), Fund, Nowhere)));
        Assert.Equal(handout, await ErrorAsync(new GetHandout(Fund, Nowhere)));
        Assert.Equal(handout, await ErrorAsync(new GetSignedLists(Fund, Nowhere)));
        Assert.Equal(handout, await ErrorAsync(new PrintCodes(Fund, Guid.NewGuid(), Fund, Nowhere, null, false, PaperLanguage.Vietnamese)));
        Assert.Equal(handout, await ErrorAsync(new RecordDeliveries(Fund, Guid.NewGuid(), Fund, Nowhere, Phone, [])));
        Assert.Equal(new SignedListNotFound(Fund, Nowhere, 1), await ErrorAsync(new OpenSignedList(Fund, Guid.NewGuid(), Fund, Nowhere, 1)));
        var request = new PaymentRequestNotFound(Fund, Nowhere);
        Assert.Equal(request, await ErrorAsync(new ReleaseLines(Fund, Guid.NewGuid(), Nowhere, [1], "Trả về nguồn quỹ")));
        Assert.Equal(request, await ErrorAsync(new GetPaymentChoices(Fund, Nowhere)));
    }

    [Fact]
    public async Task Lines_are_given_up_once_each_with_a_long_reason()
    {
        var (id, _) = await books.Approved(3);
        var release = new ReleaseLines(Fund, Guid.NewGuid(), id, [3, 3, 2], " Gia đình ");
        Assert.Equal(new LongReasonMissing(), await ErrorAsync(release));
        var released = await ledger.Done(TamDuong.Cashier, release with { Key = Guid.NewGuid(), Reason = "Gia đình không nhận" });
        Assert.Equal(2, released.Lines);
        var sheet = await books.Sheet(released.Order);
        Assert.Equal((PaymentWay.Release, 600_000L), (sheet.Head.Way, sheet.Head.Total.Dong));
        Assert.Empty(sheet.Papers);
        var none = await ledger.Send(TamDuong.Cashier, new PrintHandout(Fund, released.Order, null, PaperLanguage.Vietnamese));
        Assert.Equal(new HandoutEmpty(released.Order), none.Error);
        Assert.Equal([1], (await ledger.Done(TamDuong.Cashier, new GetPaymentChoices(Fund, id))).Lines.Select(line => line.No));
    }

    [Fact]
    public async Task Papers_of_a_hand_out_are_named_by_order_and_line()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.Cash(id));
        Assert.Equal(2, (await ledger.Done(TamDuong.Cashier, new OpenHandout(Fund, Guid.NewGuid(), Fund, order))).Lines);
        Assert.Equal($"cap-phat-Q106-{order}.pdf", await NameAsync(new PrintHandout(Fund, order, null, PaperLanguage.Vietnamese)));
        Assert.Equal($"ky-nhan-Q106-{order}-2.pdf", await NameAsync(new PrintHandout(Fund, order, 2, PaperLanguage.English)));
        var list = await ledger.Done(TamDuong.Cashier, new PrintCodes(Fund, Guid.NewGuid(), Fund, order, null, false, PaperLanguage.English));
        await using var codes = list.File!;
        Assert.Equal($"danh-sach-ma-Q106-{order}.pdf", codes.Name);
        var one = await ledger.Done(TamDuong.Cashier, new PrintCodes(Fund, Guid.NewGuid(), Fund, order, 1, true, PaperLanguage.English));
        await using var slip = one.File!;
        Assert.Equal($"giay-ky-nhan-Q106-{order}-1.pdf", slip.Name);
        var empty = await ErrorAsync(new PrintCodes(Fund, Guid.NewGuid(), Fund, order, 9, false, PaperLanguage.English));
        Assert.Equal(new HandoutEmpty(order), empty);
        var printed = await ledger.Done(TamDuong.Cashier, new PrintPayment(Fund, Guid.NewGuid(), order, 1, PaperLanguage.Vietnamese));
        await using var own = printed.File!;
        Assert.Equal((1, $"ky-nhan-Q106-{order}-1.pdf"), (printed.Copy, own.Name));
    }

    [Fact]
    public async Task A_signed_list_is_opened_as_a_file_of_its_kind()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.Cash(id));
        Assert.Equal(1, (await ledger.Done(TamDuong.Cashier, Keeping(order, Jpeg))).No);
        Assert.Equal(2, (await ledger.Done(TamDuong.Cashier, Keeping(order, Png))).No);
        Assert.Equal(3, (await ledger.Done(TamDuong.Cashier, Keeping(order, SamplePapers.File))).No);
        Assert.Equal($"Q106-LC-{order}-1.jpg image/jpeg", await OpenedAsync(order, 1));
        Assert.Equal($"Q106-LC-{order}-2.png image/png", await OpenedAsync(order, 2));
        Assert.Equal($"Q106-LC-{order}-3.pdf application/pdf", await OpenedAsync(order, 3));
        Assert.Equal(new SignedListNotFound(Fund, order, 4), await ErrorAsync(new OpenSignedList(Fund, Guid.NewGuid(), Fund, order, 4)));
        Assert.Equal(3, (await books.Sheet(order)).SignedLists);
    }

    [Theory]
    [InlineData("opened", 0, 0, true)]
    [InlineData("synced", 2, 2, true)]
    [InlineData("synced", 1, 2, false)]
    [InlineData("synced", 0, -1, false)]
    [InlineData("lost", 2, 1, false)]
    public async Task A_phone_reports_no_more_waiting_than_it_noted(string step, int noted, int waiting, bool isUsable)
    {
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(books.Cash(id));
        await ledger.Done(TamDuong.Cashier, new OpenHandout(Fund, Guid.NewGuid(), Fund, order));
        var report = new ReportHandout(Fund, Guid.NewGuid(), Fund, order, Phone, "opened", 0, 0, ledger.Clock.GetCurrentInstant());
        Assert.Equal(new DeviceUnknown(), await ErrorAsync(report with { Device = Phone[1..] }));
        await ledger.Done(TamDuong.Cashier, report with { Key = Guid.NewGuid() });
        var told = report with { Key = Guid.NewGuid(), Step = step, Noted = noted, Waiting = waiting };
        Assert.Equal(isUsable ? null : new ReportUnusable(), await ErrorAsync(told));
        var device = Assert.Single((await ledger.Done(TamDuong.Cashier, new GetHandout(Fund, order))).Devices);
        Assert.Equal(("AAAA", "Thủ quỹ"), (device.ShortName, device.HeldBy));
    }

    private async Task<Error?> ErrorAsync<T>(MediatR.IRequest<Result<T>> request) => (await ledger.Send(TamDuong.Cashier, request)).Error;

    private async Task<string> NameAsync(MediatR.IRequest<Result<ExportedFile>> request)
    {
        await using var file = await ledger.Done(TamDuong.Cashier, request);
        return file.Name;
    }

    private async Task<string> OpenedAsync(int order, int no)
    {
        var opened = await ledger.Done(TamDuong.Auditor, new OpenSignedList(Fund, Guid.NewGuid(), Fund, order, no));
        await using var file = opened.File!;
        return $"{file.Name} {file.ContentType}";
    }

    private static AttachSignedList Keeping(int order, byte[] content) =>
        new(Fund, Guid.NewGuid(), Fund, order, null, new SignedScan(content));
}
