using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Raw SQL against who posts an entry that changes what the fund owns; the accountant has asked for 100 đồng of bank interest.</summary>
public sealed class AdjustmentInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string AskSql = """
        SELECT open_pool(@Fund, 'LAI', 'Lãi tiền gửi', 'Interest', 'interest', NULL, NULL);
        SELECT record_adjustment(@Fund, gen_random_uuid(), @Today, 'Lãi tiền gửi tháng 1', ARRAY['bank', 'fund_balance'],
            ARRAY[pool_id, pool_id], ARRAY['debit', 'credit'], ARRAY[100, 100]::bigint[]) FROM pools WHERE fund_id = @Fund AND code = 'LAI'
        """;

    private const string AsSql = "SELECT set_config('app.actor', @By, true)";

    private const string ApproveSql = """
        SELECT approve_adjustment(@Fund, adjustment_id, gen_random_uuid(), content_hash) FROM adjustments WHERE fund_id = @Fund AND changes_balance
        """;

    private const string ApproveUnseenSql = """
        SELECT approve_adjustment(@Fund, adjustment_id, gen_random_uuid(), sha256('x')) FROM adjustments WHERE fund_id = @Fund AND changes_balance
        """;

    private const string RejectSql = "SELECT reject_adjustment(@Fund, adjustment_id) FROM adjustments WHERE fund_id = @Fund AND changes_balance";

    [Theory]
    [InlineData(TamDuong.AccountantsOtherAccount, ApproveSql, "adjustment_approver_is_not_requester")]
    [InlineData(TamDuong.AccountantsOtherAccount, RejectSql, "adjustment_rejecter_is_not_requester")]
    [InlineData(TamDuong.SecondAccountant, ApproveSql, "actor_has_role")]
    [InlineData(TamDuong.SecondAccountant, RejectSql, "actor_has_role")]
    [InlineData(TamDuong.Approver, ApproveUnseenSql, "decision_on_what_was_seen")]
    [InlineData(TamDuong.Approver, RejectSql + "; " + ApproveSql, "decision_on_what_was_seen")]
    [InlineData(TamDuong.Approver, ApproveSql + "; " + RejectSql, "decision_on_what_was_seen")]
    public async Task A_second_person_posts_what_was_seen_and_once(string by, string sql, string promise) =>
        Refused(await books.AsOwner(string.Join(";\n", AskSql, AsSql, sql), new { By = by }), BrokenCheck, promise);

    [Fact]
    public async Task An_approver_who_saw_it_posts_it() =>
        Assert.Null(await books.AsOwner(string.Join(";\n", AskSql, AsSql, ApproveSql), new { By = TamDuong.Approver }));
}
