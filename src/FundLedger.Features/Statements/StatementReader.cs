using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>Reads the figures of a statement, one SQL statement per group of figures, all in the snapshot of the running query.</summary>
internal sealed class StatementReader(Db db, StatementCheckpoints checkpoints, PublicAddress address)
{
    // The closing of the last month stands for all: months are closed in order. A closing's statement is the books as known at its log
    // number, whatever has come since: without a version the latest closing, and the books as they are while the month is open.
    private const string HeadSql = """
        SELECT f.fund_id, f.code, f.name_vi, f.name_en, u.name AS unit, f.opened_on, business_today() AS today,
            c.month IS NOT NULL AS is_closed, c.version,
            coalesce(c.log_no, h.log_no) AS log_no, encode(coalesce(c.hash, h.log_hash), 'hex') AS log_hash,
            coalesce(c.closed_at, ledger_now()) AS at, k.names, k.address, k.fonts, k.signed_no
        FROM funds f JOIN units u USING (unit_id) JOIN fund_heads h USING (fund_id) JOIN period_states s USING (fund_id)
        LEFT JOIN LATERAL (SELECT * FROM closed_periods x WHERE x.fund_id = f.fund_id AND x.month = date_trunc('month', @To)::date
            AND (x.version = @Version OR (@Version::int IS NULL AND @To <= s.closed_through)) ORDER BY x.version DESC LIMIT 1) c ON true
        LEFT JOIN closing_papers k ON k.fund_id = f.fund_id AND k.month = c.month AND k.version = c.version
        WHERE f.code = @Fund
        """;

    // Among many funds the planner expects one row of this one, because row-level security names the fund a second time, and would join
    // its postings with its entries pair by pair.
    private const string NotPairByPairSql = "SET LOCAL enable_nestloop = off";
    private const string AsUsualSql = "SET LOCAL enable_nestloop = on";

    private const string BalancesSql = """
        SELECT coalesce(sum(effect) FILTER (WHERE entry_date < @From), 0)::bigint AS opening, coalesce(sum(effect), 0)::bigint AS closing
        FROM fund_movements WHERE fund_id = @FundId AND entry_date <= @To AND log_no <= @LogNo
        """;

    // An adjusting entry is interest, or a fee that lowers it: received under the source of its pool, by its effect.
    private const string ReceiptsSql = """
        SELECT s.source_kind AS code, s.name_vi, s.name_en, sum(m.effect)::bigint AS amount,
            (count(*) FILTER (WHERE m.reverses_no IS NULL) - count(*) FILTER (WHERE m.reverses_no IS NOT NULL))::int AS times
        FROM fund_movements m JOIN pools p USING (fund_id, pool_id) JOIN source_kinds s USING (source_kind)
        WHERE m.fund_id = @FundId AND m.counts_as IN ('receipt', 'adjustment') AND m.entry_date BETWEEN @From AND @To
            AND m.log_no <= @LogNo
        GROUP BY s.source_kind ORDER BY s.is_budget, s.source_kind COLLATE "C"
        """;

    private const string DisbursementsSql = """
        WITH child AS (
            SELECT support_kind, coalesce(class_code, '') AS class_code, beneficiary_code, sum(amount) AS amount,
                count(*) FILTER (WHERE amount > 0) - count(*) FILTER (WHERE amount < 0) AS times
            FROM fund_movements
            WHERE fund_id = @FundId AND counts_as = 'disbursement' AND entry_date BETWEEN @From AND @To AND log_no <= @LogNo
            GROUP BY 1, 2, 3),
        figures AS (
            SELECT support_kind, class_code, coalesce(sum(amount), 0)::bigint AS amount, coalesce(sum(times), 0)::int AS times,
                count(DISTINCT beneficiary_code) FILTER (WHERE times > 0)::int AS children
            FROM child GROUP BY GROUPING SETS ((support_kind, class_code), (support_kind), ()))
        SELECT f.support_kind AS code, f.class_code AS class, coalesce(c.name_vi, k.name_vi, '') AS name_vi,
            coalesce(c.name_en, k.name_en, '') AS name_en, f.amount, f.times, f.children
        FROM figures f LEFT JOIN support_kinds k USING (support_kind) LEFT JOIN child_classes c USING (class_code)
        ORDER BY f.support_kind COLLATE "C" NULLS FIRST, c.sort_order NULLS FIRST
        """;

