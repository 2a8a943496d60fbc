using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Traces;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Traces;

/// <summary>Follows the money of paid lines back to where it came in, in the snapshot of the running query.</summary>
internal sealed class SupportTraceReader(Db db, FlowReader flows, TraceFacts facts)
{
    private const string OfPaymentSql = """
        SELECT e.entry_no
        FROM funds f CROSS JOIN LATERAL (SELECT * FROM journal_entries j
            WHERE j.fund_id = f.fund_id AND j.voucher_type = @Prefix AND j.voucher_year = @Year AND j.voucher_no BETWEEN @No AND @No
            ORDER BY j.voucher_no OFFSET 0) e
        WHERE f.code = @Fund AND e.book = 'financial' AND e.kind = 'disbursement' AND (@EntryNo::bigint IS NULL OR e.entry_no = @EntryNo)
        """;

    // Nothing for a child whom this user may not see.
    private const string CodesSql = """
        SELECT codes_of_child(b.beneficiary_code) FROM beneficiaries b CROSS JOIN funds f
        WHERE b.beneficiary_code = @Code AND f.code = @Fund
        """;

    // The child's postings first, by their own index, and then the fund: among many funds the planner would read all of this one.
    private const string OfChildSql = """
        WITH paid AS MATERIALIZED (SELECT p.fund_id, p.entry_no FROM postings p
            WHERE p.beneficiary_code = ANY (@Codes) AND p.book = 'financial' AND p.account_code = 'fund_balance')
        SELECT p.entry_no
        FROM funds f JOIN paid p USING (fund_id)
        CROSS JOIN LATERAL (SELECT j.kind FROM journal_entries j
            WHERE j.fund_id = p.fund_id AND j.book = 'financial' AND j.entry_no BETWEEN p.entry_no AND p.entry_no
            ORDER BY j.book, j.entry_no LIMIT 1) e
        WHERE f.code = @Fund AND e.kind = 'disbursement'
        """;

    public async Task<Result<SupportTrace>> OfPaymentAsync(TraceSupport request, CancellationToken token)
    {
        var notFound = new PaymentNotFound(request.Fund, request.Number);
        var parsed = VoucherNumber.Parse(request.Number);
        if (parsed is not { Type: VoucherType.Payment or VoucherType.AdvanceSettlement } number) return notFound;
        var asked = new { request.Fund, number.Prefix, number.Year, number.No, request.EntryNo };
        var entries = await db.ListAsync<long>(OfPaymentSql, asked, token);
        var trace = await ReadAsync(request.Fund, entries, token);
        // A single line of another unit is not there.
        return entries.Count == 0 || (request.EntryNo is not null && trace.Lines.Count == 0) ? notFound : trace;
    }

    public async Task<Result<SupportTrace>> OfChildAsync(TraceChild request, CancellationToken token)
    {
        if (await db.FindAsync<string[]>(CodesSql, request, token) is not { } codes) return new TracedChildNotFound(request.Code);
        var entries = await db.ListAsync<long>(OfChildSql, new { request.Fund, Codes = codes }, token);
        return await ReadAsync(request.Fund, entries, token);
    }

    private async Task<SupportTrace> ReadAsync(string fundCode, IReadOnlyList<long> entries, CancellationToken token)
    {
        if (entries.Count == 0 || await facts.FundAsync(fundCode, token) is not { } fund)
        {
            return new SupportTrace([], ForeignSupport.None, default, [], []);
        }

        var kinds = await facts.KindsAsync(fund, entries, token);
        var own = kinds.Where(kind => kind.IsOwn).Select(kind => kind.EntryNo).ToHashSet();
        var transfers = await facts.TransfersAsync(fund, token);
        var traces = await flows.ReadAsync(fund.Id, transfers.Keys, token);
        var parts = kinds.SelectMany(kind => traces.SourcesOf(kind.EntryNo), (kind, part) => (Payment: kind.EntryNo, Part: part)).ToList();
        var ways = new TraceWays(await facts.PoolsAsync(fund, token), transfers);
        var met = ways.Together(parts.Select(one => Homeward(one.Part)));
        var origins = await facts.OriginsAsync(fund, met.Select(one => one.Entry).Distinct(), token);
        return new SupportTrace(
            await facts.LinesAsync(fund, own.Order(), token),
            Foreign(parts.Where(one => !own.Contains(one.Payment)).ToList()),
            TraceWays.Sum(parts.Select(one => one.Part.Amount)),
            [.. met.Select(one => Source(one, origins[one.Entry]))],
            Pairs(parts.Where(one => own.Contains(one.Payment))));
    }

    // The way back passed the transfers in the opposite order.
    private static TracedPart Homeward(TracedPart part) => part with { Through = [.. part.Through.Reverse()] };

    private static ForeignSupport Foreign(List<(long Payment, TracedPart Part)> parts) => parts.Count == 0
        ? ForeignSupport.None
        : new ForeignSupport(parts.DistinctBy(one => one.Payment).Count(), TraceWays.Sum(parts.Select(one => one.Part.Amount)));

    private static TracedSource Source(Met met, Origin origin) =>
        new(met.Entry, origin.Kind, origin.Voucher, origin.Date, origin.Donor, met.Pool, met.Through, met.Amount);

    private static IReadOnlyList<TracedPair> Pairs(IEnumerable<(long Payment, TracedPart Part)> parts) =>
    [
        .. from one in parts
           where one.Part.Entry is not null
           group one.Part.Amount by (one.Payment, Source: one.Part.Entry!.Value) into amounts
           orderby amounts.Key.Payment, amounts.Key.Source
           select new TracedPair(amounts.Key.Payment, amounts.Key.Source, TraceWays.Sum(amounts)),
    ];
}
