using FundLedger.IntegrationTests.Approvals;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>
/// The ladder and the steps of a request, written around the application. On these books everything above 500,000 takes two steps, the
/// approver's and then the second approver's; a Tết gift for two children waits at the first.
/// </summary>
public sealed class LadderInvariantsTests(LadderBooks ladder) : IClassFixture<LadderBooks>
{
    private const string TakeSql = """
        UPDATE disbursement_steps SET decided_by = @User, decided_person = u.person_id, in_name_of = @Name, in_name_person = n.person_id
        FROM users u, users n WHERE fund_id = @Fund AND disbursement_id = @Id AND step = @Step AND u.user_name = @User AND n.user_name = @Name
        """;

    private const string JumpSql = """
        UPDATE disbursements SET status = 'approved', approver = 'duyet2', approver_person = (SELECT person_id FROM users WHERE user_name = 'duyet2')
        WHERE fund_id = @Fund AND disbursement_id = @Id
        """;

    private const string ApproveSql = """
        SELECT approve_disbursement(@Fund, @Id, (SELECT content_hash FROM disbursement_events
            WHERE fund_id = @Fund AND disbursement_id = @Id AND event = 'requested'), @Unrelated)
        """;

    private const string EndSql = "SELECT return_disbursement(@Fund, @Id, @Key, 'Thiếu danh sách')";

    // A request without steps, or with the lowest only, is not one.
    private const string HeadSql = """
        INSERT INTO disbursements SELECT (jsonb_populate_record(d, '{"disbursement_id": 900, "total": 300000, "line_count": 1}')).*
        FROM disbursements d WHERE fund_id = @Fund AND disbursement_id = @Id;
        INSERT INTO disbursement_lines SELECT (jsonb_populate_record(l,
            jsonb_build_object('disbursement_id', 900, 'beneficiary_code', @Child))).*
        FROM disbursement_lines l WHERE fund_id = @Fund AND disbursement_id = @Id AND line_no = 1;
        SET CONSTRAINTS has_steps IMMEDIATE
        """;

    private const string OwnSql = """
        SELECT write_ladder(@Fund, '9', @Today, @Today, @Steps::jsonb);
        SELECT adopt_ladder(@Fund, max(ladder_no)) FROM approval_ladders WHERE fund_id = @Fund
        """;

    private const string BornSql = """
        INSERT INTO approval_ladders SELECT fund_id, 90, number, issued_on, valid_from, 'adopted', proposer, NULL, now(), 'x', NULL, now()
        FROM approval_ladders WHERE fund_id = @Fund LIMIT 1
        """;

    [Theory]
    [InlineData(2, TamDuong.SecondApprover, TamDuong.SecondApprover, BrokenCheck, "steps_in_order")]
    [InlineData(1, TamDuong.Accountant, TamDuong.Approver, BrokenCheck, "step_taker_is_not_requester")]
    [InlineData(1, TamDuong.AccountantsOtherAccount, TamDuong.Approver, BrokenCheck, "step_taker_is_not_requester")]
    [InlineData(1, TamDuong.SecondApprover, TamDuong.Accountant, BrokenCheck, "delegate_of_another_than_requester")]
    public async Task A_step_is_taken_in_order_and_neither_by_nor_for_who_asks(int step, string user, string name, string state, string promise) =>
        Refused(await AsOwner(TakeSql, new { Step = step, User = user, Name = name, Id = ladder.TwoSteps }), state, promise);

    [Fact]
    public async Task What_nobody_could_pay_is_not_asked_for()
    {
        const string NoCashierSql = "SELECT revoke_role('thuquy', fund_id, 'cashier') FROM funds WHERE code = 'Q106';";
        var request = new RawRequest(ladder.Spare);
        Assert.Null(await request.SentAsOwnerTo(ladder.Books, TamDuong.Accountant));
        Refused(
            await (request with { Before = NoCashierSql }).SentAsOwnerTo(ladder.Books, TamDuong.Accountant), BrokenCheck, "request_has_a_payer");
    }

