using FundLedger.Features.Traces;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Traces;

/// <summary>Books with an entry of every kind: what all traces say together is what the books say.</summary>
public sealed class WholeBooksTests(EveryKind year) : IClassFixture<EveryKind>
{
    private const string ReceiptsSql = """
        SELECT format_voucher(voucher_type, voucher_year, voucher_no) FROM vouchers WHERE voucher_type = 'PT' ORDER BY voucher_no
        """;

    private const string PaymentsSql = """
        SELECT DISTINCT format_voucher(voucher_type, voucher_year, voucher_no) FROM journal_entries WHERE kind = 'disbursement' ORDER BY 1
        """;

    private const string HeldSql = """
        SELECT p.code || ' ' || b.liquid FROM pools p JOIN pool_balances b USING (fund_id, pool_id)
        WHERE p.source_kind <> 'interest' AND b.liquid > 0 ORDER BY 1
        """;

    private const string PaidSql = """
        SELECT coalesce(sum(amount), 0)::bigint FROM fund_movements WHERE counts_as = 'disbursement'
        """;

    [Fact]
    public async Task Every_receipt_adds_up_and_what_they_have_left_together_is_what_the_pools_hold()
    {
        var traces = new List<ReceiptTrace>();
        foreach (var number in await year.Ledger.List<string>(ReceiptsSql))
        {
            traces.Add(await year.Ledger.Done(TamDuong.Auditor, new TraceReceipt(Given.Fund, number)));
        }

        Assert.Equal(3, traces.Count);
        Assert.All(traces, trace => Assert.Equal(
            trace.Receipt.ReversedBy is null ? trace.Receipt.Amount.Dong : 0,
            (trace.Supported + trace.Returned + trace.Adjusted + trace.Remaining).Dong));
        Assert.Equal(1, traces.Count(trace => trace.Receipt.ReversedBy is not null));
        var left = from share in traces.SelectMany(trace => trace.Left)
                   group share.Amount.Dong by share.Pool.Code into pool
                   select $"{pool.Key} {pool.Sum()}";
        Assert.Equal(await year.Ledger.List<string>(HeldSql), left.Order(StringComparer.Ordinal));
        Assert.Equal(await year.Ledger.Ask<long>(PaidSql), traces.Sum(trace => trace.Supported.Dong));
    }

    [Fact]
    public async Task Money_that_lapsed_went_back_to_the_budget_and_paying_it_back_takes_nothing_twice()
    {
        var budget = await year.Ledger.Done(TamDuong.Auditor, new TraceReceipt(Given.Fund, "PT-2021-00002"));
        Assert.Equal((2_000_000, 0, 0), (budget.Returned.Dong, budget.Remaining.Dong, budget.Supported.Dong));
        Assert.Equal(("lapse", "KC-2021-00001"), (Assert.Single(budget.Others).Kind, budget.Others[0].Voucher));
    }

    [Fact]
    public async Task Every_payment_is_paid_by_receipts_to_the_dong()
    {
        foreach (var number in await year.Ledger.List<string>(PaymentsSql))
        {
            var trace = await year.Ledger.Done(TamDuong.Auditor, new TraceSupport(Given.Fund, number));
            var paid = trace.Lines.Where(line => line.ReversedBy is null).Sum(line => line.Paid.Dong);
            Assert.Equal((paid, paid), (trace.Total.Dong, trace.Sources.Sum(source => source.Amount.Dong)));
            Assert.Equal(paid, trace.Pairs.Sum(pair => pair.Amount.Dong));
        }
    }

    [Fact]
    public async Task Money_that_went_to_another_pool_and_part_of_it_back_is_told_with_both_transfers()
    {
        var trace = await year.Ledger.Done(TamDuong.Auditor, new TraceReceipt(Given.Fund, "PT-2021-00001"));
        Assert.Equal(
            [("DC-2021-00001", "CHUNG", "TET", 1_000_000L), ("DC-2021-00002", "TET", "CHUNG", 400_000L)],
            trace.Transfers.Select(one => (one.Voucher, one.From.Code, one.To.Code, one.Amount.Dong)));
        Assert.Equal(
            [("CHUNG", 3_500_000L), ("TET", 600_000L)], trace.Left.Select(share => (share.Pool.Code, share.Amount.Dong)));
    }
}
