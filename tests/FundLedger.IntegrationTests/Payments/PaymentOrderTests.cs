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
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Orders from their making to the last line: what is posted, what goes back, and who may do it.</summary>
public sealed class PaymentOrderTests : IClassFixture<Ledger>
{
    private readonly Ledger ledger;
    private readonly PaymentBooks books;

    public PaymentOrderTests(Ledger ledger) => (this.ledger, books) = (ledger, new PaymentBooks(ledger));

    [Fact]
    public async Task An_advance_of_ten_gifts_of_which_nine_are_handed_out_is_the_worked_example_of_the_ledger()
    {
        var (id, _) = await books.Approved(10);
        var ordered = await ledger.Done(TamDuong.Cashier, books.Advance(id));
        Assert.StartsWith("PC-2021-", ordered.Voucher, StringComparison.Ordinal);
        Assert.Equal((20_000_000L, 3_000_000L), await books.Pool(id));
        Assert.Equal((7_000_000L, 3_000_000L), (await books.Account("cash", id), await books.Account("advances", id)));

        var results = Enumerable.Range(1, 9).Select(Paid).Append(Not(10, PaymentOutcome.Returned)).ToArray();
        var settled = await ledger.Done(TamDuong.Cashier, books.Results(ordered.Order, results) with { Returned = new Money(300_000) });
        Assert.True(settled.IsSettled);
        Assert.StartsWith("TU-2021-", settled.Voucher, StringComparison.Ordinal);
        Assert.StartsWith("HU-2021-", settled.ReturnVoucher, StringComparison.Ordinal);
        Assert.Equal((17_300_000L, 0L), await books.Pool(id));
        Assert.Equal((7_300_000L, 0L), (await books.Account("cash", id), await books.Account("advances", id)));
        Assert.Equal("paid", await books.Status(id));
        await VerifiesAsync();
    }

    [Fact]
    public async Task Nine_unpaid_of_two_hundred_and_forty_are_followed_up_and_no_more()
    {
        var (id, _) = await books.Approved(12);
        var first = await books.Ordered(books.Cash(id));
        PaymentResult[] results =
        [
            .. Enumerable.Range(1, 9).Select(Paid), Not(10, PaymentOutcome.Failed), Not(11, PaymentOutcome.Failed), Not(12, PaymentOutcome.Absent),
        ];
        await ledger.Done(TamDuong.Cashier, books.Results(first, results));
        Assert.Equal(3, (await books.Sheet(first)).Unpaid);
        Assert.Equal("approved", await books.Status(id));
        var next = await books.Ordered(books.Cash(id));
        Assert.Equal([10, 11, 12], (await books.Sheet(next)).Lines.Select(line => line.No));
        Assert.Equal(0, (await books.Sheet(first)).Unpaid);
        Assert.IsType<NoLinesOrdered>((await ledger.Send(TamDuong.Cashier, books.Cash(id))).Error);
        await ledger.Done(TamDuong.Cashier, books.Results(next, Paid(10), Paid(11), Not(12, PaymentOutcome.Returned)));
        Assert.Equal("paid", await books.Status(id));
        Assert.Equal((20_000_000L - (11 * Gift), 0L), await books.Pool(id));
        await VerifiesAsync();
    }

