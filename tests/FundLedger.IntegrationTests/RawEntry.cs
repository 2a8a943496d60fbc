using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests;

/// <summary>One posting that somebody writes by hand.</summary>
public sealed record RawPosting(string Account, int Pool, string Side, long Amount, string? Child = null);

/// <summary>A journal entry written by hand with the owner's rights, all columns in order but for what a test spoils.</summary>
public sealed record RawEntry(params RawPosting[] Postings)
{
    private const string EntrySql = """
        UPDATE number_series SET last_no = last_no + @Drawn WHERE fund_id = @Fund AND series = @Book;
        INSERT INTO journal_entries (fund_id, book, entry_no, entry_date, recorded_at, recorded_by, kind, disbursement_id,
            disbursement_line, reverses_entry_no,
            voucher_type, voucher_year, voucher_no, request_key, request_line, line_count, hash_version, log_no, hash)
        SELECT @Fund, @Book, last_no + @Beyond, @Date, now(), @RecordedBy, @Kind, @Disbursement, @Line, @Reverses, v.voucher_type, v.voucher_year,
            v.voucher_no, gen_random_uuid(), @RequestLine, @Lines, 1, coalesce(@LogNo, 900000 + last_no), sha256('by hand')
        FROM number_series s LEFT JOIN (SELECT * FROM vouchers WHERE fund_id = @Fund AND @Voucher ORDER BY voucher_type LIMIT 1) v ON true
        WHERE s.fund_id = @Fund AND s.series = @Book;
        INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date, beneficiary_code)
        SELECT @Fund, @Book, last_no + @Beyond, p.line, p.account, p.pool, p.side, p.amount, @PostedOn, p.child
        FROM number_series, unnest(@Account, @Pool, @Side, @Amount, @Child) WITH ORDINALITY p(account, pool, side, amount, child, line)
        WHERE fund_id = @Fund AND series = @Book
        """;

    public string Kind { get; init; } = "advance";

    public string Book { get; init; } = "financial";

    public LocalDate Date { get; init; } = new(2021, 2, 3);

    /// <summary>The day that the postings say, where it is not the entry's.</summary>
    public LocalDate? PostedOn { get; init; }

    /// <summary>A place in the log; one of its own unless given.</summary>
    public long? LogNo { get; init; }

    public string? RecordedBy { get; init; } = "ketoan";

    /// <summary>How far the counter is moved for one entry: 1 leaves no gap.</summary>
    public int Drawn { get; init; } = 1;

    /// <summary>How far the number is above the counter.</summary>
    public int Beyond { get; init; }

    /// <summary>Its place among the entries of its request.</summary>
    public int RequestLine { get; init; } = 1;

    public int? LineCount { get; init; }

    public long? Disbursement { get; init; }

    public int? DisbursementLine { get; init; }

    public long? Reverses { get; init; }

    public bool WithVoucher { get; init; }

    public Task<PostgresException?> WrittenInto(Books books) => books.AsOwner(EntrySql, new
    {
        Drawn, Beyond, RequestLine, LogNo, Book, Date,
        PostedOn = PostedOn ?? Date, RecordedBy, Kind, Disbursement, Line = DisbursementLine, Reverses, Voucher = WithVoucher,
        Lines = LineCount ?? Postings.Length,
        Account = Postings.Select(posting => posting.Account).ToArray(), Pool = Postings.Select(posting => posting.Pool).ToArray(),
        Side = Postings.Select(posting => posting.Side).ToArray(), Amount = Postings.Select(posting => posting.Amount).ToArray(),
        Child = Postings.Select(posting => posting.Child).ToArray(),
    });
}
