using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Payments;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Orders on books of a class's own: money in cash and at the bank, poor children whose Tết gift of 300,000 đồng is approved.</summary>
public sealed class PaymentBooks(Ledger ledger)
{
    public const string Fund = Given.Fund;
    public const long Gift = 300_000;

    public async Task<(long Id, string[] Children)> Approved(int count)
    {
        var pool = await PoolOf(10_000_000);
        await ledger.Given.Receipt(pool, 10_000_000, "bank");
        var children = await ledger.Given.Children(count);
        return (await ledger.Given.Approved(pool, children), children);
    }

    /// <summary>Of a pool that reserves for it all that it holds.</summary>
    public async Task<long> ApprovedToTheLastDong(int count) =>
        await ledger.Given.Approved(await PoolOf(count * Gift), await ledger.Given.Children(count));

    /// <summary>Of all open lines when none is named.</summary>
    public OrderPayment Cash(long id, params int[] lines) =>
        new(Fund, Guid.NewGuid(), id, "cash", "cash", ledger.Clock.Today, lines.Length == 0 ? null : lines);

    public OrderPayment Advance(long id, string officer = TamDuong.Officer, params int[] lines) =>
        new(Fund, Guid.NewGuid(), id, "advance", "cash", ledger.Clock.Today, lines.Length == 0 ? null : lines)
        {
            Officer = officer, SettleBy = ledger.Clock.Today.PlusDays(15),
        };

    public OrderPayment BankList(long id, params int[] lines) => new(Fund, Guid.NewGuid(), id, "bank_list", "bank", ledger.Clock.Today, lines)
    {
        BankProfile = "excel_general", Payees = [.. lines.Select(PayeeOf)],
    };

    public static Payee PayeeOf(int line) => Payee.Typed(line, $"Người Giám Hộ {line}", "Ngân hàng Nông nghiệp", $"78052010000{line:00}");

    public async Task<int> Ordered(OrderPayment order) => (await ledger.Done(TamDuong.Cashier, order)).Order;

    public async Task<int> OnItsWay(long id, params int[] lines)
    {
        var order = await Ordered(BankList(id, lines));
        await ledger.Done(TamDuong.Cashier, new TakePaymentFile(Fund, Guid.NewGuid(), order));
        await ledger.Done(TamDuong.Cashier, new MarkPaymentSent(Fund, Guid.NewGuid(), order));
        return order;
    }

    public RecordPaymentResults Results(int order, params PaymentResult[] results) =>
        new(Fund, Guid.NewGuid(), order, ledger.Clock.Today, results);

    public static PaymentResult Paid(int line) => new(line, PaymentOutcome.Paid, new Money(Gift), null, null);

    public static PaymentResult Not(int line, PaymentOutcome outcome) => new(line, outcome, Money.Zero, null, "Không gặp gia đình");

    public async Task<PaymentSheet> Sheet(int order) => await ledger.Done(TamDuong.Cashier, new GetPayment(Fund, order));

    /// <summary>What the pool of a request holds and has reserved.</summary>
    public async Task<(long Liquid, long Committed)> Pool(long id)
    {
        var sums = await ledger.Ask<long[]>(
            """
            SELECT ARRAY[b.liquid, b.committed] FROM pool_balances b JOIN disbursements d USING (fund_id, pool_id) JOIN funds f USING (fund_id)
            WHERE f.code = @Fund AND d.disbursement_id = @Id
            """,
            new { Fund, Id = id });
        return (sums[0], sums[1]);
    }

    public Task<long> Account(string account, long id) => ledger.Ask<long>(
        """
        SELECT coalesce(sum(posting_signed(p.side, p.amount)), 0)::bigint FROM postings p JOIN disbursements d USING (fund_id, pool_id)
        JOIN funds f USING (fund_id) WHERE f.code = @Fund AND d.disbursement_id = @Id AND p.account_code = @Account AND p.book = 'financial'
        """,
        new { Fund, Id = id, Account = account });

    public Task<string> Status(long id) => ledger.Ask<string>(
        "SELECT status FROM disbursements d JOIN funds f USING (fund_id) WHERE f.code = @Fund AND d.disbursement_id = @Id", new { Fund, Id = id });

    private async Task<string> PoolOf(long cash)
    {
        var pool = $"P{Guid.NewGuid():N}"[..12].ToUpperInvariant();
        await ledger.Given.Pool(pool);
        await ledger.Given.Receipt(pool, cash);
        return pool;
    }
}
