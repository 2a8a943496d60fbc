using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>The papers that a norm asks for are there before the request, under the right key, and are opened by those who may.</summary>
public sealed class PaperInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string LateSql = """
        INSERT INTO request_papers (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, content)
        VALUES (@Fund, @Waiting, 9, '', 'application/pdf', 'DN-1', 'k-0123456789abcdef', sha256('x'))
        """;

    private const string AloneSql = "SELECT attach_papers(@Fund, '{\"\"}', '{application/pdf}', 'DN-1', 'k-0123456789abcdef', ARRAY[sha256('x')])";

    private const string ManySql = """
        SELECT attach_papers(@Fund, array_fill(''::text, ARRAY[21]), array_fill('application/pdf'::text, ARRAY[21]), 'DN-1', 'k-0123456789abcdef',
            array_fill(sha256('x'), ARRAY[21]))
        """;

    private const string MarkedSql = """
        SELECT attach_papers(@Fund, '{""}', '{application/pdf}', 'DN-1', 'k-0123456789abcdef', ARRAY[sha256('x')], ARRAY[sha256('x')])
        """;

    private const string OtherKeySql = """
        SELECT attach_papers(@Fund, ARRAY['Danh sách của xã đã xác minh'], '{application/pdf}', 'TE-000001', 'k-0123456789abcdef', ARRAY[sha256('x')]);
        """;

    private const string ChangedSql = """
        SET session_replication_role = replica;
        UPDATE request_papers SET content = sha256('another') WHERE fund_id = @Fund AND disbursement_id = @Approved;
        RESET session_replication_role;
        SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', 'Ai đó', NULL, NULL, NULL)
        """;

    private const string RemovedSql = """
        SET session_replication_role = replica;
        DELETE FROM request_papers WHERE fund_id = @Fund AND disbursement_id = @Approved;
        RESET session_replication_role;
        SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', 'Ai đó', NULL, NULL, NULL)
        """;

    private const string NamesSql = "SELECT DISTINCT unnest(papers_vi) FROM norm_lines";

    private const string FollowsSql = "SELECT p FROM unnest(@Names) p WHERE paper_follows_payment(p) ORDER BY p";

    private RawRequest Gift => new(books.Poor[2]);

    [Fact]
    public async Task Without_the_papers_that_the_norm_asks_for_there_is_no_request()
    {
        Refused(await (Gift with { Papers = false }).SentTo(books), BrokenCheck, "request_has_its_papers");
        Assert.Null(await Gift.SentTo(books));
        Assert.Null(await (Gift with { Others = [books.Poor[3]] }).SentTo(books));
    }

    [Fact]
    public async Task A_paper_comes_before_its_request_and_never_alone()
    {
        Refused(await books.AsOwner(LateSql), BrokenCheck, "paper_before_request");
        Refused(await books.AsApplication(TamDuong.Accountant, AloneSql), "23503", "request_papers_request");
        Refused(await books.AsApplication(TamDuong.Accountant, ManySql), BrokenCheck, "request_paper_count");
        Refused(await books.AsApplication(TamDuong.Accountant, MarkedSql), BrokenCheck, "request_paper_mark");
        Refused(await books.AsApplication(TamDuong.Cashier, AloneSql), BrokenCheck, "actor_has_role");
    }

    [Fact]
    public async Task The_papers_of_a_child_lie_under_the_key_of_that_child() =>
        Refused(await (Gift with { Before = OtherKeySql, Papers = false }).SentTo(books), BrokenCheck, "paper_under_its_childs_key");

    [Theory]
    [InlineData(ChangedSql)]
    [InlineData(RemovedSql)]
    public async Task A_request_whose_papers_a_superuser_changed_is_not_paid(string sql) => Refused(
        await books.As(books.Ledger.Database.Administrator, TamDuong.Cashier).RefusalAsync(
            sql, new { books.Fund, books.Approved, Key = Guid.NewGuid(), books.Ledger.Clock.Today }),
        BrokenCheck, "paid_as_approved");

    [Fact]
    public async Task Its_content_is_read_by_nobody_around_the_door() =>
        Assert.Equal(NoRight, (await books.AsApplication(TamDuong.Accountant, "SELECT content FROM request_papers"))?.SqlState);

    [Fact]
    public async Task The_program_and_the_database_agree_which_papers_come_with_the_payment()
    {
        string[] names = [.. await books.Ledger.List<string>(NamesSql), "Biên bản (sau khi chi)", " Hóa đơn ", "Hóa đơn gốc", "", "(SAU KHI CHI)"];
        var found = await books.Ledger.List<string>(FollowsSql, new { Names = names });
        Assert.Equal(
            names.Where(FundLedger.Domain.Norms.NormPaper.FollowsPayment).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Contains("Danh sách ký nhận", found);
    }
}