    [Fact]
    public async Task What_is_paid_in_part_ends_and_the_rest_is_free_in_the_pool()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.Cash(id));
        await ledger.Done(TamDuong.Cashier, books.Results(
            order, new PaymentResult(1, PaymentOutcome.Partial, new Money(100_000), null, null), Paid(2)));
        Assert.Equal((20_000_000L - 400_000, 0L), await books.Pool(id));
        Assert.Equal("paid", await books.Status(id));
        await VerifiesAsync();
    }

    [Fact]
    public async Task A_pool_that_has_reserved_all_that_it_holds_pays_its_orders_one_after_the_other()
    {
        var id = await books.ApprovedToTheLastDong(3);
        var part = await books.Ordered(books.Cash(id, 1));
        await ledger.Done(
            TamDuong.Cashier, books.Results(part, new PaymentResult(1, PaymentOutcome.Partial, new Money(100_000), null, null)));
        Assert.Equal((3 * Gift - 100_000, 2 * Gift), await books.Pool(id));
        var rest = await books.Ordered(books.Advance(id));
        await ledger.Done(
            TamDuong.Cashier,
            books.Results(rest, Paid(2), Not(3, PaymentOutcome.Absent)) with { Returned = new Money(Gift) });
        Assert.Equal((2 * Gift - 100_000, Gift), await books.Pool(id));
        await VerifiesAsync();
    }

    [Theory]
    [InlineData(300_001, PaymentOutcome.Partial, typeof(PaidTooMuch))]
    [InlineData(300_000, PaymentOutcome.Partial, typeof(PaidAndOutcomeDisagree))]
    [InlineData(0, PaymentOutcome.Paid, typeof(PaidAndOutcomeDisagree))]
    [InlineData(1, PaymentOutcome.Absent, typeof(PaidAndOutcomeDisagree))]
    public async Task More_than_approved_is_not_delivered_and_a_part_is_a_part(long paid, PaymentOutcome outcome, Type refusal)
    {
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(books.Cash(id));
        var said = await ledger.Send(TamDuong.Cashier, books.Results(order, new PaymentResult(1, outcome, new Money(paid), null, null)));
        Assert.IsType(refusal, said.Error);
        Assert.Equal((20_000_000L, Gift), await books.Pool(id));
    }

    [Fact]
    public async Task Once_its_file_is_taken_an_order_is_sent_once_and_its_payees_stand_still()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.BankList(id, 1, 2));
        await ledger.Done(TamDuong.Cashier, new ChangePayee(Fund, Guid.NewGuid(), order, PayeeOf(1) with { Account = "999988887777" }));
        Assert.IsType<PaymentFileNotTaken>(
            (await ledger.Send(TamDuong.Cashier, new GetPaymentFile(Fund, order, Features.Papers.PaperLanguage.Vietnamese))).Error);
        var taking = new TakePaymentFile(Fund, Guid.NewGuid(), order);
        Assert.Equal(PaymentOrderStatus.Unknown, (await ledger.Done(TamDuong.Cashier, taking)).Status);

        // The program broke here: nobody knows whether the bank has it.
        Assert.IsType<OrderNotInState>((await ledger.Send(TamDuong.Cashier, taking with { Key = Guid.NewGuid() })).Error);
        Assert.IsType<LineNotOpen>((await ledger.Send(TamDuong.Cashier, books.Cash(id, 1))).Error);
        Assert.IsType<OrderNotInState>((await ledger.Send(TamDuong.Cashier, new CancelPaymentOrder(Fund, Guid.NewGuid(), order, "Không gửi nữa"))).Error);
        Assert.IsType<PayeeFrozen>((await ledger.Send(TamDuong.Cashier, new ChangePayee(Fund, Guid.NewGuid(), order, PayeeOf(1)))).Error);

        await ledger.Done(TamDuong.Cashier, new MarkPaymentNotSent(Fund, Guid.NewGuid(), order, "Sổ phụ không có khoản này"));
        await ledger.Done(TamDuong.Cashier, new ChangePayee(Fund, Guid.NewGuid(), order, PayeeOf(2)));
        await ledger.Done(TamDuong.Cashier, taking with { Key = Guid.NewGuid() });
        await ledger.Done(TamDuong.Cashier, new MarkPaymentSent(Fund, Guid.NewGuid(), order));
        await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(1) with { Reference = "FT21035.001" }, Not(2, PaymentOutcome.Failed)));
        Assert.Equal("approved", await books.Status(id));
        Assert.Equal((9_700_000L, 0L), (await books.Account("bank", id), await books.Account("advances", id)));
        var released = await ledger.Done(TamDuong.Cashier, new ReleaseLines(Fund, Guid.NewGuid(), id, [2], "Gia đình không nhận nữa"));
        Assert.Equal(1, released.Lines);
        Assert.Equal("paid", await books.Status(id));
        Assert.Equal((20_000_000L - Gift, 0L), await books.Pool(id));
        await VerifiesAsync();
    }

    [Fact]
    public async Task The_first_answer_of_a_line_stands()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.OnItsWay(id, 1, 2);
        await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(1)));
        Assert.IsType<ResultTwice>((await ledger.Send(TamDuong.Cashier, books.Results(order, Not(1, PaymentOutcome.Failed)))).Error);
        Assert.IsType<ResultTwice>((await ledger.Send(TamDuong.Cashier, books.Results(order, Paid(2), Paid(2)))).Error);
        Assert.Equal((20_000_000L - Gift, Gift), await books.Pool(id));
    }

    [Fact]
    public async Task A_request_is_not_paid_by_hand_while_orders_pay_it()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.Cash(id, 1));
        var byHand = await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id));
        Assert.IsType<PaidByOrders>(byHand.Error);
        Assert.IsType<PaidByOrders>((await ledger.Send(TamDuong.Approver, new WithdrawDisbursement(Fund, Guid.NewGuid(), id, "Không chi nữa"))).Error);
        await ledger.Done(TamDuong.Cashier, books.Results(order, Not(1, PaymentOutcome.Absent)));
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        Assert.Equal("paid", await books.Status(id));
        await VerifiesAsync();
    }

    [Fact]
    public async Task The_next_advance_waits_for_the_last_to_be_settled()
    {
        var (first, _) = await books.Approved(2);
        var (second, _) = await books.Approved(1);
        var order = await books.Ordered(books.Advance(first, TamDuong.OtherOfficer));
        var next = await ledger.Send(TamDuong.Cashier, books.Advance(second, TamDuong.OtherOfficer));
        Assert.Equal(order, Assert.IsType<AdvanceStillOpen>(next.Error).Order);
        Assert.IsType<AdvanceSettledInPart>((await ledger.Send(TamDuong.Cashier, books.Results(order, Paid(1)))).Error);
        var short1 = await ledger.Send(
            TamDuong.Cashier, books.Results(order, Paid(1), Not(2, PaymentOutcome.Absent)) with { Returned = new Money(200_000) });
        Assert.Equal(new Money(100_000), Assert.IsType<AdvanceDoesNotAddUp>(short1.Error).Lacking);
        await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(1), Not(2, PaymentOutcome.Absent)) with { Returned = new Money(300_000) });
        var settled = await books.Ordered(books.Advance(second, TamDuong.OtherOfficer));
        await ledger.Done(TamDuong.Cashier, books.Results(settled, Paid(1)));
        Assert.Equal("paid", await books.Status(second));
    }

    private async Task VerifiesAsync()
    {
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verification.Passes, pass => Assert.True(pass.State != PassState.Wrong, $"{pass.Name}: {pass.FirstWrong?.Sentence.En}"));
    }
}
