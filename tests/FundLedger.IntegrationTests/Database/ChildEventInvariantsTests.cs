using FundLedger.Domain.Children;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>What the database holds of children's events when the application is gone around.</summary>
public sealed class ChildEventInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Record = "SELECT record_child_event(@Child, @Event, @Today, 'Theo báo cáo của thôn', @Class, NULL, NULL, NULL, NULL, NULL)";

    private const string Died = "SELECT record_child_event(@Child, 'died', @Today, 'Theo báo cáo của thôn', NULL, NULL, NULL, NULL, NULL, NULL)";

    private const string Suspended =
        "SELECT record_child_event(@Child, 'suspended', @Today, 'Theo báo cáo của thôn', NULL, NULL, NULL, NULL, NULL, NULL)";

    private const string Ahead = """
        INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, recorded_at, recorded_by)
        SELECT beneficiary_code, 'died', @Today + 1, unit_id, 'Theo báo cáo của thôn', ledger_now(), 'canbo' FROM beneficiaries
        WHERE beneficiary_code = @Child
        """;

    private const string Wordless = """
        INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, recorded_at, recorded_by)
        SELECT beneficiary_code, 'died', @Today, unit_id, '  ', ledger_now(), 'canbo' FROM beneficiaries WHERE beneficiary_code = @Child
        """;

    private const string Nobody = """
        INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, recorded_at, recorded_by)
        SELECT beneficiary_code, 'died', @Today, unit_id, 'Theo báo cáo của thôn', ledger_now(), '' FROM beneficiaries
        WHERE beneficiary_code = @Child
        """;

    private const string Named = """
        INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, class_code, privacy_tier, reason, recorded_at, recorded_by)
        SELECT beneficiary_code, 'group_added', @Today, unit_id, 'g05', 'sealed', 'Theo báo cáo của thôn', ledger_now(), 'canbo'
        FROM beneficiaries WHERE beneficiary_code = @Child
        """;

    private const string CorrectedTwice = """
        INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, cancels_event_no, reason, recorded_at, recorded_by)
        SELECT beneficiary_code, 'corrected', @Today, from_unit, event_no, 'Ghi nhầm sang trẻ khác', ledger_now(), 'canbo'
        FROM child_events, generate_series(1, 2) WHERE beneficiary_code = @Child
        """;

    private const string Moved = """
        ALTER TABLE beneficiaries DISABLE TRIGGER USER, DROP CONSTRAINT household_of_same_unit;
        UPDATE beneficiaries SET unit_id = (SELECT u.unit_id FROM units u WHERE NOT u.unit_id = ANY (units_of_fund(@Fund)) LIMIT 1)
        WHERE beneficiary_code = @Child
        """;

    private const string LeftItsGroup = "UPDATE beneficiary_classes SET valid_to = '2021-01-01' WHERE beneficiary_code = @Child";

    private const string Approve = """
        UPDATE disbursements SET status = 'approved', approver = 'duyet', approver_person = (SELECT person_id FROM users WHERE user_name = 'duyet')
        WHERE fund_id = @Fund AND disbursement_id = @Waiting
        """;

    private const string Pay = "SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', 'x', NULL, NULL, NULL)";

    private const string Ask = """
        INSERT INTO disbursement_lines SELECT (jsonb_populate_record(l, jsonb_build_object('line_no', 9, 'beneficiary_code', @Child))).*
        FROM disbursement_lines l WHERE fund_id = @Fund AND disbursement_id = @Waiting LIMIT 1
        """;

    [Theory]
    [InlineData(Ahead, "child_event_not_ahead")]
    [InlineData(Wordless, "child_event_says_why")]
    [InlineData(Nobody, "child_event_actor_present")]
    [InlineData(Named, "sealed_group_not_in_events")]
    public async Task An_event_is_complete_and_tells_no_sealed_group(string sql, string promise) =>
        Refused(await books.AsOwner(sql, new { Child = books.Poor[2] }), BrokenCheck, promise);

    [Fact]
    public async Task An_event_is_corrected_once() =>
        Refused(await books.AsOwner(CorrectedTwice, new { Child = books.Poor[2] }), Unique, "child_event_corrected_once");

    [Theory]
    [InlineData("resumed")]
    [InlineData("registered")]
    [InlineData("corrected")]
    public async Task An_event_follows_on_what_the_child_is(string happened)
    {
        var refusal = await books.AsApplication(TamDuong.Officer, Record, new { Child = books.Poor[2], Event = happened, Class = (string?)null });
        Refused(refusal, BrokenCheck, "child_event_possible");
    }

    [Fact]
    public async Task Nothing_follows_on_death()
    {
        var twice = await books.AsApplication(TamDuong.Officer, $"{Died}; {Suspended}", new { Child = books.Poor[2] });
        Refused(twice, BrokenCheck, "child_event_possible");
    }

    [Fact]
    public async Task An_event_is_written_down_for_the_own_commune_only() => Refused(
        await books.AsApplication(TamDuong.OtherOfficer, Died, new { Child = books.Poor[2] }), BrokenCheck, "actor_has_role");

    [Theory]
    [InlineData(Died)]
    [InlineData(Suspended)]
    public async Task A_request_for_a_child_that_is_gone_is_not_approved_on_any_way(string happened) => Refused(
        await books.AsOwner($"{happened}; {Approve}", new { Child = books.Poor[0] }, TamDuong.Officer), BrokenCheck, "line_still_payable");

    [Theory]
    [InlineData(Moved)]
    [InlineData(LeftItsGroup)]
    public async Task Nor_for_one_that_lives_elsewhere_or_left_its_group(string happened) => Refused(
        await books.AsOwner($"{happened}; {Approve}", new { Child = books.Poor[0] }, TamDuong.Officer), BrokenCheck, "line_still_payable");

    [Fact]
    public async Task Nor_paid_when_it_was_approved_before()
    {
        await books.Ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), books.Poor[5], ChildEventKind.Suspended, books.Ledger.Clock.Today, "Đang xác minh"));
        Refused(await books.AsApplication(TamDuong.Cashier, Pay), BrokenCheck, "line_still_payable");
        await books.Ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), books.Poor[5], ChildEventKind.Resumed, books.Ledger.Clock.Today, "Đã xác minh"));
        Assert.Null(await books.AsApplication(TamDuong.Cashier, Pay));
    }

    [Fact]
    public async Task A_child_that_is_suspended_is_on_no_new_line() => Refused(
        await books.AsOwner($"{Suspended}; {Ask}", new { Child = books.Poor[2] }, TamDuong.Officer), BrokenCheck, "child_supportable");

    [Fact]
    public async Task Each_event_is_a_link_of_the_log_and_tells_it_neither_child_nor_reason()
    {
        const string HiddenSql = """
            SELECT count(*) FROM child_event_seals s, child_events e
            WHERE strpos(to_jsonb(s)::text, e.reason) > 0 OR strpos(to_jsonb(s)::text, e.beneficiary_code) > 0
            """;
        await books.Ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), books.Poor[3], ChildEventKind.GroupAdded, books.Ledger.Clock.Today, "Có giấy xác nhận") { Class = "g04" });
        Assert.Equal(0, await books.Ledger.Ask<long>(HiddenSql));
        Assert.Equal(
            await books.Ledger.Ask<long>("SELECT count(*) FROM child_events"),
            await books.Ledger.Ask<long>("SELECT count(*) FROM child_event_seals"));
        var verification = await books.Ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.Equal(PassState.Ok, verification.Passes.Single(pass => pass.Name == "child-events").State);
    }
}