    [Theory]
    [InlineData(TamDuong.Approver, TamDuong.SecondApprover, "one_step_per_person")]
    [InlineData(TamDuong.SecondApprover, TamDuong.Approver, "one_step_in_a_name")]
    public async Task Nobody_takes_two_steps_in_whatever_name(string user, string name, string promise) =>
        Refused(await AsOwner(TakeSql, new { Step = 2, User = user, Name = name, Id = ladder.OneTaken }), Unique, promise);

    [Fact]
    public async Task A_step_is_taken_once_and_never_given_back()
    {
        Refused(
            await AsOwner(TakeSql, new { Step = 1, User = TamDuong.SecondApprover, Name = TamDuong.SecondApprover, Id = ladder.OneTaken }),
            BrokenCheck, "steps_frozen");
        Refused(await AsOwner("UPDATE disbursement_steps SET step = 3 WHERE fund_id = @Fund AND disbursement_id = @Id AND step = 2",
            new { Id = ladder.OneTaken }), BrokenCheck, "steps_frozen");
        Refused(await AsOwner("""
            INSERT INTO disbursement_steps SELECT (jsonb_populate_record(s, '{"step": 3}')).* FROM disbursement_steps s
            WHERE fund_id = @Fund AND disbursement_id = @Id AND step = 2
            """, new { Id = ladder.OneTaken }), BrokenCheck, "steps_frozen");
    }

    [Fact]
    public async Task Nothing_is_approved_before_its_last_step() =>
        Refused(await AsOwner(JumpSql, new { Id = ladder.OneTaken }), BrokenCheck, "approved_step_by_step");

    [Fact]
    public async Task Who_took_a_lower_step_does_not_pay() => Refused(
        await AsOwner("""
            UPDATE disbursement_steps SET decided_by = 'duyet2', in_name_of = 'duyet2', decided_person = u.person_id, in_name_person = u.person_id
            FROM users u WHERE fund_id = @Fund AND disbursement_id = @Id AND step = 2 AND u.user_name = 'duyet2';
            UPDATE disbursements SET status = 'approved', approver = 'duyet2', approver_person = u.person_id
            FROM users u WHERE fund_id = @Fund AND disbursement_id = @Id AND u.user_name = 'duyet2';
            UPDATE disbursements SET status = 'paid', payer = 'duyet', payer_person = u.person_id
            FROM users u WHERE fund_id = @Fund AND disbursement_id = @Id AND u.user_name = 'duyet'
            """, new { Id = ladder.OneTaken }),
        BrokenCheck, "payer_is_not_approver");

    [Fact]
    public async Task A_request_has_the_steps_that_its_ladder_asks_for() =>
        Refused(await AsOwner(HeadSql, new { Id = ladder.TwoSteps, Child = ladder.Spare }), BrokenCheck, "steps_frozen");

    [Theory]
    [InlineData(TamDuong.SecondApprover, true, "step_has_its_hands")]
    [InlineData(TamDuong.AccountantsOtherAccount, true, "approver_is_not_requester")]
    [InlineData(TamDuong.Approver, false, "approver_is_unrelated")]
    [InlineData(TamDuong.Approver, null, "approver_is_unrelated")]
    public async Task The_function_asks_who_it_is_and_whether_related(string user, bool? unrelated, string promise) => Refused(
        await ladder.Books.AsApplication(user, ApproveSql, new { ladder.Books.Fund, Id = ladder.TwoSteps, Unrelated = unrelated }), BrokenCheck, promise);

    [Fact]
    public async Task Only_who_may_take_the_step_ends_a_request()
    {
        var end = new { ladder.Books.Fund, Id = ladder.TwoSteps, Key = Guid.NewGuid() };
        Refused(await ladder.Books.AsApplication(TamDuong.SecondApprover, EndSql, end), BrokenCheck, "step_has_its_hands");
        Assert.Null(await ladder.Books.AsApplication(TamDuong.Approver, EndSql, end));
    }

