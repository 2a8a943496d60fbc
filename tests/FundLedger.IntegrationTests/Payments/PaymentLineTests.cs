using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Payments;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Payments;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Traces;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Lines that cannot be paid or need not be, and who has no hand in paying them.</summary>
public sealed class PaymentLineTests : IClassFixture<Ledger>
{
    private readonly Ledger ledger;
    private readonly PaymentBooks books;

    public PaymentLineTests(Ledger ledger) => (this.ledger, books) = (ledger, new PaymentBooks(ledger));

    [Fact]
    public async Task A_child_that_died_is_not_paid_and_its_line_goes_back_to_the_pool()
    {
        var (id, children) = await books.Approved(3);
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), children[1], ChildEventKind.Died, ledger.Clock.Today, "Mất do bệnh nặng"));
        Assert.IsType<LinesNotPayable>((await ledger.Send(TamDuong.Cashier, books.Cash(id))).Error);
        var order = await books.Ordered(books.Cash(id, 1, 3));
        await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(1), Paid(3)));
        await ledger.Done(TamDuong.Cashier, new ReleaseLines(Fund, Guid.NewGuid(), id, [2], "Trẻ đã mất trước khi nhận"));
        Assert.Equal("paid", await books.Status(id));
        Assert.Equal((20_000_000L - (2 * Gift), 0L), await books.Pool(id));
        await VerifiesAsync();
    }

    [Fact]
    public async Task The_money_of_a_wrong_child_is_recovered_and_traced_from_the_settled_advance()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.Advance(id, TamDuong.Officer));
        var settled = await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(1), Paid(2)));
        var trace = await ledger.Done(TamDuong.Auditor, new TraceSupport(Fund, settled.Voucher!));
        Assert.Equal(2, trace.Lines.Count);
        var sheet = await ledger.Done(TamDuong.Accountant, new GetDisbursement(Fund, id));
        Assert.All(sheet.Lines, line => Assert.Equal(settled.Voucher, line.Voucher));
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Fund, Guid.NewGuid(), sheet.Lines[1].EntryNo!.Value, ledger.Clock.Today, "cash", "Chi nhầm trẻ"));
        Assert.Equal((20_000_000L - Gift, 0L), await books.Pool(id));
        Assert.Equal(10_000_000L - Gift, await books.Account("cash", id));
        await VerifiesAsync();
    }

    [Fact]
    public async Task What_is_given_up_may_be_asked_for_again()
    {
        var (id, children) = await books.Approved(1);
        await ledger.Done(TamDuong.Cashier, new ReleaseLines(Fund, Guid.NewGuid(), id, [1], "Gia đình đi vắng dài ngày"));
        Assert.Equal("withdrawn", await books.Status(id));
        await ledger.Given.Pool("LAI");
        await ledger.Given.Receipt("LAI", 1_000_000);
        Assert.True(await ledger.Given.TetGifts("LAI", children) > id);
        await VerifiesAsync();
    }

    [Fact]
    public async Task Who_asked_or_approved_neither_pays_nor_takes_the_advance()
    {
        var (id, _) = await books.Approved(1);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.SecondAccountant, books.Cash(id))).Error);
        Assert.IsType<OfficerUnknown>((await ledger.Send(TamDuong.Cashier, books.Advance(id, TamDuong.Accountant))).Error);
        Assert.IsType<PaymentRequestNotFound>((await ledger.Send(TamDuong.Cashier, books.Cash(999_999))).Error);
        Assert.IsType<NoLinesOrdered>((await ledger.Send(TamDuong.Cashier, books.Cash(id) with { Lines = [] })).Error);
        var toAsker = books.BankList(id, 1) with { Payees = [PayeeOf(1) with { Name = "kế toán quỹ" }] };
        Assert.IsType<ReceiverTookPart>((await ledger.Send(TamDuong.Cashier, toAsker)).Error);
        Assert.IsType<WayUnknown>((await ledger.Send(TamDuong.Cashier, books.Cash(id) with { Way = "release" })).Error);
        Assert.IsType<MoneyAccountUnknown>((await ledger.Send(TamDuong.Cashier, books.Cash(id) with { MoneyAccount = "bank" })).Error);
        Assert.IsType<BankProfileUnknown>((await ledger.Send(TamDuong.Cashier, books.BankList(id, 1) with { BankProfile = "none" })).Error);
        Assert.Equal(1, Assert.IsType<PayeesIncomplete>((await ledger.Send(TamDuong.Cashier, books.BankList(id, 1) with { Payees = [] })).Error).Line);
        var late = books.Advance(id) with { SettleBy = ledger.Clock.Today.PlusDays(91) };
        Assert.IsType<SettleByOutOfRange>((await ledger.Send(TamDuong.Cashier, late)).Error);
    }

    [Fact]
    public async Task What_the_cashier_says_otherwise_than_the_phone_is_explained()
    {
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(books.Cash(id));
        await ledger.Done(TamDuong.Cashier, new OpenHandout(Fund, Guid.NewGuid(), Fund, order));
        var code = (await ledger.Done(TamDuong.Cashier, new GetHandout(Fund, order))).Lines[0].Code;
        var note = new DeliveryNote(Guid.NewGuid(), code, "absent", Money.Zero, null, null, ledger.Clock.GetCurrentInstant());
        await ledger.Done(TamDuong.Cashier, new RecordDeliveries(Fund, Guid.NewGuid(), Fund, order, new string('a', 32), [note]));
        var otherwise = await ledger.Send(TamDuong.Cashier, books.Results(order, Paid(1)));
        Assert.Equal(new DeliveredOtherwise(1, Money.Zero, new Money(Gift)), otherwise.Error);
        await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(1) with { Note = "Gia đình đến nhận sau" }));
        Assert.Equal("paid", await books.Status(id));
    }

    private async Task VerifiesAsync()
    {
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verification.Passes, pass => Assert.True(pass.State != PassState.Wrong, $"{pass.Name}: {pass.FirstWrong?.Sentence.En}"));
    }
}
