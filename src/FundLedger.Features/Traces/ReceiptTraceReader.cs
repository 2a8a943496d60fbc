using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Traces;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Traces;

/// <summary>Follows the money of a receipt, in the snapshot of the running query.</summary>
internal sealed class ReceiptTraceReader(Db db, FlowReader flows, TraceFacts facts)
{
    private const string ReceiptSql = """
        SELECT v.voucher_date AS date, v.amount, v.pool_id AS pool, CASE WHEN @ShowsDonors THEN g.name END AS donor,
            coalesce(e.entries, '{}') AS entries,
            (SELECT format_voucher(r.voucher_type, r.voucher_year, r.voucher_no) FROM journal_entries r
             WHERE r.fund_id = v.fund_id AND r.book = 'financial' AND r.reverses_entry_no = ANY (e.entries) LIMIT 1) AS reversed_by
        FROM vouchers v LEFT JOIN donors g USING (fund_id, donor_id)
        CROSS JOIN LATERAL (SELECT array_agg(o.entry_no) AS entries FROM (SELECT j.entry_no FROM journal_entries j
            WHERE j.fund_id = @FundId AND j.book = 'financial' AND j.voucher_type = @Prefix AND j.voucher_year = @Year
                AND j.voucher_no BETWEEN @No AND @No
            ORDER BY j.voucher_no OFFSET 0) o) e
        WHERE v.fund_id = @FundId AND v.voucher_type = @Prefix AND v.voucher_year = @Year AND v.voucher_no = @No
        """;

    private const string Lapse = "lapse";

    private sealed record Receipt
    {
        public LocalDate Date { get; init; }

        public Money Amount { get; init; }

        public int Pool { get; init; }

        public string? Donor { get; init; }

        public long[] Entries { get; init; } = [];

        public string? ReversedBy { get; init; }
    }

    public async Task<Result<ReceiptTrace>> ReadAsync(TraceReceipt request, CancellationToken token)
    {
        var notFound = new ReceiptNotFound(request.Fund, request.Number);
        if (VoucherNumber.Parse(request.Number) is not { Type: VoucherType.Receipt } number) return notFound;
        if (await facts.FundAsync(request.Fund, token) is not { } fund) return notFound;
        var asked = new { FundId = fund.Id, fund.ShowsDonors, number.Prefix, number.Year, number.No };
        if (await db.FindAsync<Receipt>(ReceiptSql, asked, token) is not { } receipt) return notFound;
        var transfers = await facts.TransfersAsync(fund, token);
        var ways = new TraceWays(await facts.PoolsAsync(fund, token), transfers);
        var traces = await flows.ReadAsync(fund.Id, transfers.Keys, token);
        var parts = receipt.Entries.SelectMany(traces.UsesOf).ToList();
        var told = new TracedReceipt(
            number.ToString(), receipt.Date, receipt.Donor, ways.PoolOf(receipt.Pool), receipt.Amount, receipt.ReversedBy);
        return await TraceAsync(told, fund, ways, parts, request.Take, token);
    }

    private async Task<ReceiptTrace> TraceAsync(
        TracedReceipt receipt, TracedFund fund, TraceWays ways, IReadOnlyList<TracedPart> parts, int take, CancellationToken token)
    {
        var met = ways.Together(parts);
        var kinds = (await facts.KindsAsync(fund, met.Select(one => one.Entry).Distinct(), token)).ToDictionary(kind => kind.EntryNo);
        var supports = met.Where(one => kinds[one.Entry].IsSupport).ToList();
        var own = supports.Where(one => kinds[one.Entry].IsOwn).ToList();
        var foreign = supports.Where(one => !kinds[one.Entry].IsOwn).ToList();
        var others = met.Where(one => !kinds[one.Entry].IsSupport).ToList();
        var shown = own.Take(take).ToList();
        var lines = (await facts.LinesAsync(fund, shown.Concat(others).Select(one => one.Entry).Distinct(), token))
            .ToDictionary(line => line.EntryNo);
        var left = ways.Left(parts);
        return new ReceiptTrace(
            receipt, Supported: Sum(supports), Returned: Sum(others.Where(other => kinds[other.Entry].Kind == Lapse)),
            Adjusted: Sum(others.Where(other => kinds[other.Entry].Kind != Lapse)),
            Remaining: TraceWays.Sum(left.Select(share => share.Amount)),
            [.. shown.Select(one => new TracedUse(lines[one.Entry], one.Pool, one.Through, one.Amount))], own.Count,
            foreign.Count == 0 ? ForeignSupport.None : new ForeignSupport(foreign.Count, Sum(foreign)),
            [.. others.Select(one => Other(one, lines[one.Entry]))], ways.PassedBy(parts), left);
    }

    private static TracedOther Other(Met met, TracedLine line) =>
        new(line.Kind, line.Voucher, line.Date, met.Pool, met.Through, met.Amount);

    private static Money Sum(IEnumerable<Met> met) => TraceWays.Sum(met.Select(one => one.Amount));
}
