using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Ledger;

/// <summary>A fund's log by stretches, in order, with its postings; a few thousand records are in memory at a time.</summary>
internal sealed class LogBatch
{
    /// <summary>Small enough that nothing made for a stretch is a large object, each of which makes the collector see everything.</summary>
    public const int Size = 2048;

    private const string SourcesSql = """
        SELECT source AS name, min(log_no) AS first, max(log_no) AS last, count(*) AS records FROM sealed_records
        WHERE fund_id = @FundId GROUP BY source
        """;

    private const string EntryByNumberSql = """
        SELECT book, entry_no, entry_date, recorded_at, recorded_by, kind, voucher_type, voucher_year, voucher_no, disbursement_id,
            disbursement_line, reverses_entry_no, request_key, request_line, line_count, source_hash, hash_version, log_no, hash
        FROM journal_entries WHERE fund_id = $1 AND book = 'financial' AND entry_no = ANY ($2)
        """;

    private const string EntriesSql = """
        SELECT book, entry_no, entry_date, recorded_at, recorded_by, kind, voucher_type, voucher_year, voucher_no, disbursement_id,
            disbursement_line, reverses_entry_no, request_key, request_line, line_count, source_hash, hash_version, log_no, hash
        FROM journal_entries WHERE fund_id = $1 AND log_no BETWEEN $2 AND $3
        """;

    private const string PostingsSql = """
        SELECT entry_no, line, account_code, pool_id, side, amount, entry_date, support_kind, occasion_code, occasion_year,
            decision_id, norm_line, beneficiary_code, class_code, unit_id
        FROM postings WHERE fund_id = $1 AND book = $2 AND entry_no BETWEEN $3 AND $4 ORDER BY entry_no, line
        """;

