using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>What the database holds of decisions on duplicates when the application is gone around.</summary>
public sealed class MergeInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Merge = "SELECT merge_children(@Child, @Other, 'Cùng một giấy khai sinh')";
    private const string Back = "SELECT merge_children(@Other, @Child, 'Cùng một giấy khai sinh')";
    private const string Suspended =
        "SELECT record_child_event(@Child, 'suspended', @Today, 'Theo báo cáo của thôn', NULL, NULL, NULL, NULL, NULL, NULL)";

    private const string Split = "SELECT split_children(@Child, 'Hai giấy khai sinh khác nhau')";
    private const string Apart = "SELECT tell_apart(@Child, @Other, 'Thôn xác nhận', sha256('a'), sha256('b'))";
    private const string Unmarked = "SELECT tell_apart(@Child, @Other, 'Thôn xác nhận', NULL, NULL)";
    private const string Wordless = "SELECT merge_children(@Child, @Other, '   ')";
    private const string Ended = "SELECT record_child_event(@Child, 'merged', @Today, 'Cùng một trẻ', NULL, NULL, NULL, NULL, NULL, NULL)";

    private const string Corrected = """
        SELECT record_child_event(@Child, 'corrected', @Today, 'Ghi nhầm', NULL, NULL, NULL, NULL, NULL,
            (SELECT event_no FROM child_events WHERE beneficiary_code = @Child AND event = 'merged'))
        """;

    private const string Itself = """
        INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, recorded_at, recorded_by, other_code)
        SELECT beneficiary_code, 'merged', @Today, unit_id, 'Cùng một trẻ', ledger_now(), 'canbo', beneficiary_code FROM beneficiaries
        WHERE beneficiary_code = @Child
        """;

    private const string Approve = """
        UPDATE disbursements SET status = 'approved', approver = 'duyet', approver_person = (SELECT person_id FROM users WHERE user_name = 'duyet')
        WHERE fund_id = @Fund AND disbursement_id = @Waiting
        """;

    private const string Ask = """
        INSERT INTO disbursement_lines SELECT (jsonb_populate_record(l, jsonb_build_object('line_no', 9, 'beneficiary_code', @Child))).*
        FROM disbursement_lines l WHERE fund_id = @Fund AND disbursement_id = @Waiting LIMIT 1
        """;

    // The other code has had its gift: one more use of the same norm is one too many for the child.
    private const string OneMore = """
        INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
        SELECT @Other, usage_key, 1, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, 'canbo'
        FROM norm_usages WHERE beneficiary_code = @Child AND delta = 1 AND allowed < 32767 LIMIT 1
        """;

    private object Pair(int one = 0, int other = 3) => new { Child = books.Poor[one], Other = books.Poor[other] };

    [Theory]
    [InlineData(Unmarked, "child_event_names_the_other")]
    [InlineData(Wordless, "child_event_says_why")]
    [InlineData(Ended, "child_event_possible")]
    [InlineData(Merge + "; " + Merge, "merge_possible")]
    [InlineData(Merge + "; " + Back, "merge_possible")]
    [InlineData(Merge + "; " + Split, "splitter_is_not_merger")]
    [InlineData(Split, "merge_to_undo")]
    [InlineData(Suspended + "; " + Merge, "suspension_outlasts_merge")]
    [InlineData(Merge + "; " + Corrected, "child_event_possible")]
    public async Task A_decision_is_complete_and_taken_in_its_own_way(string sql, string promise) =>
        Refused(await books.AsApplication(TamDuong.Officer, sql, Pair()), BrokenCheck, promise);

    [Fact]
    public async Task No_child_is_merged_with_itself() =>
        Refused(await books.AsOwner(Itself, Pair()), BrokenCheck, "child_event_names_the_other");

    [Theory]
    [InlineData(Merge)]
    [InlineData(Apart)]
    public async Task It_is_decided_for_the_own_commune_only(string sql) =>
        Refused(await books.AsApplication(TamDuong.OtherOfficer, sql, Pair()), BrokenCheck, "actor_has_role");

    [Fact]
    public async Task A_waiting_request_of_a_merged_code_is_not_approved_on_any_way() => Refused(
        await books.AsOwner($"{Merge}; {Approve}", Pair(), TamDuong.Officer), BrokenCheck, "line_still_payable");

    [Fact]
    public async Task A_merged_code_is_on_no_new_line() => Refused(
        await books.AsOwner($"{Merge}; {Ask}", Pair(2), TamDuong.Officer), BrokenCheck, "child_supportable");

    [Fact]
    public async Task Raw_uses_above_the_joint_norm_are_refused() => Refused(
        await books.AsOwner($"{Merge}; {OneMore}", Pair(), TamDuong.Officer), BrokenCheck, "norm_frequency");

    [Fact]
    public async Task Of_a_sealed_case_nothing_is_told_and_its_code_goes_on()
    {
        var pair = new { Child = books.Protected, Other = books.Poor[3] };
        Refused(await books.AsApplication(TamDuong.Officer, Apart, pair), BrokenCheck, "sealed_pair_not_told");
        Refused(await books.AsApplication(TamDuong.Officer, Merge, pair), BrokenCheck, "sealed_code_goes_on");
        Refused(await books.AsApplication(TamDuong.Officer, Back, pair), BrokenCheck, "sealed_case_granted");
    }
}