    // A pool that nothing was ever posted to is left out: one that is opened later does not change the statement of a closed period.
    private const string PoolsSql = """
        SELECT p.code, p.name_vi, p.name_en, coalesce(sum(m.effect) FILTER (WHERE m.entry_date < @From), 0)::bigint AS opening,
            coalesce(sum(m.effect) FILTER (WHERE m.counts_as IN ('receipt', 'adjustment') AND m.entry_date >= @From), 0)::bigint
                AS received,
            coalesce(sum(m.amount) FILTER (WHERE m.counts_as = 'disbursement' AND m.entry_date >= @From), 0)::bigint AS given,
            coalesce(sum(m.effect) FILTER (WHERE m.counts_as = 'transfer' AND m.entry_date >= @From AND m.effect > 0), 0)::bigint AS came,
            coalesce(-sum(m.effect) FILTER (WHERE m.counts_as = 'transfer' AND m.entry_date >= @From AND m.effect < 0), 0)::bigint AS went,
            coalesce(-sum(m.effect) FILTER (WHERE m.counts_as = 'lapse' AND m.entry_date >= @From), 0)::bigint AS lapsed,
            sum(m.effect)::bigint AS closing
        FROM fund_movements m JOIN pools p USING (fund_id, pool_id)
        WHERE m.fund_id = @FundId AND m.entry_date <= @To AND m.log_no <= @LogNo
        GROUP BY p.fund_id, p.pool_id ORDER BY p.pool_id
        """;

    private const string TransfersSql = """
        SELECT m.voucher_year AS year, m.voucher_no AS no, m.entry_date AS date, p.code AS from_pool, o.code AS to_pool,
            -m.effect AS amount, t.decision_number, t.decision_date
        FROM fund_movements m JOIN pools p USING (fund_id, pool_id)
        JOIN pool_transfers t ON t.fund_id = m.fund_id AND t.voucher_year = m.voucher_year AND t.voucher_no = m.voucher_no
        JOIN pools o ON o.fund_id = t.fund_id AND o.pool_id = t.to_pool
        WHERE m.fund_id = @FundId AND m.counts_as = 'transfer' AND m.effect < 0
            AND m.entry_date BETWEEN @From AND @To AND m.log_no <= @LogNo
        ORDER BY m.entry_date, m.entry_no
        """;

    private const string VouchersSql = """
        SELECT m.voucher_type AS type, m.voucher_year AS year, m.voucher_no AS no, m.entry_date AS date,
            m.counts_as IN ('receipt', 'adjustment') AS is_receipt,
            sum(CASE m.counts_as WHEN 'adjustment' THEN m.effect ELSE m.amount END)::bigint AS amount, p.code AS pool, k.code AS kind,
            k.name_vi, k.name_en, m.reverses_type, m.reverses_year, m.reverses_no, m.reverses_date
        FROM fund_movements m JOIN pools p USING (fund_id, pool_id)
        JOIN (SELECT 'receipt' AS counts_as, source_kind AS code, name_vi, name_en FROM source_kinds
              UNION ALL SELECT 'adjustment', source_kind, name_vi, name_en FROM source_kinds
              UNION ALL SELECT 'disbursement', support_kind, name_vi, name_en FROM support_kinds) k
            ON k.counts_as = m.counts_as AND k.code = coalesce(m.support_kind, p.source_kind)
        WHERE m.fund_id = @FundId AND m.entry_date BETWEEN @From AND @To AND m.log_no <= @LogNo
        GROUP BY m.voucher_type, m.voucher_year, m.voucher_no, m.entry_date, m.counts_as, p.code, k.code, k.name_vi, k.name_en,
            m.reverses_type, m.reverses_year, m.reverses_no, m.reverses_date
        ORDER BY m.entry_date, min(m.entry_no), min(m.line)
        """;