    [Theory]
    [InlineData("UPDATE approval_ladders SET number = 'X' WHERE fund_id = @Fund", "ladder_moves_forward")]
    [InlineData("UPDATE approval_ladders SET valid_from = valid_from - 9 WHERE fund_id = @Fund", "ladder_moves_forward")]
    [InlineData("UPDATE approval_ladders SET valid_from = valid_from + 9 WHERE fund_id = @Fund", "ladder_moves_forward")]
    [InlineData("INSERT INTO approval_step_holders SELECT fund_id, ladder_no, 1, 'thuquy' FROM approval_ladders WHERE fund_id = @Fund LIMIT 1",
        "ladder_moves_forward")]
    [InlineData(OwnSql, "ladder_in_two_hands")]
    [InlineData(BornSql, "ladder_moves_forward")]
    public async Task A_ladder_is_adopted_by_another_and_never_changed(string sql, string promise) =>
        Refused(await AsOwner(sql, new { ladder.Books.Ledger.Clock.Today, Steps = LadderBooks.Steps("duyet") }, TamDuong.AccountantsOtherAccount),
            BrokenCheck, promise);

    [Theory]
    [InlineData("thuquy", "ladder_names_approvers")]
    public async Task Who_stands_on_a_ladder_approves(string holder, string promise) => Refused(
        await ladder.Books.AsApplication(
            TamDuong.Accountant, "SELECT propose_ladder(@Fund, '9', @Today, @Today, @Steps::jsonb)",
            new { ladder.Books.Fund, ladder.Books.Ledger.Clock.Today, Steps = LadderBooks.Steps(holder) }),
        BrokenCheck, promise);

    [Theory]
    [InlineData("[{\"level\": \"a1\", \"nameVi\": \"Một\", \"nameEn\": \"One\", \"holders\": []}]")]
    [InlineData("[{\"level\": \"a1\", \"nameVi\": \"Một\", \"nameEn\": \"One\", \"holders\": [\"duyet\"]},"
        + " {\"level\": \"a2\", \"nameVi\": \"Hai\", \"nameEn\": \"Two\", \"aboveTotal\": 9, \"holders\": [\"duyet\"]},"
        + " {\"level\": \"a3\", \"nameVi\": \"Ba\", \"nameEn\": \"Three\", \"aboveTotal\": 9, \"holders\": [\"duyet\"]}]")]
    [InlineData("[{\"level\": \"a1\", \"nameVi\": \"Một\", \"nameEn\": \"One\", \"holders\": [\"duyet\"]},"
        + " {\"level\": \"a2\", \"nameVi\": \"Hai\", \"nameEn\": \"Two\", \"normLevels\": [\"a1\"], \"holders\": [\"duyet\"]}]")]
    public async Task A_ladder_that_is_not_whole_is_not_adopted(string steps) => Refused(
        await AsOwner("""
            SELECT propose_ladder(@Fund, '9', @Today, @Today, @Steps::jsonb);
            UPDATE approval_ladders SET status = 'adopted', decider = 'duyet', decided_at = now(),
                decider_person = (SELECT person_id FROM users WHERE user_name = 'duyet') WHERE fund_id = @Fund AND status = 'proposed'
            """, new { ladder.Books.Ledger.Clock.Today, Steps = steps }),
        BrokenCheck, "ladder_is_whole");

    [Theory]
    [InlineData(TamDuong.AccountantsOtherAccount, TamDuong.SecondApprover, 0, 3, "delegated_by_its_holder")]
    [InlineData(TamDuong.Approver, TamDuong.Cashier, 0, 3, "delegate_is_approver")]
    [InlineData(TamDuong.Approver, TamDuong.SecondApprover, -1, 3, "delegation_has_its_days")]
    [InlineData(TamDuong.Approver, TamDuong.SecondApprover, 0, 400, "delegation_has_its_days")]
    [InlineData(TamDuong.Approver, TamDuong.Approver, 0, 3, "delegate_is_another")]
    public async Task A_delegation_is_of_the_holder_to_another_approver_for_its_days(string user, string delegated, int from, int to, string promise) =>
        Refused(
            await ladder.Books.AsApplication(
                user, "SELECT delegate_approval(@Fund, 'council_chair', @Delegated, @From, @To, 'Đi công tác')",
                new
                {
                    ladder.Books.Fund, Delegated = delegated, From = ladder.Books.Ledger.Clock.Today.PlusDays(from),
                    To = ladder.Books.Ledger.Clock.Today.PlusDays(to),
                }),
            BrokenCheck, promise);

    private Task<Npgsql.PostgresException?> AsOwner(string sql, object parameters, string actor = TamDuong.Accountant) =>
        ladder.Books.AsOwner(sql, parameters, actor);
}
