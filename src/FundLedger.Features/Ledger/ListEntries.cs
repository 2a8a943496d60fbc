using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Ledger;

/// <summary>The journal of a fund by date and number, a page at a time; both days included.</summary>
public sealed record ListEntries(string Fund, LocalDate From, LocalDate To) : IQuery<EntryPage>
{
    public const int LargestPage = 200;

    /// <summary>financial, commitment or appropriation.</summary>
    public string Book { get; init; } = "financial";

    /// <summary>Only entries that touch this pool; null for all.</summary>
    public string? Pool { get; init; }

    /// <summary>Only entries that touch this account; null for all.</summary>
    public string? Account { get; init; }

    /// <summary>Only entries of this kind, e.g. <c>receipt</c>, <c>disbursement</c>, <c>reversal</c>; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Only the entry with this number; null for all.</summary>
    public long? Number { get; init; }

    /// <summary>The last entry of the page before; null for the first page.</summary>
    public EntryPlace? After { get; init; }

    /// <summary>1 to <see cref="LargestPage"/>; what is outside is taken as the nearest.</summary>
    public int PageSize { get; init; } = 50;
}

/// <summary>Where an entry stands in the journal.</summary>
public sealed record EntryPlace(LocalDate Date, long EntryNo);

/// <param name="Next">What to ask the next page with; null on the last one.</param>
public sealed record EntryPage(IReadOnlyList<ListedEntry> Entries, EntryPlace? Next);

public sealed record ListedEntry
{
    public long EntryNo { get; init; }

    public LocalDate Date { get; init; }

    public string Kind { get; init; } = "";

    /// <summary>Null for an entry without a paper, such as a reservation.</summary>
    public string? Voucher { get; init; }

    public long? DisbursementId { get; init; }

    public int? DisbursementLine { get; init; }

    public long? Reverses { get; init; }

    public long? ReversedBy { get; init; }

    public string RecordedBy { get; init; } = "";

    public Instant RecordedAt { get; init; }

    /// <summary>Place in the fund's hash log.</summary>
    public long LogNo { get; init; }

    /// <summary>64 hexadecimal digits.</summary>
    public string Hash { get; init; } = "";

    public IReadOnlyList<ListedPosting> Postings { get; init; } = [];
}

public sealed record ListedPosting
{
    public long EntryNo { get; init; }

    public int Line { get; init; }

    public string Account { get; init; } = "";

    public string AccountVi { get; init; } = "";

    public string AccountEn { get; init; } = "";

    /// <summary>The account's number in the fund's regime on the entry's day; null where the regime has none.</summary>
    public string? RegimeAccount { get; init; }

    public string Pool { get; init; } = "";

    public Side Side { get; init; }

    /// <summary>Negative in a reversal.</summary>
    public Money Amount { get; init; }

    public string? SupportKind { get; init; }

    public string? Occasion { get; init; }

    public string? NormLine { get; init; }

    public string? Beneficiary { get; init; }

    public string? Class { get; init; }

    public string? Unit { get; init; }
}

internal sealed class ListEntriesHandler(Db db) : IRequestHandler<ListEntries, Result<EntryPage>>
{
    private const string FundSql = "SELECT fund_id FROM funds WHERE code = @Fund";

    private const string EntriesSql = """
        SELECT e.entry_no, e.entry_date AS date, e.kind, e.disbursement_id, e.disbursement_line,
            e.reverses_entry_no AS reverses, r.entry_no AS reversed_by, e.recorded_by, e.recorded_at, e.log_no,
            encode(e.hash, 'hex') AS hash,
            e.voucher_type || '-' || e.voucher_year || '-' || lpad(e.voucher_no::text, greatest(5, length(e.voucher_no::text)), '0')
                AS voucher
        FROM journal_entries e
        LEFT JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
        WHERE e.fund_id = @FundId AND e.book = @Book AND e.entry_date BETWEEN @From AND @To
            AND (@AfterNo::bigint IS NULL OR (e.entry_date, e.entry_no) > (@AfterDate, @AfterNo))
            AND (@Kind::text IS NULL OR e.kind = @Kind) AND (@Number::bigint IS NULL OR e.entry_no = @Number)
            AND ((@Pool::text IS NULL AND @Account::text IS NULL) OR EXISTS (
                SELECT FROM postings p JOIN pools o USING (fund_id, pool_id)
                WHERE p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no
                    AND (@Pool::text IS NULL OR o.code = @Pool) AND (@Account::text IS NULL OR p.account_code = @Account)))
        ORDER BY e.entry_date, e.entry_no LIMIT @Limit
        """;

    private const string PostingsSql = """
        SELECT p.entry_no, p.line, p.account_code AS account, a.name_vi AS account_vi, a.name_en AS account_en, o.code AS pool, p.side,
            (SELECT r.regime_account FROM regime_maps r
             WHERE r.regime = f.regime AND r.account_code = p.account_code AND r.valid_from <= p.entry_date
             ORDER BY r.valid_from DESC LIMIT 1) AS regime_account,
            p.amount, p.support_kind, p.occasion_code AS occasion, p.norm_line, p.beneficiary_code AS beneficiary, p.class_code AS class,
            u.name AS unit
        FROM postings p JOIN pools o USING (fund_id, pool_id) JOIN funds f USING (fund_id) JOIN accounts a USING (account_code)
        LEFT JOIN units u ON u.unit_id = p.unit_id
        WHERE p.fund_id = @FundId AND p.book = @Book AND p.entry_no = ANY (@Numbers) ORDER BY p.entry_no, p.line
        """;

    public async Task<Result<EntryPage>> Handle(ListEntries request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<int?>(FundSql, new { request.Fund }, cancellationToken) is not { } fundId)
        {
            return new FundNotFound(request.Fund);
        }

        var size = Math.Clamp(request.PageSize, 1, ListEntries.LargestPage);
        var filter = new
        {
            FundId = fundId, request.Book, request.From, request.To, request.Kind, request.Number, request.Pool, request.Account,
            AfterDate = request.After?.Date ?? request.From, AfterNo = request.After?.EntryNo, Limit = size + 1,
        };
        var entries = await db.ListAsync<ListedEntry>(EntriesSql, filter, cancellationToken);
        var page = entries.Take(size).ToList();
        var shown = new { FundId = fundId, request.Book, Numbers = page.Select(entry => entry.EntryNo).ToArray() };
        var postings = await db.ListAsync<ListedPosting>(PostingsSql, shown, cancellationToken);
        var byEntry = postings.ToLookup(posting => posting.EntryNo);
        return new EntryPage(
            [.. page.Select(entry => entry with { Postings = [.. byEntry[entry.EntryNo]] })],
            entries.Count > size ? new EntryPlace(page[^1].Date, page[^1].EntryNo) : null);
    }
}