    /// <summary>The statement, <see cref="FundNotFound"/>, a period that cannot be stated, or figures that contradict each other.</summary>
    /// <param name="version">Which closing of the last month; null for the latest, or for the open books.</param>
    public async Task<Result<FundStatement>> ReadAsync(string fund, LocalDate from, LocalDate to, int? version, CancellationToken token)
    {
        var asked = new { Fund = fund, To = to, Version = version };
        if (await db.FindAsync<StatementHead>(HeadSql, asked, token) is not { } head) return new FundNotFound(fund);
        var period = StatementPeriod.Create(from, to, head.OpenedOn, head.Today);
        if (period.Error is { } refusal) return refusal;
        if (version is { } missing && head.Version is null) return new StatementVersionUnknown(missing, to);
        await db.ExecuteAsync(NotPairByPairSql, null, token);
        var statement = await ReadAsync(head, period.Value, new { head.FundId, From = from, To = to, head.LogNo }, token);
        await db.ExecuteAsync(AsUsualSql, null, token);
        return statement;
    }

    private async Task<Result<FundStatement>> ReadAsync(StatementHead head, StatementPeriod period, object range, CancellationToken token)
    {
        var balances = await db.SingleAsync<BalanceRow>(BalancesSql, range, token);
        var support = await db.ListAsync<SupportRow>(DisbursementsSql, range, token);
        var vouchers = await db.ListAsync<VoucherRow>(VouchersSql, range, token);
        // Only forged books have them; a verification still wants an answer.
        if (vouchers.FirstOrDefault(row => !row.IsNumbered) is { } odd)
        {
            return new StatementDoesNotAddUp(odd.Figure, Money.Zero, odd.Amount);
        }

        var checkpoint = await CheckpointAsync(head, token);
        var figures = new StatementFigures(head.Code, period, head.Seal)
        {
            Paper = head.Names is null ? new StatementPaper(address.Text, null) : new StatementPaper(head.Address ?? "", head.Fonts),
            Checkpoint = checkpoint is null ? null : new PrintedCheckpoint(
                checkpoint.LogNo, Convert.ToHexStringLower(checkpoint.LogHash), checkpoint.KeyFingerprint, checkpoint.MadeAt),
            FundName = new Wording(head.NameVi, head.NameEn),
            Unit = head.Unit,
            Opening = balances.Opening,
            Closing = balances.Closing,
            Receipts = [.. (await db.ListAsync<SourceRow>(ReceiptsSql, range, token)).Select(row => row.Figures)],
            Disbursements = SupportRow.Grouped(support),
            Children = support.Where(row => row.Code is null).Sum(row => row.Children),
            Pools = [.. (await db.ListAsync<PoolRow>(PoolsSql, range, token)).Select(row => row.Figures)],
            Transfers = [.. (await db.ListAsync<TransferRow>(TransfersSql, range, token)).Select(row => row.Transfer)],
            Vouchers = [.. vouchers.Select(row => row.Voucher)],
        };
        if (head.Names is null) return FundStatement.Create(figures);
        return ClosingNames.Read(head.Names) is { } names
            ? FundStatement.Create(names.On(figures))
            : new StatementDoesNotAddUp("names", Money.Zero, Money.Zero);
    }

    // The one that was signed with the closing. Where nothing was signed then, the first one after it.
    private Task<Checkpoint?> CheckpointAsync(StatementHead head, CancellationToken token) => head.SignedNo is { } signed
        ? checkpoints.FindAsync(head.FundId, true, signed, token)
        : checkpoints.FindAsync(head.FundId, head.IsClosed, head.LogNo, token);
}
