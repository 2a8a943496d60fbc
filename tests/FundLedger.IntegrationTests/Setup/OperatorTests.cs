using System.Text.Json.Nodes;
using FundLedger.Domain.Text;
using FundLedger.Features.Setup;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Setup;

/// <summary>What the operator sets up: users, roles, norms and ladders; what is wrong is named, and then nothing is done.</summary>
public sealed class OperatorTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string UsersSql = "SELECT count(*) FROM users WHERE user_name = @User";

    private const string RolesSql = """
        SELECT coalesce(string_agg(f.code || ' ' || r.role, ', ' ORDER BY f.code, r.role), '')
        FROM user_roles r JOIN funds f USING (fund_id) WHERE r.user_name = @User
        """;

    private const string AccountSql = """
        SELECT concat_ws(' ', u.display_name, p.full_name, u.password_hash IS NOT NULL, u.is_demo)
        FROM users u JOIN persons p USING (person_id) WHERE u.user_name = @User
        """;

    private const string LaddersSql = """
        SELECT string_agg(concat_ws(' ', f.code, l.number, l.status), ', ' ORDER BY f.code, l.ladder_no)
        FROM approval_ladders l JOIN funds f USING (fund_id) WHERE l.number = @Number
        """;

    private const string Steps = """
        [{ "level": "council_chair", "nameVi": "Chủ tịch Quỹ", "nameEn": "Chair", "normLevels": [], "holders": ["duyet"] }]
        """;

    private string Owner => ledger.Database.Owner;

    [Fact]
    public async Task A_user_is_added_with_all_roles_or_not_at_all_and_a_second_time_gets_further_ones()
    {
        var added = new NewUser("vanthu", "Văn thư Quỹ", null, false, [("Q106", "auditor")]);
        var unknown = added with { Roles = [("Q999", "auditor"), ("Q106", "cashier"), ("Q998", "auditor")] };
        Assert.Equal("There is no fund Q998, Q999.", await WrongAsync(() => AddUser.RunAsync(Owner, unknown, Ledger.Token)));
        Assert.Equal(0, await ledger.Ask<long>(UsersSql, new { User = "vanthu" }));
        await AddUser.RunAsync(Owner, added, Ledger.Token);
        Assert.Equal("Văn thư Quỹ Văn thư Quỹ f f", await AboutAsync(AccountSql, "vanthu"));
        await AddUser.RunAsync(
            Owner, added with { FullName = "Tên khác", Password = "mot mat khau du dai", Roles = [("Q03412", "auditor")] }, Ledger.Token);
        Assert.Equal("Văn thư Quỹ Văn thư Quỹ t f", await AboutAsync(AccountSql, "vanthu"));
        Assert.Equal("Q03412 auditor, Q106 auditor", await AboutAsync(RolesSql, "vanthu"));
    }

    [Fact]
    public async Task Roles_are_given_and_taken_together_and_only_what_is_new_is_counted()
    {
        await AddUser.RunAsync(Owner, new NewUser("tam", "Tạm", null, true, [("Q106", "auditor")]), Ledger.Token);
        (string, string)[] roles = [("Q106", "auditor"), ("Q03412", "auditor"), ("Q03430", "auditor")];
        Assert.Equal(2, await GrantRole.RunAsync(Owner, "tam", roles, Ledger.Token));
        Assert.Equal(0, await GrantRole.RunAsync(Owner, "tam", roles, Ledger.Token));
        Assert.Equal("There is no active user ai.", await WrongAsync(() => GrantRole.RunAsync(Owner, "ai", roles, Ledger.Token)));
        Assert.Equal("There is no fund Q999.", await WrongAsync(() => GrantRole.RunAsync(Owner, "tam", [("Q999", "auditor")], Ledger.Token)));
        await RevokeRole.RunAsync(Owner, "tam", [("Q106", "auditor"), ("Q106", "auditor")], Ledger.Token);
        Assert.Equal("Q03412 auditor, Q03430 auditor", await AboutAsync(RolesSql, "tam"));
        Assert.Equal(
            "tam does not hold all of these roles; nothing was changed.", await WrongAsync(() => RevokeRole.RunAsync(Owner, "tam", roles, Ledger.Token)));
        Assert.Equal("There is no fund Q999.", await WrongAsync(() => RevokeRole.RunAsync(Owner, "tam", [("Q999", "auditor")], Ledger.Token)));
        Assert.Equal("Q03412 auditor, Q03430 auditor", await AboutAsync(RolesSql, "tam"));
    }

    [Fact]
    public async Task A_mail_address_is_set_changed_and_taken_away_for_a_user_that_there_is()
    {
        const string AddressSql = "SELECT coalesce((SELECT address FROM mail_addresses WHERE user_name = @User), '')";
        Assert.Equal("There is no user ai.", await WrongAsync(() => SetMailAddress.RunAsync(Owner, "ai", "ai@example.org", Ledger.Token)));
        await SetMailAddress.RunAsync(Owner, TamDuong.Auditor, "kiemtoan@example.org", Ledger.Token);
        Assert.Equal(
            "That is no mail address.", await WrongAsync(() => SetMailAddress.RunAsync(Owner, TamDuong.Auditor, "không phải", Ledger.Token)));
        Assert.Equal("kiemtoan@example.org", await AboutAsync(AddressSql, TamDuong.Auditor));
        await SetMailAddress.RunAsync(Owner, TamDuong.Auditor, null, Ledger.Token);
        Assert.Equal("", await AboutAsync(AddressSql, TamDuong.Auditor));
    }

    [Fact]
    public async Task A_norm_is_drafted_once_and_a_file_that_is_none_is_told_why()
    {
        const string DraftsSql = "SELECT count(*) FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id WHERE f.code = @User";
        using var text = ReferenceFile.Open("norm-commune-sample.json");
        var file = await text.ReadToEndAsync(Ledger.Token);
        var unnamed = JsonNode.Parse(file)!;
        unnamed["decision"]!["number"] = " ";
        Assert.StartsWith(
            "The file is no norm file: ", await WrongAsync(() => LoadNorm.RunAsync(Owner, "Q03430", "không phải", Ledger.Token)), StringComparison.Ordinal);
        Assert.Contains("number", await WrongAsync(() => LoadNorm.RunAsync(Owner, "Q03430", unnamed.ToJsonString(), Ledger.Token)), StringComparison.Ordinal);
        Assert.Equal("There is no fund Q999.", await WrongAsync(() => LoadNorm.RunAsync(Owner, "Q999", file, Ledger.Token)));
        Assert.Equal(0, await ledger.Ask<long>(DraftsSql, new { User = "Q03430" }));
        for (var i = 0; i < 2; i++) await LoadNorm.RunAsync(Owner, "Q03430", file, Ledger.Token);
        Assert.Equal(1, await ledger.Ask<long>(DraftsSql, new { User = "Q03430" }));
    }

    [Fact]
    public async Task A_ladder_is_in_force_for_each_fund_at_once_and_loaded_once()
    {
        var file = $$"""{ "number": "07/PCPD", "issuedOn": "2021-01-02", "validFrom": "2021-01-02", "steps": {{Steps}} }""";
        for (var i = 0; i < 2; i++) await LoadLadder.RunAsync(Owner, ["Q106", "Q03412"], file, Ledger.Token);
        Assert.Equal("Q03412 07/PCPD adopted, Q106 07/PCPD adopted", await ledger.Ask<string>(LaddersSql, new { Number = "07/PCPD" }));
    }

    [Theory]
    [InlineData("{ \"issuedOn\": \"2021-01-02\", \"validFrom\": \"2021-01-02\", \"steps\": [] }", "The file is no ladder: number and steps are needed.")]
    [InlineData("{ \"number\": \"8\", \"issuedOn\": \"2021-01-02\", \"validFrom\": \"2021-01-02\" }", "The file is no ladder: number and steps are needed.")]
    [InlineData("null", "The file is no ladder: number and steps are needed.")]
    public async Task A_file_that_is_no_ladder_is_told_why(string file, string why) =>
        Assert.Equal(why, await WrongAsync(() => LoadLadder.RunAsync(Owner, ["Q106"], file, Ledger.Token)));

    [Fact]
    public async Task A_ladder_that_is_not_sound_or_for_a_fund_that_there_is_not_is_not_loaded()
    {
        const string Head = "\"number\": \"09/PCPD\", \"issuedOn\": \"2021-01-02\", \"validFrom\": \"2021-01-02\", \"steps\": ";
        Assert.StartsWith(
            "The file is no ladder: ", await WrongAsync(() => LoadLadder.RunAsync(Owner, ["Q106"], "{", Ledger.Token)), StringComparison.Ordinal);
        var empty = new Features.Approvals.LadderStepUnsound(0, Features.Approvals.LadderFlaw.Count).Message;
        Assert.Equal(empty, await WrongAsync(() => LoadLadder.RunAsync(Owner, ["Q106"], "{" + Head + "[] }", Ledger.Token)));
        Assert.Equal(
            "There is no fund Q999.", await WrongAsync(() => LoadLadder.RunAsync(Owner, ["Q106", "Q999"], "{" + Head + Steps + "}", Ledger.Token)));
        Assert.Null(await ledger.Ask<string?>(LaddersSql, new { Number = "09/PCPD" }));
    }

    private Task<string> AboutAsync(string sql, string user) => ledger.Ask<string>(sql, new { User = user });

    private static async Task<string> WrongAsync(Func<Task> load) => (await Assert.ThrowsAnyAsync<Exception>(load)) switch
    {
        UnusableContentException unusable => unusable.Words.En,
        RefusedContentException refused => refused.Error.Message,
        var other => throw other,
    };
}
