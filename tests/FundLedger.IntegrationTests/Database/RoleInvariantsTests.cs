using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Nobody gains or loses a role, and no account changes hands, without a link of the fund's hash log.</summary>
public sealed class RoleInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string GrantRaw = "INSERT INTO user_roles VALUES ('duyet2', @Fund, 'cashier')";
    private const string RevokeRaw = "DELETE FROM user_roles WHERE user_name = 'duyet2' AND fund_id = @Fund";
    private const string ChangeRaw = "UPDATE user_roles SET role = 'cashier' WHERE user_name = 'duyet2' AND fund_id = @Fund";
    private const string GrantAfterRevoking = "SELECT revoke_role('duyet2', @Fund, 'approver'); INSERT INTO user_roles VALUES ('duyet2', @Fund, 'approver')";

    private const string SealedSql = """
        DO $$
        DECLARE v_fund int := (SELECT fund_id FROM funds WHERE code = 'Q106'); v_before bigint;
        BEGIN
            v_before := (SELECT log_no FROM fund_heads WHERE fund_id = v_fund);
            {0};
            IF (SELECT count(*) FROM sealed_records WHERE fund_id = v_fund AND log_no > v_before) <> {1} THEN RAISE 'not sealed'; END IF;
        END $$
        """;

    [Theory]
    [InlineData(GrantRaw)]
    [InlineData(RevokeRaw)]
    [InlineData(ChangeRaw)]
    [InlineData(GrantAfterRevoking)]
    public async Task A_role_does_not_change_beside_the_log(string sql) =>
        Refused(await books.AsOwner(sql), BrokenCheck, "role_change_is_sealed");

    [Theory]
    [InlineData("PERFORM grant_role('duyet2', v_fund, 'cashier')", 1)]
    [InlineData("PERFORM grant_role('duyet2', v_fund, 'approver')", 0)]
    [InlineData("PERFORM revoke_role('duyet2', v_fund, 'approver')", 1)]
    [InlineData("PERFORM revoke_role('duyet2', v_fund, 'cashier')", 0)]
    [InlineData("UPDATE users SET disabled_at = now() WHERE user_name = 'duyet2'", 1)]
    [InlineData("UPDATE users SET person_id = 1 + person_id % 3 WHERE user_name = 'duyet2'", 1)]
    [InlineData("UPDATE users SET access_failed_count = 3 WHERE user_name = 'duyet2'", 0)]
    [InlineData("UPDATE pools SET support_kinds = NULL WHERE fund_id = v_fund AND pool_id = 1", 1)]
    [InlineData("UPDATE funds SET name_vi = 'Quỹ khác' WHERE fund_id = v_fund", 1)]
    public async Task A_change_of_hands_or_terms_is_one_link_and_no_change_is_none(string change, int links) =>
        Assert.Null(await books.AsOwner(SealedSql.Replace("{0}", change, StringComparison.Ordinal)
            .Replace("{1}", links.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));

    [Theory]
    [InlineData("SELECT grant_role('duyet', @Fund, 'cashier')")]
    [InlineData("SELECT revoke_role('duyet2', @Fund, 'approver')")]
    [InlineData("SELECT record_role_event(@Fund, 'granted', 'duyet', 'cashier')")]
    [InlineData("SELECT record_reference(@Fund, 'pool', '1', ARRAY['pool'])")]
    public async Task The_application_gives_no_roles_and_seals_no_terms(string sql) =>
        Refused(await books.AsApplication(TamDuong.Accountant, sql), NoRight, null);
}
