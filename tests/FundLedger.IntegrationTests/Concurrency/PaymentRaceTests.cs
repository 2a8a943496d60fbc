using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Payments;
using FundLedger.IntegrationTests.Payments;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Concurrency;

/// <summary>Orders and results at the same moment: each line goes out once and comes back once.</summary>
public sealed class PaymentRaceTests : IClassFixture<Ledger>
{
    private const string PaidSql = "SELECT count(*) FROM journal_entries WHERE kind = 'disbursement' AND disbursement_id = @Id";

    private readonly Ledger ledger;
    private readonly PaymentBooks books;

    public PaymentRaceTests(Ledger ledger) => (this.ledger, books) = (ledger, new PaymentBooks(ledger));

    [Fact]
    public async Task Of_two_orders_or_an_order_and_a_payment_by_hand_one_takes_the_lines()
    {
        var (id, _) = await books.Approved(2);
        var answers = await AtOnce(
            async () => (await ledger.Send(TamDuong.Cashier, books.Cash(id))).Error,
            async () => (await ledger.Send(TamDuong.Cashier, books.Advance(id))).Error,
            async () => (await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id))).Error);
        Assert.Equal(2, answers.Count(error => error is not null));
        Assert.InRange(await ledger.Ask<long>(PaidSql, new { Id = id }), 0, 2);
    }

    [Fact]
    public async Task Results_that_arrive_together_are_recorded_once()
    {
        var (id, _) = await books.Approved(3);
        var order = await books.Ordered(books.Cash(id));
        var results = books.Results(order, PaymentBooks.Paid(1), PaymentBooks.Paid(2), PaymentBooks.Not(3, PaymentOutcome.Returned));
        var answers = await AtOnce(
            async () => (await ledger.Send(TamDuong.Cashier, results)).Error,
            async () => (await ledger.Send(TamDuong.Cashier, results)).Error,
            async () => (await ledger.Send(TamDuong.Cashier, results with { Key = Guid.NewGuid() })).Error,
            async () => (await ledger.Send(TamDuong.Cashier, results with { Key = Guid.NewGuid() })).Error);
        // The key that was sent twice has one answer, for both or for none; of the other two at most one is carried out.
        Assert.Equal(answers[0] is null, answers[1] is null);
        Assert.Single(answers.Skip(1), error => error is null);
        Assert.Equal(2, await ledger.Ask<long>(PaidSql, new { Id = id }));
        Assert.Equal((20_000_000L - (2 * PaymentBooks.Gift), 0L), await books.Pool(id));
    }

    [Fact]
    public async Task Of_taking_the_file_and_cancelling_the_order_one_counts()
    {
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(books.BankList(id, 1));
        var answers = await AtOnce(
            async () => (await ledger.Send(TamDuong.Cashier, new TakePaymentFile(PaymentBooks.Fund, Guid.NewGuid(), order))).Error,
            async () => (await ledger.Send(TamDuong.Cashier, new CancelPaymentOrder(PaymentBooks.Fund, Guid.NewGuid(), order, "Không gửi nữa"))).Error);
        Assert.IsType<OrderNotInState>(Assert.Single(answers, error => error is not null));
    }

    private static Task<Error?[]> AtOnce(params Func<Task<Error?>>[] work) => Task.WhenAll(work.Select(one => Task.Run(one)));
}
