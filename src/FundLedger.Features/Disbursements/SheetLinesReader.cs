using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Reads the lines of a request with what became of each. The three lists are put together in memory: a request may have tens of thousands
/// of lines that the planner knows nothing of yet, and joined by it each line looked through all entries.
/// </summary>
internal sealed class SheetLinesReader(Db db)
{
    private const string LinesSql = """
        SELECT l.line_no AS no, coalesce(l.beneficiary_code, l.recipient) AS child, l.recipient IS NULL AS is_child,
            i.name AS recipient_name,
            coalesce(k.name_vi, o.name_vi) AS class_vi, coalesce(k.name_en, o.name_en) AS class_en,
            coalesce(k.sort_order, 1000) AS class_order, u.name AS unit,
            l.line_code, n.name_vi AS norm_vi, n.name_en AS norm_en, l.reasons_vi, l.reasons_en,
            l.case_reference, l.amount, l.goods, l.stock,
            l.exception_number, l.exception_date, l.exception_reason, n.exception_level
        FROM disbursement_lines l JOIN funds f USING (fund_id) LEFT JOIN child_classes k USING (class_code)
        JOIN norm_lines n USING (decision_id, line_code) LEFT JOIN institutions i ON i.institution_code = l.recipient
        LEFT JOIN (VALUES ('household', 'Hộ gia đình', 'Household'), ('institution', 'Cơ sở, đơn vị', 'Institution'),
            ('fund', 'Chi quản lý Quỹ', 'Running of the fund')) o(payee, name_vi, name_en) USING (payee)
        LEFT JOIN units u ON u.unit_id = l.unit_id
        WHERE f.code = @Fund AND l.disbursement_id = @Id ORDER BY l.line_no
        """;

    private const string EntriesSql = """
        SELECT e.disbursement_line AS line, e.entry_no, format_voucher(e.voucher_type, e.voucher_year, e.voucher_no) AS voucher
        FROM journal_entries e JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND e.book = 'financial' AND e.kind = 'disbursement' AND e.disbursement_id = @Id
        """;

    private const string ReversalsSql = """
        SELECT v.reverses_entry_no AS entry_no,
            format('%s-%s-%s', v.voucher_type, v.voucher_year, lpad(v.voucher_no::text, 5, '0')) AS voucher
        FROM vouchers v JOIN funds f USING (fund_id) WHERE f.code = @Fund AND v.reverses_entry_no IS NOT NULL
        """;

    private const string ObstaclesSql = """
        SELECT o.line_no AS line, o.obstacle AS word
        FROM funds f CROSS JOIN LATERAL disbursement_obstacles(f.fund_id, @Id) o WHERE f.code = @Fund
        """;

    public async Task<IReadOnlyList<SheetLine>> ReadAsync(GetDisbursement asked, SheetHead head, CancellationToken token)
    {
        var lines = await db.ListAsync<SheetLine>(LinesSql, asked, token);
        if (head.IsWaiting) return Joined(lines, [], [], await ObstaclesAsync(asked, token));
        var entries = await db.ListAsync<Entry>(EntriesSql, asked, token);
        var reversals = entries.Count == 0 ? [] : await db.ListAsync<Reversal>(ReversalsSql, asked, token);
        return Joined(lines, entries, reversals, head.IsApproved ? await ObstaclesAsync(asked, token) : []);
    }

    private Task<IReadOnlyList<Obstacle>> ObstaclesAsync(GetDisbursement asked, CancellationToken token) =>
        db.ListAsync<Obstacle>(ObstaclesSql, asked, token);

    private static IReadOnlyList<SheetLine> Joined(
        IReadOnlyList<SheetLine> lines, IReadOnlyList<Entry> entries, IReadOnlyList<Reversal> reversals, IReadOnlyList<Obstacle> obstacles)
    {
        if (entries.Count == 0 && obstacles.Count == 0) return lines;
        var paid = entries.ToDictionary(entry => entry.Line);
        var reversed = reversals.ToDictionary(reversal => reversal.EntryNo, reversal => reversal.Voucher);
        var stopped = obstacles.ToDictionary(obstacle => obstacle.Line, obstacle => obstacle.Word);
        return [.. lines.Select(line => paid.GetValueOrDefault(line.No) is { } entry
            ? line with
            {
                EntryNo = entry.EntryNo, Voucher = entry.Voucher, ReversedBy = reversed.GetValueOrDefault(entry.EntryNo),
                Obstacle = stopped.GetValueOrDefault(line.No),
            }
            : line with { Obstacle = stopped.GetValueOrDefault(line.No) })];
    }

    private sealed record Entry
    {
        public int Line { get; init; }

        public long EntryNo { get; init; }

        public string Voucher { get; init; } = "";
    }

    private sealed record Reversal
    {
        public long EntryNo { get; init; }

        public string Voucher { get; init; } = "";
    }

    private sealed record Obstacle
    {
        public int Line { get; init; }

        public string Word { get; init; } = "";
    }
}
