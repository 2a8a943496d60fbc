using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>What the entries of a stretch of the log rest on, and the entry that follows from it.</summary>
internal sealed class LogDocuments
{
    private const string RequestsSql = """
        SELECT d.fund_id, d.disbursement_id, d.support_kind, d.occasion_code, d.occasion_year, d.need, d.pool_id, d.decision_id,
            d.judged_on, d.requested_on, d.total, d.line_count, d.requester, (SELECT coalesce(sum(l.stock), 0)::bigint
             FROM disbursement_lines l WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id) AS stock
        FROM disbursements d WHERE d.fund_id = @FundId AND d.disbursement_id = ANY (@Numbers)
        """;

    private const string LinesSql = """
        SELECT l.disbursement_id, l.line_no, l.beneficiary_code, l.recipient, l.class_code, l.unit_id, l.decision_id, l.line_code,
            l.cost, l.insurance, l.other_aid, l.case_reference, l.allowed, l.amount, l.reasons_vi, l.reasons_en, l.variant,
            l.quantities::text AS quantities, l.exception_number, l.exception_date, l.exception_reason, l.exception_sha256, l.goods,
            l.stock, o.paid
        FROM journal_entries e
        JOIN disbursement_lines l ON l.fund_id = e.fund_id AND l.disbursement_id = e.disbursement_id AND l.line_no = e.disbursement_line
        LEFT JOIN payment_order_lines o ON o.fund_id = l.fund_id AND o.disbursement_id = l.disbursement_id AND o.line_no = l.line_no
            AND o.outcome IN ('paid', 'partial')
        WHERE e.fund_id = @FundId AND e.log_no BETWEEN @From AND @To AND e.disbursement_line IS NOT NULL
        """;

    private const string DecisionsSql = """
        SELECT disbursement_id, event, recorded_at, content_hash FROM disbursement_events
        WHERE fund_id = @FundId AND disbursement_id = ANY (@Numbers)
        """;

    private const string TransfersSql = """
        SELECT t.fund_id, t.transfer_id, t.from_pool, t.to_pool, t.amount, t.money_account, t.reason, t.decision_number, t.decision_date,
            t.requested_on, t.requester, t.voucher_year, t.voucher_no
        FROM pool_transfers t WHERE t.fund_id = @FundId AND (t.voucher_year, t.voucher_no) IN (
            SELECT e.voucher_year, e.voucher_no FROM journal_entries e
            WHERE e.fund_id = @FundId AND e.log_no BETWEEN @From AND @To AND e.kind = 'transfer')
        """;

    private const string AdjustmentsSql = """
        SELECT a.fund_id, a.adjustment_id, a.adjusted_on, a.account_codes, a.pool_ids, a.sides, a.amounts, s.voucher_year, s.voucher_no
        FROM journal_entries e
        JOIN adjustment_events s ON s.fund_id = e.fund_id AND s.voucher_type = e.voucher_type AND s.voucher_year = e.voucher_year
            AND s.voucher_no = e.voucher_no
        JOIN adjustments a ON a.fund_id = s.fund_id AND a.adjustment_id = s.adjustment_id
        WHERE e.fund_id = @FundId AND e.log_no BETWEEN @From AND @To AND e.kind = 'adjustment' AND s.event = 'posted'
        """;

    private readonly Dictionary<long, SealedRequest> requests;
    private readonly Dictionary<(long, int?), SealedRequestLine> lines;
    private readonly Dictionary<long, SealedEntry> originals;
    private readonly ILookup<long, SealedDecision> decisions;
    private Dictionary<(int?, int?), SealedTransfer> transfers = [];
    private Dictionary<(int?, int?), SealedAdjustment> adjustments = [];
    private GoodsDocuments goods = GoodsDocuments.None;

    private LogDocuments(
        IEnumerable<SealedRequest> requests, IEnumerable<SealedRequestLine> lines, IEnumerable<SealedEntry> originals,
        IEnumerable<SealedDecision> decisions)
    {
        this.requests = requests.ToDictionary(request => request.DisbursementId);
        this.lines = lines.DistinctBy(Key).ToDictionary(Key);
        this.originals = originals.ToDictionary(entry => entry.EntryNo);
        this.decisions = decisions.ToLookup(decision => decision.DisbursementId);

        static (long, int?) Key(SealedRequestLine line) => (line.DisbursementId, line.LineNo);
    }

    public static async Task<LogDocuments> LoadAsync(Db db, int fundId, IReadOnlyList<SealedRecord> records, CancellationToken token)
    {
        var entries = records.OfType<SealedEntry>().ToList();
        if (entries.Count == 0) return new LogDocuments([], [], [], []);
        var range = new { FundId = fundId, From = records[0].LogNo, To = records[^1].LogNo };
        var asked = new { FundId = fundId, Numbers = Distinct(entries.Select(entry => entry.DisbursementId)) };
        var reversed = Distinct(entries.Select(entry => entry.ReversesEntryNo));
        var kinds = entries.Select(entry => entry.Kind).ToHashSet(StringComparer.Ordinal);
        var documents = new LogDocuments(
            asked.Numbers.Length == 0 ? [] : await db.ListAsync<SealedRequest>(RequestsSql, asked, token),
            asked.Numbers.Length == 0 ? [] : await db.ListAsync<SealedRequestLine>(LinesSql, range, token),
            await LogBatch.EntriesAsync(db, fundId, reversed, token),
            asked.Numbers.Length == 0 ? [] : await db.ListAsync<SealedDecision>(DecisionsSql, asked, token))
        {
            transfers = (kinds.Contains("transfer") ? await db.ListAsync<SealedTransfer>(TransfersSql, range, token) : [])
                .ToDictionary(transfer => (transfer.VoucherYear, transfer.VoucherNo)),
            adjustments = (kinds.Contains("adjustment") ? await db.ListAsync<SealedAdjustment>(AdjustmentsSql, range, token) : [])
                .ToDictionary(adjustment => (adjustment.VoucherYear, adjustment.VoucherNo)),
            goods = kinds.Any(GoodsDocuments.IsOf) ? await GoodsDocuments.LoadAsync(db, range, token) : GoodsDocuments.None,
        };
        await documents.Vouchers.AddAsync(db, fundId, entries, token);
        return documents;
    }

