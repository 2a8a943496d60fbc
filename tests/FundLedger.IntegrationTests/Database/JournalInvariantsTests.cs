using NodaTime;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>What an entry must be, whoever writes it: tried by hand, with the rights of the owner of the tables.</summary>
public sealed class JournalInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string TwoFundsSql = """
        INSERT INTO pools SELECT f.fund_id, 1, 'X', 'X', 'X', 'donation', NULL, NULL FROM funds f WHERE code = 'Q03412';
        INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date)
        SELECT f.fund_id, 'financial', 1, 3, 'cash', 1, 'debit', 100, @Today FROM funds f WHERE code = 'Q03412'
        """;

    private const string LaterPostingsSql = """
        INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date)
        SELECT fund_id, book, entry_no, line + 2, account_code, pool_id, side, amount, entry_date
        FROM postings WHERE fund_id = @Fund AND book = 'financial' AND entry_no = 1
        """;

    private const string OneAfterAnotherSql = """
        UPDATE number_series SET last_no = last_no + 1 WHERE fund_id = @Fund AND series = 'financial';
        INSERT INTO journal_entries (fund_id, book, entry_no, entry_date, recorded_at, recorded_by, kind, request_key, request_line,
            line_count, hash_version, log_no, hash)
        SELECT @Fund, 'financial', last_no, @Today, now(), 'ketoan', 'advance', @Key, 1, 2, 1, 900000, sha256('by hand')
        FROM number_series WHERE fund_id = @Fund AND series = 'financial'
        """;

    private const string RepeatedNumberSql = """
        INSERT INTO journal_entries SELECT (jsonb_populate_record(e, jsonb_build_object('entry_date', @Today, 'log_no', 900000))).*
        FROM journal_entries e WHERE e.fund_id = @Fund AND e.book = 'financial' AND e.entry_no = 1
        """;

    private const string SameRequestSql = """
        UPDATE number_series SET last_no = last_no + 1 WHERE fund_id = @Fund AND series = 'financial';
        INSERT INTO journal_entries SELECT (jsonb_populate_record(e,
            jsonb_build_object('entry_no', s.last_no, 'log_no', 900000, 'entry_date', @Today))).*
        FROM journal_entries e, number_series s
        WHERE e.fund_id = @Fund AND e.book = 'financial' AND e.entry_no = 1 AND s.fund_id = @Fund AND s.series = 'financial'
        """;

    private const string VoucherSql = """
        UPDATE number_series SET last_no = last_no + @Drawn WHERE fund_id = @Fund AND series = 'PT/2021';
        INSERT INTO vouchers SELECT (jsonb_populate_record(v, jsonb_build_object('voucher_no', s.last_no + @Beyond, 'bank_reference', NULL,
            'voucher_year', 2021 + @Years, 'voucher_date', @Today, 'amount', @Amount, 'prepared_by', @By::text))).*
        FROM vouchers v, number_series s
        WHERE v.fund_id = @Fund AND v.voucher_type = 'PT' AND v.voucher_no = 1 AND s.fund_id = @Fund AND s.series = 'PT/2021'
        """;

    private static RawPosting Debit(long amount, int pool = General, string account = "advances") => new(account, pool, "debit", amount);

    private static RawPosting Credit(long amount, int pool = General, string account = "cash") => new(account, pool, "credit", amount);

    [Fact]
    public async Task The_entries_that_the_others_spoil_pass_as_they_are()
    {
        Assert.Null(await new RawEntry(Debit(100), Credit(100)).WrittenInto(books));
        Assert.Null(await Reversal(2_000_000).WrittenInto(books));
    }

    public static TheoryData<string, string, RawEntry> Spoilt => new()
    {
        { "debits and credits differ", "journal_entry_balanced", new(Debit(100), Credit(99)) },
        { "credits are more than debits", "journal_entry_balanced", new(Debit(99), Credit(100)) },
        { "balanced in total, not in each pool", "journal_entry_balanced", new(Debit(100, General), Credit(100, Tet)) },
        { "one posting", "journal_entry_two_postings", new(Debit(100)) },
        { "one posting that pretends to be two", "journal_entry_balanced", new(Debit(100)) { LineCount = 2 } },
        { "no posting", "journal_entry_complete", new() { LineCount = 2 } },
        { "more postings than it says", "journal_entry_complete", new(Debit(50), Debit(50), Credit(100)) { LineCount = 2 } },
        { "an amount of zero", "posting_amount_not_zero", new(Debit(0), Credit(0)) },
        { "negative amounts outside a reversal", "negative_only_in_reversal", new(Debit(-100), Credit(-100)) },
        { "a number left out", "journal_entry_gapless", new(Debit(100), Credit(100)) { Drawn = 2 } },
        { "a number that the counter did not give", "journal_entry_gapless", new(Debit(100), Credit(100)) { Drawn = -1 } },
        { "a number that the counter has not reached", "journal_entry_gapless", new(Debit(100), Credit(100)) { Drawn = 0, Beyond = 1 } },
        { "dated in a closed month", "period_open", new(Debit(100), Credit(100)) { Date = new LocalDate(2021, 1, 31) } },
        { "posted on another day than it says", "negative_only_in_reversal",
            new(Debit(100), Credit(100)) { PostedOn = new LocalDate(2021, 2, 2) } },
        { "dated tomorrow", "entry_date_possible", new(Debit(100), Credit(100)) { Date = new LocalDate(2021, 2, 4) } },
        { "dated before the fund opened", "entry_date_possible", new(Debit(100), Credit(100)) { Date = new LocalDate(2020, 12, 31) } },
        { "nobody wrote it", "entry_actor_present", new(Debit(100), Credit(100)) { RecordedBy = "" } },
        { "a receipt without a voucher", "financial_entry_has_voucher", new(Debit(100), Credit(100)) { Kind = "receipt" } },
        { "a reversal of nothing", "reversal_names_its_entry", new(Debit(-1), Credit(-1)) { Kind = "reversal", WithVoucher = true } },
        { "a red entry that reverses by name only", "reversal_names_its_entry", new(Debit(1), Credit(1)) { Reverses = 1 } },
        { "a reversal of another amount", "reversal_mirrors_entry", Reversal(1_999_999) },
        { "a reversal over another account", "reversal_mirrors_entry", Reversal(2_000_000, "bank", "payable") },
        { "a reversal to where no money is", "reversal_mirrors_entry", Reversal(2_000_000, "in_transit") },
        { "a reversal in black", "reversal_mirrors_entry", Reversal(-2_000_000) },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task An_entry_is_refused_when(string spoilt, string promise, RawEntry entry)
    {
        var refusal = await entry.WrittenInto(books);
        Refused(refusal, entry.Drawn == -1 ? Unique : BrokenCheck, entry.Drawn == -1 ? "journal_entries_pkey" : promise);
        Assert.NotEmpty(spoilt);
    }

    [Fact]
    public async Task Two_entries_do_not_share_a_place_in_the_log()
    {
        const string PlaceSql = "SELECT min(log_no) FROM journal_entries";
        var taken = new RawEntry(Debit(100), Credit(100)) { LogNo = await books.Ledger.Ask<long>(PlaceSql) };
        Refused(await taken.WrittenInto(books), Unique, "entry_sealed_once");
    }

    [Fact]
    public async Task Nobody_at_all_wrote_it() =>
        Refused(await (new RawEntry(Debit(100), Credit(100)) { RecordedBy = null }).WrittenInto(books),
            PostgresErrorCodes.NotNullViolation, null);

    [Fact]
    public async Task An_account_stands_in_its_own_book_only()
    {
        var entry = new RawEntry(Debit(100, account: "cash"), Credit(100, account: "commitment_control")) { Book = "commitment" };
        Refused(await entry.WrittenInto(books), PostgresErrorCodes.ForeignKeyViolation, "account_of_its_book");
    }

    [Theory]
    [InlineData(TwoFundsSql, PostgresErrorCodes.ForeignKeyViolation, "postings_fund_id_book_entry_no_fkey")]
    [InlineData(LaterPostingsSql, BrokenCheck, "journal_entry_complete")]
    [InlineData(OneAfterAnotherSql, BrokenCheck, "journal_entry_complete")]
    [InlineData(RepeatedNumberSql, Unique, "journal_entries_pkey")]
    [InlineData(SameRequestSql, Unique, "entry_once_per_request")]
    public async Task Postings_and_numbers_written_apart_are_refused(string sql, string state, string promise) =>
        Refused(await books.AsOwner(sql), state, promise);

    [Theory]
    [InlineData("voucher_gapless", 2, 0, 0, 100, "ketoan")]
    [InlineData("voucher_gapless", 1, 1, 0, 100, "ketoan")]
    [InlineData("voucher_gapless", 0, 1, 0, 100, "ketoan")]
    [InlineData("voucher_year_of_its_date", 1, 0, 1, 100, "ketoan")]
    [InlineData("voucher_amount_positive", 1, 0, 0, 0, "ketoan")]
    [InlineData("voucher_amount_positive", 1, 0, 0, -100, "ketoan")]
    [InlineData("voucher_actor_present", 1, 0, 0, 100, "")]
    public async Task A_voucher_by_hand_is_refused(string promise, int drawn, int beyond, int years, long amount, string by)
    {
        var refusal = await books.AsOwner(VoucherSql, new { Drawn = drawn, Beyond = beyond, Years = years, Amount = amount, By = by });
        Refused(refusal, BrokenCheck, promise);
    }

    [Fact]
    public async Task The_voucher_that_the_others_spoil_passes_as_it_is() =>
        Assert.Null(await books.AsOwner(VoucherSql, new { Drawn = 1, Beyond = 0, Years = 0, Amount = 100L, By = "ketoan" }));

    // Entry 3 is the receipt of 2,000,000 in the bank for surgery.
    private static RawEntry Reversal(long amount, string debit = "bank", string credit = "fund_balance") =>
        new(Debit(-amount, Surgery, debit), Credit(-amount, Surgery, credit)) { Kind = "reversal", Reverses = 3, WithVoucher = true };
}
