using NodaTime;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>The books name only what is there, and what they name stays: asked once per statement, where no foreign key asks any more.</summary>
public sealed class NamesInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Missing = PostgresErrorCodes.ForeignKeyViolation;

    private const string VoucherSql = """
        UPDATE number_series SET last_no = last_no + 1 WHERE fund_id = @Fund AND series = 'PT/2021';
        INSERT INTO vouchers SELECT (jsonb_populate_record(v, jsonb_build_object('voucher_no', s.last_no, 'bank_reference', NULL,
            'pool_id', @Pool, 'donor_id', @Donor, 'money_account', @Account::text, 'voucher_date', @Today))).*
        FROM vouchers v, number_series s
        WHERE v.fund_id = @Fund AND v.voucher_type = 'PT' AND v.voucher_no = 1 AND s.fund_id = @Fund AND s.series = 'PT/2021'
        """;

    private static RawPosting Debit(int pool = General) => new("advances", pool, "debit", 100);

    private static RawPosting Credit(int pool = General) => new("cash", pool, "credit", 100);

    public static TheoryData<string, string, string, RawEntry> Entries => new()
    {
        { "a pool that is not there", Missing, "posting_names_what_is_there", new(Debit(9), Credit(9)) },
        { "an entry that is not there", Missing, "entry_names_what_is_there",
            new(new RawPosting("bank", Surgery, "debit", -1), new RawPosting("fund_balance", Surgery, "credit", -1))
            {
                Kind = "reversal", Reverses = 99, WithVoucher = true,
            } },
        { "the second of a request, without its first", BrokenCheck, "request_written_at_once", new(Debit(), Credit()) { RequestLine = 2 } },
        { "the same into a closed month", BrokenCheck, "period_open",
            new(Debit(), Credit()) { RequestLine = 2, Date = new LocalDate(2021, 1, 31) } },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public async Task An_entry_is_refused_that_names(string what, string state, string promise, RawEntry entry)
    {
        Assert.NotEmpty(what);
        Refused(await entry.WrittenInto(books), state, promise);
    }

    [Theory]
    [InlineData(General, 1, "cash", null)]
    [InlineData(9, 1, "cash", "voucher_names_what_is_there")]
    [InlineData(General, 99, "cash", "voucher_names_what_is_there")]
    [InlineData(General, 1, "purse", "voucher_names_what_is_there")]
    public async Task A_voucher_names_a_pool_a_giver_and_an_account_of_its_fund(int pool, int donor, string account, string? promise)
    {
        var refusal = await books.AsOwner(VoucherSql, new { Pool = pool, Donor = donor, Account = account });
        if (promise is null) Assert.Null(refusal);
        else Refused(refusal, Missing, promise);
    }

    [Theory]
    [InlineData("UPDATE pools SET pool_id = 9 WHERE fund_id = @Fund AND pool_id = 3")]
    [InlineData("UPDATE accounts SET account_code = 'purse' WHERE account_code = 'cash'")]
    [InlineData("DELETE FROM pools WHERE fund_id = @Fund AND pool_id = 3")]
    [InlineData("UPDATE donors SET donor_id = 99 WHERE fund_id = @Fund AND donor_id = 1")]
    public async Task What_the_books_name_keeps_its_key(string sql) => Refused(await books.AsOwner(sql), Missing, "named_by_the_books");
}