    private const string DecisionsSql = """
        SELECT fund_id, disbursement_id, event, recorded_at, actor, person_id, content_hash, reason, reason_salt, reason_commitment,
            step, level_code, in_name_of, in_name_person, ladder_no, judged_sum,
            step_count, hash_version, log_no, hash
        FROM disbursement_events WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string RefusalsSql = """
        SELECT fund_id, refusal_no, recorded_at, recorded_by, request, code, message, rule_version, hash_version, log_no, hash
        FROM refusals WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string ClosingsSql = """
        SELECT fund_id, month, version, closed_at, closed_by, last_entry_no, liquid, hash_version, log_no, hash
        FROM closed_periods WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string RoleEventsSql = """
        SELECT fund_id, event, user_name, person_id, disabled_at, role, recorded_at, recorded_by, hash_version, log_no, hash
        FROM role_events WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string ReferencesSql = """
        SELECT fund_id, subject, subject_key, content_hash, recorded_at, recorded_by, hash_version, log_no, hash
        FROM reference_events WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string PeriodEventsSql = """
        SELECT fund_id, month, event, recorded_at, actor, person_id, answers, answered_person, content_hash, reason, reason_salt,
            reason_commitment, hash_version, log_no, hash
        FROM period_events WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string StatementsSql = """
        SELECT fund_id, month, version, digest, sealed_by, hash_version, log_no, hash
        FROM statement_seals WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string TransferEventsSql = """
        SELECT fund_id, transfer_id, event, recorded_at, actor, person_id, content_hash, reason, reason_salt, reason_commitment,
            hash_version, log_no, hash
        FROM pool_transfer_events WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string YearEndsSql = """
        SELECT fund_id, year, pool_id, outcome, amount, decision_number, decision_date, recorded_at, actor, person_id, reason, reason_salt,
            reason_commitment, voucher_type, voucher_year, voucher_no, hash_version, log_no, hash
        FROM year_end_decisions WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string OpeningsSql = """
        SELECT fund_id, year, version, pool_id, balance, liquid, hash_version, log_no, hash
        FROM year_openings WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string AdjustmentsSql = """
        SELECT fund_id, adjustment_id, event, changes_balance, requester_person, recorded_at, actor, person_id, content_hash, voucher_type,
            voucher_year, voucher_no, hash_version, log_no, hash
        FROM adjustment_events WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string IdentityLooksSql = """
        SELECT fund_id, access_no, recorded_at, actor, details_commitment, hash_version, log_no, hash
        FROM identity_access_events WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string ChildEventsSql = """
        SELECT fund_id, event_no, recorded_at, actor, details_commitment, hash_version, log_no, hash
        FROM child_event_seals WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private const string ImportsSql = """
        SELECT fund_id, import_id, list_code, file_hash, outcome, chosen, rows_read, rows_added, rows_already_in, rows_duplicate, rows_bad,
            recorded_at, actor, hash_version, log_no, hash
        FROM import_ends WHERE fund_id = @FundId AND log_no BETWEEN @From AND @To
        """;

    private static readonly (string Name, Loader Load)[] Others =
    [
        ("disbursement_events", Of<SealedDecision>(DecisionsSql)),
        ("refusals", Of<SealedRefusal>(RefusalsSql)),
        ("closed_periods", Of<SealedClosing>(ClosingsSql)),
        ("role_events", Of<SealedRoleEvent>(RoleEventsSql)),
        ("reference_events", Of<SealedReference>(ReferencesSql)),
        ("period_events", Of<SealedPeriodEvent>(PeriodEventsSql)),
        ("statement_seals", Of<SealedStatement>(StatementsSql)),
        ("pool_transfer_events", Of<SealedTransferEvent>(TransferEventsSql)),
        ("year_end_decisions", Of<SealedYearEnd>(YearEndsSql)),
        ("year_openings", Of<SealedOpening>(OpeningsSql)),
        ("adjustment_events", Of<SealedAdjustmentEvent>(AdjustmentsSql)),
        ("identity_access_events", Of<SealedIdentityLook>(IdentityLooksSql)),
        ("child_event_seals", Of<SealedChildEvent>(ChildEventsSql)),
        ("import_ends", Of<SealedImport>(ImportsSql)),
    ];

    private readonly Db db;
    private readonly int fundId;
    private readonly IReadOnlyList<LogSource> sources;

    private LogBatch(Db db, int fundId, IReadOnlyList<LogSource> sources) => (this.db, this.fundId, this.sources) = (db, fundId, sources);

    private delegate Task<IReadOnlyList<SealedRecord>> Loader(Db db, object range, CancellationToken token);

    /// <summary>How many records there are, wherever they stand.</summary>
    public long Records => sources.Sum(source => source.Records);

    /// <summary>Looks which tables have records of the fund, and from where to where.</summary>
    public static async Task<LogBatch> OpenAsync(Db db, int fundId, CancellationToken token) =>
        new(db, fundId, await db.ListAsync<LogSource>(SourcesSql, new { FundId = fundId }, token));

    /// <summary>The records numbered <paramref name="from"/> to <paramref name="to"/>, by number.</summary>
    public async Task<IReadOnlyList<SealedRecord>> LoadAsync(long from, long to, CancellationToken token)
    {
        var range = new { FundId = fundId, From = from, To = to };
        var entries = await db.ReadAsync(EntriesSql, LogRows.Entry(fundId), token, fundId, from, to);
        await AddPostingsAsync(db, fundId, entries, token);
        List<SealedRecord> records = [.. entries];
        foreach (var (name, load) in Others)
        {
            if (sources.Any(source => source.Name == name && source.First <= to && source.Last >= from))
            {
                records.AddRange(await load(db, range, token));
            }
        }

        records.Sort((left, right) => left.LogNo.CompareTo(right.LogNo));
        return records;
    }

    /// <summary>Financial entries by their numbers, with their postings.</summary>
    public static async Task<IReadOnlyList<SealedEntry>> EntriesAsync(Db db, int fundId, long[] numbers, CancellationToken token)
    {
        if (numbers.Length == 0) return [];
        var entries = await db.ReadAsync(EntryByNumberSql, LogRows.Entry(fundId), token, fundId, numbers);
        await AddPostingsAsync(db, fundId, entries, token);
        return entries;
    }

    private static async Task AddPostingsAsync(Db db, int fundId, List<SealedEntry> entries, CancellationToken token)
    {
        foreach (var book in entries.GroupBy(entry => entry.Book))
        {
            var wanted = book.ToDictionary(entry => entry.EntryNo, entry => (List<SealedPosting>)entry.Postings);
            var (first, last) = (wanted.Keys.Min(), wanted.Keys.Max());
            var postings = await db.ReadAsync(PostingsSql, LogRows.Posting(book.Key), token, fundId, book.Key, first, last);
            // Numbers that are not of this stretch lie between only where somebody moved an entry.
            foreach (var posting in postings) wanted.GetValueOrDefault(posting.EntryNo)?.Add(posting);
        }
    }

    private static Loader Of<T>(string sql)
        where T : SealedRecord => async (db, range, token) => await db.ListAsync<T>(sql, range, token);

    private sealed record LogSource
    {
        public string Name { get; init; } = "";

        public long First { get; init; }

        public long Last { get; init; }

        public long Records { get; init; }
    }
}
