using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>What a case says of its payee, its urgency and those who give too is said before it, adds up, and stays.</summary>
public sealed class CaseInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string LateSql = "INSERT INTO request_terms VALUES (@Fund, @Waiting, 'guardian')";

    private const string LateGiverSql = "INSERT INTO request_cofunders VALUES (@Fund, @Waiting, 1, 'Quỹ khác', 1)";

    private const string AloneSql = "SELECT attach_terms(@Fund, 'guardian', NULL, NULL, NULL, NULL)";

    private const string GiverAloneSql = "SELECT attach_terms(@Fund, NULL, NULL, NULL, '{Quỹ khác}', '{5}')";

    private const string ElsewhereSql = """
        INSERT INTO institutions SELECT 'CS-0900', f.fund_id, u.unit_id, 'Bệnh viện xa', now(), 'x' FROM funds f, units u
        WHERE f.fund_id = @Fund AND NOT u.unit_id = ANY (units_of_fund(@Fund)) ORDER BY u.unit_id LIMIT 1;
        SELECT attach_terms(@Fund, 'institution', 'CS-0900', NULL, NULL, NULL);
        """;

    private const string Right = """
        SELECT attach_terms(f.fund_id, 'guardian', NULL, 'Mổ trong tuần này', '{A quỹ,B quỹ}', '{600000,400000}') FROM funds f WHERE f.code = 'Q106';
        """;

    private const string ChangedSql = """
        SET session_replication_role = replica;
        INSERT INTO request_terms VALUES (@Fund, @Approved, NULL, NULL, 'Thêm vào sau khi duyệt');
        RESET session_replication_role;
        SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', 'Ai đó', NULL, NULL, NULL)
        """;

    private RawRequest Heart => new RawRequest(books.Poor[3]).ForHeart(3_000_000, 0, 1_600_000) with { Insurance = null, OtherAid = 1_000_000 };

    [Theory]
    [InlineData(LateSql, BrokenCheck, "part_before_request")]
    [InlineData(LateGiverSql, BrokenCheck, "part_before_request")]
    [InlineData(AloneSql, "23503", "request_terms_request")]
    [InlineData(GiverAloneSql, "23503", "request_cofunders_request")]
    [InlineData("SELECT attach_terms(@Fund, 'institution', NULL, NULL, NULL, NULL)", BrokenCheck, "payee_institution_named")]
    [InlineData("SELECT attach_terms(@Fund, NULL, NULL, '  vội   ', NULL, NULL)", BrokenCheck, "urgent_with_its_reason")]
    public async Task It_is_said_whole_and_before_the_request(string sql, string state, string promise) =>
        Refused(await books.AsOwner(sql), state, promise);

    [Fact]
    public async Task What_the_others_give_is_what_is_deducted()
    {
        Assert.Null(await (Heart with { Before = Right }).SentTo(books));
        Refused(await (Heart with { Before = Right, OtherAid = 999_999 }).SentTo(books), BrokenCheck, "cofunders_add_up");
        var many = new RawRequest(books.Poor[2]) { Before = Right, Others = [books.Poor[3]] };
        Refused(await many.SentTo(books), BrokenCheck, "cofunders_add_up");
    }

    [Fact]
    public async Task An_institution_elsewhere_is_not_paid() =>
        Refused(await (Heart with { Before = ElsewhereSql }).SentAsOwnerTo(books, TamDuong.Accountant), BrokenCheck, "payee_in_reach");

    [Fact]
    public async Task A_request_that_a_superuser_made_urgent_after_its_approval_is_not_paid() => Refused(
        await books.As(books.Ledger.Database.Administrator, TamDuong.Cashier).RefusalAsync(
            ChangedSql, new { books.Fund, books.Approved, Key = Guid.NewGuid(), books.Ledger.Clock.Today }),
        BrokenCheck, "paid_as_approved");
}
