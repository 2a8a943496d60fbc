using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Payments;
using FundLedger.Features.Payments;
using FundLedger.Features.Setup;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Two cashiers who work on one request: neither pays the other.</summary>
public sealed class PayeeHandsTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string Second = "thuquy2";

    [Fact]
    public async Task A_cashier_neither_sends_a_transfer_to_oneself_nor_writes_in_who_prepared_it()
    {
        await AddUser.RunAsync(
            ledger.Database.Owner, new NewUser(Second, "Hoàng Thị Sơn", TamDuong.Password, true, [(Given.Fund, "cashier")]), Ledger.Token);
        var books = new PaymentBooks(ledger);
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(books.BankList(id, 1) with { Payees = [Named("HOÀNG THỊ SƠN")] });
        var refused = await ledger.Send(Second, new TakePaymentFile(Given.Fund, Guid.NewGuid(), order));
        Assert.Equal(new ReceiverTookPart(id, "HOÀNG THỊ SƠN"), refused.Error);
        await ledger.Done(TamDuong.Cashier, new ChangePayee(Given.Fund, Guid.NewGuid(), order, Named("Người Giám Hộ")));
        var colleague = await ledger.Send(Second, new ChangePayee(Given.Fund, Guid.NewGuid(), order, Named("Thủ Quỹ")));
        Assert.Equal(new ReceiverTookPart(id, "Thủ Quỹ"), colleague.Error);
        await ledger.Done(Second, new TakePaymentFile(Given.Fund, Guid.NewGuid(), order));
    }

    private static Payee Named(string name) => Payee.Typed(1, name, "Ngân hàng Nông nghiệp", "7805201000001");
}
