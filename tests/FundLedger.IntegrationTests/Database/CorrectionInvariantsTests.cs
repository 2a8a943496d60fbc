using FundLedger.Testing;
using NodaTime;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Money in, taken back, and a month closed: what the database refuses of an application that forgot to ask.</summary>
public sealed class CorrectionInvariantsTests(Books books) : IClassFixture<Books>
{
    // Entry 1 is a receipt of 5,000,000 in cash, entry 4 a payment; both of 4 January.
    private const string Reverse = "SELECT reverse_entry(@Fund, 4, @Key, @Today, 'cash', 'Chi nhầm trẻ')";
    private const string ReverseTwice =
        "SELECT reverse_entry(@Fund, 4, gen_random_uuid(), @Today, 'cash', 'Chi nhầm trẻ') FROM generate_series(1, 2)";

    private const string ReverseSpent = "SELECT reverse_entry(@Fund, 1, @Key, @Today, 'cash', 'Ghi nhầm')";
    private const string ReverseUnsaid = "SELECT reverse_entry(@Fund, 4, @Key, @Today, 'cash', '   ab ')";
    private const string ReverseNothing = "SELECT reverse_entry(@Fund, 99, @Key, @Today, 'cash', 'Chi nhầm trẻ')";
    private const string ReverseToNowhere = "SELECT reverse_entry(@Fund, 4, @Key, @Today, 'fund_balance', 'Chi nhầm trẻ')";
    private const string ReverseBefore = "SELECT reverse_entry(@Fund, 4, @Key, '2021-01-03', 'cash', 'Chi nhầm trẻ')";
    private const string ReverseReversal = """
        SELECT reverse_entry(@Fund, 4, gen_random_uuid(), @Today, 'cash', 'Chi nhầm trẻ');
        SELECT reverse_entry(@Fund, 5, gen_random_uuid(), @Today, 'cash', 'Chi nhầm trẻ')
        """;

    private const string ReceiveToNowhere =
        "SELECT record_receipt(@Fund, @Key, 1, 1000, @Today, 'payable', 'Ai đó', 'person', NULL, NULL, NULL, NULL)";

    private const string ReceiveTwiceByOneReference =
        "SELECT record_receipt(@Fund, gen_random_uuid(), 1, 1000, @Today, 'bank', 'Ai đó', 'person', NULL, 'FT-7', NULL, NULL) FROM generate_series(1, 2)";

    private const string KeepPapers =
        "SELECT keep_closing_papers(@Fund, '2021-01-01', '', NULL, ARRAY[date '2021-01-01'], ARRAY[sha256('x')])";

    private const string Close = "SELECT close_period(@Fund, '2021-01-01')";
    private const string CloseThisMonth = "SELECT close_period(@Fund, '2021-02-01')";

    private const string CommuneSql = "SELECT fund_id FROM funds WHERE code = @Code";

    private const string GivenAgainSql = """
        SELECT reverse_entry(@Fund, 4, @Key, @Today, 'cash', 'Chi nhầm trẻ');
        SELECT refuse('the_norm_is_free', used::text) FROM norm_usage_totals WHERE beneficiary_code = @Child AND used = 0
        """;

    [Theory]
    [InlineData(TamDuong.Approver, Reverse, BrokenCheck, "actor_has_role")]
    [InlineData(TamDuong.Accountant, ReverseTwice, Unique, "entry_reversed_once")]
    [InlineData(TamDuong.Accountant, ReverseSpent, BrokenCheck, "money_never_negative")]
    [InlineData(TamDuong.Accountant, ReverseUnsaid, BrokenCheck, "reason_given")]
    [InlineData(TamDuong.Accountant, ReverseNothing, BrokenCheck, "reversal_of_a_posted_entry")]
    [InlineData(TamDuong.Accountant, ReverseToNowhere, BrokenCheck, "money_account_known")]
    [InlineData(TamDuong.Accountant, ReverseBefore, BrokenCheck, "reversal_of_a_posted_entry")]
    [InlineData(TamDuong.Accountant, ReverseReversal, BrokenCheck, "reversal_of_a_posted_entry")]
    [InlineData(TamDuong.Accountant, ReceiveToNowhere, BrokenCheck, "money_account_known")]
    [InlineData(TamDuong.Accountant, ReceiveTwiceByOneReference, BrokenCheck, "bank_reference_once")]
    [InlineData(TamDuong.Cashier, Close, BrokenCheck, "actor_has_role")]
    [InlineData(TamDuong.Accountant, Close, BrokenCheck, "months_close_in_order")]
    [InlineData(TamDuong.Accountant, CloseThisMonth, BrokenCheck, "month_has_ended")]
    public async Task It_is_refused_that(string actor, string sql, string state, string promise) =>
        Refused(await books.AsApplication(actor, sql), state, promise);

    /// <summary>The commune's fund has closed nothing yet; its January comes before its February.</summary>
    [Fact]
    public async Task A_month_is_not_skipped()
    {
        books.Ledger.Clock.Today = new LocalDate(2021, 3, 1);
        var commune = new { Fund = await books.Ledger.Ask<int>(CommuneSql, new { Code = TamDuong.BinhLu }) };
        Refused(await books.AsApplication(TamDuong.Accountant, CloseThisMonth, commune), BrokenCheck, "months_close_in_order");
        Assert.Null(await books.AsApplication(
            TamDuong.Accountant,
            $"{Close}; SELECT seal_statement(@Fund, '2021-01-01', sha256('x')); {KeepPapers}", commune));
        books.Ledger.Clock.Today = new LocalDate(2021, 2, 3);
    }

    [Fact]
    public async Task A_payment_is_taken_back_once() => Assert.Null(await books.AsApplication(TamDuong.Accountant, Reverse));

    [Fact]
    public async Task What_is_taken_back_from_a_child_may_be_given_again() =>
        Refused(await books.AsOwner(GivenAgainSql, new { Child = books.Poor[7] }), BrokenCheck, "the_norm_is_free");
}
