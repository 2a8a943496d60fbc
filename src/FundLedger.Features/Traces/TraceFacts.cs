using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Traces;

/// <summary>What stands behind the entries that a trace meets, as far as this user may see it.</summary>
internal sealed class TraceFacts(Db db)
{
    // Whose a line is: the reader's own when its child, or household, is among those that row-level security shows. Asked of all entries
    // that a trace meets, which may be most of the fund: joined in memory.
    private const string KindsSql = """
        SELECT x.entry_no, e.kind, CASE
            WHEN p.beneficiary_code IS NOT NULL THEN b.beneficiary_code IS NOT NULL
            WHEN l.recipient LIKE 'HO-%' THEN h.household_code IS NOT NULL
            ELSE true END AS is_own
        FROM unnest(@Entries::bigint[]) x(entry_no)
        JOIN journal_entries e ON e.fund_id = @FundId AND e.book = 'financial' AND e.entry_no = x.entry_no
        LEFT JOIN postings p ON p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no AND p.account_code = 'fund_balance'
            AND e.kind = 'disbursement'
        LEFT JOIN beneficiaries b ON b.beneficiary_code = p.beneficiary_code
        LEFT JOIN disbursement_lines l ON p.beneficiary_code IS NULL AND l.fund_id = e.fund_id AND l.disbursement_id = e.disbursement_id
            AND l.line_no = e.disbursement_line
        LEFT JOIN households h ON h.household_code = l.recipient
        ORDER BY x.entry_no
        """;

    // Among many funds the planner expects one row of this one, because row-level security names the fund a second time.
    private const string NotPairByPairSql = "SET LOCAL enable_nestloop = off";
    private const string AsUsualSql = "SET LOCAL enable_nestloop = on";

    // One look-up by key for each entry and table: the limits keep the planner from joining otherwise, and an order along the key, which an
    // equality would make void, from taking another index of the fund, all of which look equally good to it.
    private const string LinesSql = """
        WITH reversals AS MATERIALIZED (SELECT * FROM journal_entries o
            WHERE o.fund_id = @FundId AND o.book = 'financial' AND o.reverses_entry_no IS NOT NULL)
        SELECT e.entry_no, e.entry_date AS date, e.kind, format_voucher(e.voucher_type, e.voucher_year, e.voucher_no) AS voucher,
            e.disbursement_id AS request, e.disbursement_line AS line, coalesce(p.beneficiary_code, l.recipient) AS code,
            p.beneficiary_code IS NOT NULL AS is_child, c.name_vi AS class_vi, c.name_en AS class_en, u.name AS unit,
            coalesce(p.amount, 0) AS paid, format_voucher(r.voucher_type, r.voucher_year, r.voucher_no) AS reversed_by
        FROM unnest(@Entries::bigint[]) x(entry_no)
        CROSS JOIN LATERAL (SELECT * FROM journal_entries j
            WHERE j.fund_id = @FundId AND j.book = 'financial' AND j.entry_no BETWEEN x.entry_no AND x.entry_no
            ORDER BY j.book, j.entry_no LIMIT 1) e
        LEFT JOIN LATERAL (SELECT * FROM postings q WHERE q.fund_id = @FundId AND q.book = 'financial'
            AND q.entry_no BETWEEN x.entry_no AND x.entry_no AND e.kind = 'disbursement' AND q.account_code = 'fund_balance'
            ORDER BY q.entry_no, q.line LIMIT 1) p ON true
        LEFT JOIN LATERAL (SELECT n.recipient FROM disbursement_lines n WHERE n.fund_id = @FundId AND p.beneficiary_code IS NULL
            AND n.disbursement_id = e.disbursement_id AND n.line_no = e.disbursement_line LIMIT 1) l ON true
        LEFT JOIN reversals r ON r.reverses_entry_no = x.entry_no
        LEFT JOIN child_classes c ON c.class_code = p.class_code
        LEFT JOIN units u ON u.unit_id = p.unit_id
        ORDER BY x.entry_no
        """;

    // Givers' names are for those who see the list of receipts.
    private const string OriginsSql = """
        SELECT e.entry_no, e.kind, e.entry_date AS date, format_voucher(e.voucher_type, e.voucher_year, e.voucher_no) AS voucher,
            g.name AS donor
        FROM unnest(@Entries::bigint[]) x(entry_no)
        CROSS JOIN LATERAL (SELECT * FROM journal_entries j
            WHERE j.fund_id = @FundId AND j.book = 'financial' AND j.entry_no BETWEEN x.entry_no AND x.entry_no
            ORDER BY j.book, j.entry_no LIMIT 1) e
        LEFT JOIN LATERAL (SELECT d.name FROM vouchers v JOIN donors d USING (fund_id, donor_id) WHERE @ShowsDonors AND v.fund_id = @FundId
            AND v.voucher_type = e.voucher_type AND v.voucher_year = e.voucher_year AND v.voucher_no = e.voucher_no LIMIT 1) g ON true
        """;