    public VoucherDocuments Vouchers { get; } = new();

    /// <summary>The entry that must stand there; null when no rule is known for its kind.</summary>
    public Result<JournalEntry>? Expected(SealedEntry entry) => entry.Kind switch
    {
        "receipt" => Vouchers.Of(entry) is { } voucher ? EntryRules.Receipt(voucher) : Missing(entry),
        "disbursement" => Payment(entry),
        "reversal" => Reversal(entry),
        "transfer" => Transfer(entry),
        "lapse" => Vouchers.Of(entry) is { } lapse ? EntryRules.Lapse(lapse) : Missing(entry),
        "budget_return" => Vouchers.Of(entry) is { } paid ? EntryRules.BudgetReturn(paid) : Missing(entry),
        "adjustment" => Adjustment(entry),
        "commitment" => Reservation(entry, (request, asked) => EntryRules.Commitment(request, asked.ContentHash)),
        "advance" => Vouchers.Of(entry) is { } advance ? EntryRules.Advance(advance) : Missing(entry),
        "advance_return" => Vouchers.Of(entry) is { } back ? EntryRules.AdvanceReturn(back) : Missing(entry),
        "release" when entry.DisbursementLine is not null => ReleaseOfLine(entry),
        "release" => Reservation(entry, (request, asked) => DecisionOf(entry, "rejected", "returned", "withdrawn", "paid") is { } end
            ? EntryRules.Release(request, asked.ContentHash, BusinessDate.Of(end.RecordedAt))
            : new DocumentMissing($"decision that ends request {entry.DisbursementId}")),
        _ => GoodsDocuments.IsOf(entry.Kind) ? Goods(entry) : null,
    };

    private static long[] Distinct(IEnumerable<long?> numbers) => [.. numbers.OfType<long>().Distinct()];

    private static DocumentMissing Missing(SealedEntry entry) => new($"voucher {entry.VoucherType}-{entry.VoucherYear}-{entry.VoucherNo}");

    private SealedDecision? DecisionOf(SealedEntry entry, params string[] events) =>
        decisions[entry.DisbursementId ?? 0].FirstOrDefault(decision => events.Contains(decision.Event));

    private Result<JournalEntry> Goods(SealedEntry entry)
    {
        if (Vouchers.Of(entry) is not { } voucher) return Missing(entry);
        var id = entry.DisbursementId ?? 0;
        return goods.Expected(entry, voucher, requests.GetValueOrDefault(id), lines.GetValueOrDefault((id, entry.DisbursementLine)));
    }

    private Result<JournalEntry> Payment(SealedEntry entry)
    {
        if (Vouchers.Of(entry) is not { } voucher) return Missing(entry);
        var id = entry.DisbursementId ?? 0;
        return requests.TryGetValue(id, out var request) && lines.TryGetValue((id, entry.DisbursementLine), out var line)
            ? EntryRules.Payment(voucher, request, line)
            : new DocumentMissing($"line {entry.DisbursementLine} of request {id}");
    }

    // On the day it was recorded: what ended the line is sealed with its payment order.
    private Result<JournalEntry> ReleaseOfLine(SealedEntry entry) => Reservation(entry, (request, asked) =>
        lines.TryGetValue((request.DisbursementId, entry.DisbursementLine), out var line)
            ? EntryRules.Release(request, line, asked.ContentHash, BusinessDate.Of(entry.RecordedAt))
            : new DocumentMissing($"line {entry.DisbursementLine} of request {request.DisbursementId}"));

    private Result<JournalEntry> Transfer(SealedEntry entry)
    {
        if (Vouchers.Of(entry) is not { } voucher) return Missing(entry);
        return transfers.TryGetValue((entry.VoucherYear, entry.VoucherNo), out var transfer)
            ? EntryRules.Transfer(voucher, transfer)
            : new DocumentMissing($"transfer of voucher {entry.VoucherType}-{entry.VoucherYear}-{entry.VoucherNo}");
    }

    private Result<JournalEntry> Reversal(SealedEntry entry)
    {
        if (Vouchers.Of(entry) is not { } voucher) return Missing(entry);
        return originals.GetValueOrDefault(entry.ReversesEntryNo ?? 0)?.Judge() is { } original
            ? original.Match(judged => EntryRules.Reversal(voucher, judged), broken => broken)
            : new DocumentMissing($"entry {entry.ReversesEntryNo}");
    }

    private Result<JournalEntry> Adjustment(SealedEntry entry)
    {
        if (Vouchers.Of(entry) is not { } voucher) return Missing(entry);
        return adjustments.TryGetValue((entry.VoucherYear, entry.VoucherNo), out var adjustment)
            ? EntryRules.Adjustment(voucher, adjustment)
            : new DocumentMissing($"adjustment of voucher {voucher.Number}");
    }

    private Result<JournalEntry> Reservation(SealedEntry entry, Func<SealedRequest, SealedDecision, Result<JournalEntry>> rule) =>
        requests.TryGetValue(entry.DisbursementId ?? 0, out var request) && DecisionOf(entry, "requested") is { } asked
            ? rule(request, asked)
            : new DocumentMissing($"request {entry.DisbursementId}");
}
