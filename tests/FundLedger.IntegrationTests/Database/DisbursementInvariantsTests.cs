using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Asked, decided and paid by three persons, in this order, as it was asked: whoever writes.</summary>
public sealed class DisbursementInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Approve = """
        SELECT approve_disbursement(@Fund, @Waiting, (SELECT content_hash FROM disbursement_events
            WHERE fund_id = @Fund AND disbursement_id = @Waiting AND event = 'requested'), true)
        """;

    private const string ApproveUnseen = "SELECT approve_disbursement(@Fund, @Waiting, sha256('something else'), true)";
    private const string Reject = "SELECT reject_disbursement(@Fund, @Waiting, @Key, 'Không đúng đối tượng')";
    private const string RejectApproved = "SELECT reject_disbursement(@Fund, @Approved, @Key, 'Không đúng đối tượng')";
    private const string RejectWithoutReason = "SELECT reject_disbursement(@Fund, @Waiting, @Key, '   x ')";
    private const string Pay = "SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', 'Ai đó', NULL, NULL, NULL)";
    private const string PayEarly = "SELECT pay_disbursement(@Fund, @Approved, @Key, @Today - 1, 'cash', 'Ai đó', NULL, NULL, NULL)";
    private const string PayWaiting = "SELECT pay_disbursement(@Fund, @Waiting, @Key, @Today, 'bank', 'Ai đó', NULL, NULL, NULL)";
    private const string PayAgain = "SELECT pay_disbursement(@Fund, @Paid, @Key, @Today, 'cash', 'Ai đó', NULL, NULL, NULL)";
    private const string PayFromNowhere = "SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'advances', 'Ai đó', NULL, NULL, NULL)";

    /// <summary>Makes cashiers of a signed-in person of any name, then pays.</summary>
    private const string HireAndPay = """
        INSERT INTO users (user_name, person_id, normalized_user_name, display_name, security_stamp, concurrency_stamp)
        SELECT @Hired, person_id, upper(@Hired), 'Thủ quỹ mới', 'x', 'x' FROM users WHERE user_name = @Same AND @Hired <> @Same;
        SELECT grant_role(@Hired, @Fund, 'cashier');
        SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', 'Ai đó', NULL, NULL, NULL)
        """;

    private const string JumpSql = """
        UPDATE disbursements SET status = @To, approver = coalesce(approver, 'duyet'),
            approver_person = coalesce(approver_person, u.person_id),
            payer = CASE WHEN @To = 'paid' THEN 'thuquy' END, payer_person = CASE WHEN @To = 'paid' THEN c.person_id END
        FROM users u, users c WHERE fund_id = @Fund AND disbursement_id = @Id AND u.user_name = 'duyet' AND c.user_name = 'thuquy'
        """;

    private const string MoreTotal =
        "UPDATE disbursements SET status = 'rejected', total = total + 1 WHERE fund_id = @Fund AND disbursement_id = @Waiting";

    private const string OtherPool =
        "UPDATE disbursements SET status = 'rejected', pool_id = 1 WHERE fund_id = @Fund AND disbursement_id = @Waiting";

    private const string NoApprover = "UPDATE disbursements SET status = 'rejected' WHERE fund_id = @Fund AND disbursement_id = @Waiting";

    private const string OtherApprover = """
        UPDATE disbursements SET status = 'paid', payer = 'thuquy', payer_person = (SELECT person_id FROM users WHERE user_name = 'thuquy'),
            approver = 'duyet2' WHERE fund_id = @Fund AND disbursement_id = @Approved
        """;

    private const string OneMoreLine = """
        INSERT INTO disbursement_lines SELECT (jsonb_populate_record(l,
            jsonb_build_object('line_no', 9, 'beneficiary_code', 'TE-000003'))).*
        FROM disbursement_lines l WHERE fund_id = @Fund AND disbursement_id = @Approved
        """;

    private const string HeadWithoutLines = """
        INSERT INTO disbursements SELECT (jsonb_populate_record(d, jsonb_build_object('disbursement_id', 900))).*
        FROM disbursements d WHERE fund_id = @Fund AND disbursement_id = @Waiting
        """;

    private const string DecidedTwice = """
        INSERT INTO disbursement_events SELECT (jsonb_populate_record(e, jsonb_build_object('event', 'rejected', 'log_no', 900000))).*
        FROM disbursement_events e WHERE fund_id = @Fund AND disbursement_id = @Approved AND event = 'approved'
        """;

    private const string NobodyDecided = """
        INSERT INTO disbursement_events SELECT (jsonb_populate_record(e,
            jsonb_build_object('event', 'approved', 'actor', '', 'log_no', 900000))).*
        FROM disbursement_events e WHERE fund_id = @Fund AND disbursement_id = @Waiting
        """;

    [Theory]
    [InlineData(TamDuong.AccountantsOtherAccount, Approve, "approver_is_not_requester")]
    [InlineData(TamDuong.AccountantsOtherAccount, Reject, "approver_is_not_requester")]
    [InlineData(TamDuong.Approver, ApproveUnseen, "decision_on_what_was_seen")]
    [InlineData(TamDuong.Approver, RejectApproved, "decision_on_what_was_seen")]
    [InlineData(TamDuong.Approver, RejectWithoutReason, "reason_given")]
    [InlineData(TamDuong.Cashier, PayWaiting, "paid_after_approval")]
    [InlineData(TamDuong.Cashier, PayAgain, "paid_after_approval")]
    [InlineData(TamDuong.Cashier, PayEarly, "paid_after_approval")]
    [InlineData(TamDuong.Cashier, PayFromNowhere, "money_account_known")]
    [InlineData("", Pay, "actor_present")]
    [InlineData(TamDuong.Cashier, Approve, "actor_has_role")]
    [InlineData(TamDuong.Cashier, Reject, "actor_has_role")]
    [InlineData(TamDuong.SecondApprover, Pay, "actor_has_role")]
    public async Task The_application_is_refused_too(string actor, string sql, string promise) =>
        Refused(await books.AsApplication(actor, sql), BrokenCheck, promise);

    [Fact]
    public async Task Steps_of_the_right_persons_pass()
    {
        Assert.Null(await books.AsApplication(TamDuong.Approver, Approve));
        Assert.Null(await books.AsApplication(TamDuong.Approver, Reject));
        Assert.Null(await books.AsApplication(TamDuong.Cashier, Pay));
    }

    [Theory]
    [InlineData(TamDuong.Accountant, TamDuong.Accountant, "payer_is_not_requester")]
    [InlineData("ketoan.quy", TamDuong.Accountant, "payer_is_not_requester")]
    [InlineData(TamDuong.Approver, TamDuong.Approver, "payer_is_not_approver")]
    [InlineData("duyet.quy", TamDuong.Approver, "payer_is_not_approver")]
    public async Task Who_asked_or_approved_does_not_pay_under_any_account(string hired, string same, string promise) =>
        Refused(await books.AsOwner(HireAndPay, new { Hired = hired, Same = same }, actor: hired), BrokenCheck, promise);

    [Theory]
    [InlineData("requested", "paid")]
    [InlineData("requested", "requested")]
    [InlineData("approved", "requested")]
    [InlineData("approved", "rejected")]
    [InlineData("approved", "approved")]
    [InlineData("rejected", "approved")]
    [InlineData("rejected", "paid")]
    [InlineData("paid", "approved")]
    [InlineData("paid", "rejected")]
    [InlineData("paid", "paid")]
    public async Task A_request_does_not_jump(string from, string to)
    {
        var id = from switch { "requested" => books.Waiting, "approved" => books.Approved, "rejected" => books.Rejected, _ => books.Paid };
        Refused(await books.AsOwner(JumpSql, new { Id = id, To = to }), BrokenCheck, "disbursement_moves_forward");
    }

    [Theory]
    [InlineData(MoreTotal, BrokenCheck, "disbursement_moves_forward")]
    [InlineData(OtherPool, BrokenCheck, "disbursement_moves_forward")]
    [InlineData(OtherApprover, BrokenCheck, "disbursement_moves_forward")]
    [InlineData(NoApprover, BrokenCheck, "decided_before_paid")]
    [InlineData(OneMoreLine, BrokenCheck, "lines_sealed_with_request")]
    [InlineData(HeadWithoutLines, BrokenCheck, "disbursement_adds_up")]
    [InlineData(DecidedTwice, Unique, "disbursement_decided_once")]
    [InlineData(NobodyDecided, BrokenCheck, "event_actor_present")]
    public async Task What_was_asked_stays_as_asked(string sql, string state, string promise) =>
        Refused(await books.AsOwner(sql), state, promise);
}