    private const string PoolsSql = "SELECT pool_id AS id, code, name_vi, name_en FROM pools WHERE fund_id = @FundId";

    private const string TransfersSql = """
        SELECT e.entry_no, e.entry_date AS date, format_voucher(e.voucher_type, e.voucher_year, e.voucher_no) AS voucher,
            t.from_pool, t.to_pool
        FROM pool_transfers t
        CROSS JOIN LATERAL (SELECT * FROM journal_entries j
            WHERE j.fund_id = @FundId AND j.book = 'financial' AND j.voucher_type = t.voucher_type AND j.voucher_year = t.voucher_year
                AND j.voucher_no BETWEEN t.voucher_no AND t.voucher_no
            ORDER BY j.voucher_no LIMIT 1) e
        WHERE t.fund_id = @FundId AND t.status = 'posted'
        ORDER BY e.entry_no
        """;

    private const string FundSql = """
        SELECT fund_id AS id, actor_has_role(fund_id, 'fund_accountant') OR actor_has_role(fund_id, 'cashier')
            OR actor_has_role(fund_id, 'auditor') AS shows_donors
        FROM funds WHERE code = @Fund
        """;

    public Task<TracedFund?> FundAsync(string code, CancellationToken token) =>
        db.FindAsync<TracedFund>(FundSql, new { Fund = code }, token);

    /// <summary>What each entry is, in order, and whether this user may see it line by line.</summary>
    public async Task<IReadOnlyList<MetEntry>> KindsAsync(TracedFund fund, IEnumerable<long> entries, CancellationToken token)
    {
        await db.ExecuteAsync(NotPairByPairSql, null, token);
        var met = await db.ListAsync<MetEntry>(KindsSql, new { FundId = fund.Id, Entries = entries.ToArray() }, token);
        await db.ExecuteAsync(AsUsualSql, null, token);
        return met;
    }

    /// <summary>Everything about these entries, in order. Only for entries that the user may see.</summary>
    public Task<IReadOnlyList<TracedLine>> LinesAsync(TracedFund fund, IEnumerable<long> entries, CancellationToken token) =>
        db.ListAsync<TracedLine>(LinesSql, new { FundId = fund.Id, Entries = entries.ToArray() }, token);

    public async Task<IReadOnlyDictionary<long, Origin>> OriginsAsync(TracedFund fund, IEnumerable<long> entries, CancellationToken token)
    {
        var asked = new { FundId = fund.Id, fund.ShowsDonors, Entries = entries.ToArray() };
        return (await db.ListAsync<Origin>(OriginsSql, asked, token)).ToDictionary(origin => origin.EntryNo);
    }

    public async Task<IReadOnlyDictionary<int, TracedPool>> PoolsAsync(TracedFund fund, CancellationToken token) =>
        (await db.ListAsync<PoolRow>(PoolsSql, new { FundId = fund.Id }, token))
            .ToDictionary(pool => pool.Id, pool => new TracedPool(pool.Code, new Wording(pool.NameVi, pool.NameEn)));

    /// <summary>The posted transfers of the fund, in order, by the number of their entry.</summary>
    public async Task<IReadOnlyDictionary<long, PassedTransfer>> TransfersAsync(TracedFund fund, CancellationToken token) =>
        (await db.ListAsync<PassedTransfer>(TransfersSql, new { FundId = fund.Id }, token)).ToDictionary(transfer => transfer.EntryNo);

    private sealed record PoolRow
    {
        public int Id { get; init; }

        public string Code { get; init; } = "";

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";
    }
}

internal sealed record TracedFund
{
    public int Id { get; init; }

    public bool ShowsDonors { get; init; }
}

/// <summary>An entry that a trace meets.</summary>
internal sealed record MetEntry
{
    public long EntryNo { get; init; }

    public string Kind { get; init; } = "";

    public bool IsOwn { get; init; }

    public bool IsSupport => Kind == "disbursement";
}

internal sealed record Origin
{
    public long EntryNo { get; init; }

    public string Kind { get; init; } = "";

    public LocalDate Date { get; init; }

    public string Voucher { get; init; } = "";

    public string? Donor { get; init; }
}

internal sealed record PassedTransfer
{
    public long EntryNo { get; init; }

    public LocalDate Date { get; init; }

    public string Voucher { get; init; } = "";

    public int FromPool { get; init; }

    public int ToPool { get; init; }
}
