using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Money that is not there cannot be spent: not of a pool, not of the cash box.</summary>
public sealed class BalanceInvariantsTests(Books books) : IClassFixture<Books>
{
    // The pools hold 4,700,000 (cash; 300,000 of it reserved), 10,000,000 (bank; 600,000 reserved) and 2,000,000 (bank).
    public static TheoryData<string, string, RawEntry> TooMuch => new()
    {
        { "a pool spends what another has", "pool_never_overspent", Moved(Surgery, "payable", "bank", 2_000_001) },
        { "a pool spends what it has reserved", "pool_never_overspent", Moved(Tet, "payable", "bank", 9_400_001) },
        { "a pool reserves more than it has", "pool_never_overspent",
            Reserved(Moved(Surgery, "committed", "commitment_control", 2_000_001)) },
        { "less than nothing is reserved", "pool_never_overspent", Reserved(Moved(Surgery, "commitment_control", "committed", 1)) },
        { "the cash box gives what only the bank has", "money_never_negative", Moved(Tet, "in_transit", "cash", 4_700_001) },
        { "the bank gives what only the cash box has", "money_never_negative", Moved(General, "in_transit", "bank", 12_000_001) },
        { "goods are given that are not there", "goods_never_negative", Moved(General, "payable", "goods", 1) },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task It_is_refused_that(string what, string promise, RawEntry entry)
    {
        Assert.NotEmpty(what);
        Refused(await entry.WrittenInto(books), BrokenCheck, promise);
    }

    [Theory]
    [InlineData(Surgery, "payable", "bank", 2_000_000)]
    [InlineData(Tet, "payable", "bank", 9_400_000)]
    [InlineData(Tet, "in_transit", "cash", 4_700_000)]
    public async Task The_last_dong_may_go(int pool, string debit, string credit, long amount) =>
        Assert.Null(await Moved(pool, debit, credit, amount).WrittenInto(books));

    [Theory]
    [InlineData("UPDATE monthly_turnovers SET month = month + 1 WHERE fund_id = @Fund")]
    [InlineData("""
        INSERT INTO monthly_turnovers SELECT fund_id, book, account_code, pool_id, month + 30, debit, credit FROM monthly_turnovers
        WHERE fund_id = @Fund AND month = '2021-01-01'
        """)]
    public async Task A_turnover_that_is_not_of_a_whole_month_is_refused(string sql) =>
        Refused(await books.AsOwner(sql), BrokenCheck, "turnover_month_starts_on_first");

    private static RawEntry Reserved(RawEntry entry) => entry with { Book = "commitment" };

    private static RawEntry Moved(int pool, string debit, string credit, long amount) =>
        new(new RawPosting(debit, pool, "debit", amount), new RawPosting(credit, pool, "credit", amount));
}
