using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;
using NodaTime;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Support of households, institutions and the fund itself, sent around the application.</summary>
public sealed class OtherRecipientsInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string OutsideSql = """
        WITH u AS (INSERT INTO units (code, name, level) VALUES ('99999', 'Xã ngoài huyện', 'commune') RETURNING unit_id),
        h AS (INSERT INTO households SELECT 'HO-9001', unit_id FROM u),
        f AS (INSERT INTO institutions SELECT 'CS-9001', @Fund, unit_id, 'Trường ở huyện khác', now(), 'ketoan' FROM u)
        INSERT INTO beneficiaries SELECT 'TE-900001', unit_id, 'HO-9001', now(), 'canbo2' FROM u
        """;

    private const string HouseholdSql = "SELECT household_code FROM beneficiaries WHERE beneficiary_code = @Child";
    private const string AddSql = "SELECT add_institution(@Fund, (SELECT unit_id FROM units WHERE code = @Unit), @Name)";

    private const string ApproveSql = """
        SELECT approve_disbursement(@Fund, @Id, (SELECT content_hash FROM disbursement_events
            WHERE fund_id = @Fund AND disbursement_id = @Id AND event = 'requested'), true)
        """;

    private const string LineSql = """
        SET session_replication_role = replica;
        INSERT INTO disbursement_lines SELECT (jsonb_populate_record(l, {change})).* FROM disbursement_lines l
        WHERE fund_id = @Fund AND disbursement_id = @Waiting LIMIT 1
        """;

    private const string TargetSql = "SELECT set_coverage_target(@Fund, {target})";

    private const string SealedEventSql = """
        INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, class_code, privacy_tier, reason, evidence_kind, recorded_at,
            recorded_by)
        SELECT b.beneficiary_code, 'group_added', '2021-02-03', b.unit_id, c.class_code, c.privacy_tier, 'Theo hồ sơ của xã', 'Quyết định',
            ledger_now(), 'canbo'
        FROM beneficiaries b JOIN beneficiary_classes c USING (beneficiary_code) WHERE c.class_code = 'protected' LIMIT 1
        """;

    private static readonly LocalDate Day = new(2021, 2, 3);

    private static RawRequest Disaster => Of("disaster", "D-14", 3_300_000) with { Reference = "LU-1", Quantities = """{"child": 1}""" };

    private static RawRequest Running => Of("running_cost", "D-19", 250_000) with
    {
        Child = Given.Fund, Quantities = """{"free_receipts": 5000000}""",
    };

    [Fact]
    public async Task A_line_goes_to_whom_it_is_for_and_is_in_reach_of_the_fund()
    {
        await OwnerSql.ExecuteAsync(books.Ledger.Database.Administrator, $"SET session_replication_role = replica; {OutsideSql}",
            new { books.Fund }, Ledger.Token);
        var poor = await HouseholdOf(books.Poor[2]);
        Refused(await (Disaster with { Child = books.Poor[2], Class = "any_child" }).SentTo(books), BrokenCheck, "norm_payee");
        Refused(await (Disaster with { Child = "HO-9001" }).SentTo(books), BrokenCheck, "norm_payee");
        Refused(await (Disaster with { Child = "HO-0000" }).SentTo(books), BrokenCheck, "norm_payee");
        Refused(await (Disaster with { Child = Given.Fund }).SentTo(books), BrokenCheck, "norm_payee");
        Refused(await (Event with { Child = "CS-9001" }).SentTo(books), BrokenCheck, "norm_payee");
        Refused(await (Event with { Child = poor }).SentTo(books), BrokenCheck, "norm_payee");
        Refused(await (Running with { Child = TamDuong.BinhLu }).SentTo(books), BrokenCheck, "norm_payee");
        var gift = new RawRequest(poor) { Class = null };
        Refused(await gift.SentTo(books), BrokenCheck, "norm_payee");
    }

    [Fact]
    public async Task A_household_counts_the_children_that_are_there()
    {
        var disaster = Disaster with { Child = await HouseholdOf(books.Poor[3]) };
        var two = disaster with { Quantities = """{"child": 2}""", Amount = 3_600_000 };
        Refused(await two.SentTo(books), BrokenCheck, "household_has_children");
        Assert.Null(await disaster.SentTo(books));
        var id = await AskAsync(new SupportCase("D-14", disaster.Child)
        {
            HappenedOn = Day, CaseReference = "LU-1", Quantities = new Dictionary<string, long> { ["child"] = 1 },
        });
        Refused(await (disaster with { Amount = 3_000_000, Quantities = """{"child": 0}""" }).SentTo(books), BrokenCheck, "norm_frequency");
        await GoneAsync(books.Poor[3], ChildEventKind.Left);
        Refused(
            await books.AsApplication(TamDuong.Approver, ApproveSql, new { books.Fund, Id = id }), BrokenCheck, "line_still_payable");
        var later = disaster with { Reference = "LU-2", Amount = 3_000_000, Quantities = """{"child": 0}""" };
        Refused(await later.SentTo(books), BrokenCheck, "household_has_children");
    }

    [Fact]
    public async Task The_running_of_the_fund_takes_its_share_of_what_came()
    {
        var purpose = Running with { Quantities = """{"free_receipts": 7000000}""", Amount = 350_000 };
        Refused(await purpose.SentTo(books), BrokenCheck, "free_receipts_received");
        Refused(await (Running with { Quantities = null }).SentTo(books), BrokenCheck, "norm_cap");
        Refused(await (Running with { Amount = 250_001 }).SentTo(books), BrokenCheck, "norm_cap");
        Assert.Null(await Running.SentTo(books));
        await AskAsync(new SupportCase("D-19", Given.Fund));
        Refused(await (Running with { Amount = 1 }).SentTo(books), BrokenCheck, "norm_frequency");
    }

    [Fact]
    public async Task An_institution_is_named_once_and_in_reach()
    {
        await books.Ledger.Done(
            TamDuong.Accountant, new AddInstitution(Given.Fund, Guid.NewGuid(), "03412", "Trường Mầm non Sao Mai"));
        Refused(await AddAsync(TamDuong.Accountant, "03412", "TRƯỜNG MẦM NON SAO MAI"), Unique, "institution_once_in_its_unit");
        Refused(await AddAsync(TamDuong.Accountant, "03412", " Trường khác"), BrokenCheck, "institution_named");
        Refused(await AddAsync(TamDuong.Accountant, "12", "Trường của tỉnh"), BrokenCheck, "institution_in_scope");
    }

    [Fact]
    public async Task Goods_are_given_where_the_line_lets_them_and_within_the_amount()
    {
        var school = (await books.Ledger.Done(
            TamDuong.Accountant, new AddInstitution(Given.Fund, Guid.NewGuid(), "03412", "Trường Tiểu học Hoa Ban"))).Institution;
        var gift = Of("institution_gift", "D-04", 200_000) with { Child = school, Goods = 150_000 };
        Assert.Null(await gift.SentTo(books));
        Refused(await (gift with { Goods = 200_001 }).SentTo(books), BrokenCheck, "goods_within_amount");
        Refused(await (gift with { Goods = 0 }).SentTo(books), BrokenCheck, "goods_within_amount");
        Refused(await (Event with { Child = school, Goods = 1 }).SentTo(books), BrokenCheck, "norm_goods");
    }

    [Theory]
    [InlineData("jsonb_build_object('line_no', 9, 'recipient', 'HO-0001')", "line_is_for_one")]
    [InlineData("jsonb_build_object('line_no', 9, 'beneficiary_code', NULL)", "line_is_for_one")]
    [InlineData("jsonb_build_object('line_no', 9, 'class_code', NULL)", "line_is_for_one")]
    public async Task A_line_is_for_exactly_one(string change, string promise)
    {
        var sql = LineSql.Replace("{change}", change, StringComparison.Ordinal);
        Refused(await Ledger.Refusal(books.Ledger.Database.Administrator, sql, new { books.Fund, books.Waiting }), BrokenCheck, promise);
    }

    [Theory]
    [InlineData("2021, NULL, 101, 'Kế hoạch năm 2021'", "target_of_a_hundred")]
    [InlineData("2021, NULL, 50, '  KH '", "target_has_source")]
    public async Task A_target_is_a_share_with_a_source(string target, string promise) => Refused(
        await books.AsApplication(TamDuong.Accountant, TargetSql.Replace("{target}", target, StringComparison.Ordinal)), BrokenCheck, promise);

    [Fact]
    public async Task A_target_is_set_by_the_accountant_only() => Refused(
        await books.AsApplication(TamDuong.Officer, "SELECT set_coverage_target(@Fund, 2021, NULL, 50, 'Kế hoạch năm 2021')"),
        BrokenCheck, "actor_has_role");

    [Theory]
    [InlineData("UPDATE beneficiary_classes SET evidence_kind = 'Quyết định' WHERE class_code = 'protected'", "sealed_evidence_only_in_vault")]
    [InlineData(SealedEventSql, "sealed_event_evidence_only_in_vault")]
    public async Task The_paper_of_a_sealed_group_is_not_written_in_clear(string sql, string promise) =>
        Refused(await books.AsOwner(sql), BrokenCheck, promise);

    private static RawRequest Event => Of("event", "D-18", 1_000_000) with { Reference = "TT-1", Cost = 1_000_000 };

    private static RawRequest Of(string kind, string line, long amount) => new("")
    {
        Kind = kind, Occasion = null, Year = null, JudgedOn = Day, Class = null, Line = line, Amount = amount,
    };

    private Task<string> HouseholdOf(string child) => books.Ledger.Ask<string>(HouseholdSql, new { Child = child });

    private async Task<long> AskAsync(SupportCase asked) => (await books.Ledger.Done(
        TamDuong.Accountant, new RequestSupport(Given.Fund, Guid.NewGuid(), "CHUNG", asked, SamplePapers.Of(asked.Line)))).Id;

    private Task<Npgsql.PostgresException?> AddAsync(string actor, string unit, string name) =>
        books.AsApplication(actor, AddSql, new { books.Fund, Unit = unit, Name = name });

    private Task<ChildEventRecorded> GoneAsync(string child, ChildEventKind what) => books.Ledger.Done(TamDuong.Officer, new RecordChildEvent(
        TamDuong.BinhLu, Guid.NewGuid(), child, what, Day, "Theo báo cáo của thôn"));
}
