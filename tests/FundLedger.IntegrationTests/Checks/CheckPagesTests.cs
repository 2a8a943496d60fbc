using FundLedger.Features.Setup;
using FundLedger.IntegrationTests.Api;
using FundLedger.IntegrationTests.Pages;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Checks;

public sealed class CheckPagesTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Board = "/audit/checks";

    [Fact]
    public async Task The_auditor_runs_the_checks_and_follows_a_finding_to_its_record()
    {
        const string RunsSql = "SELECT count(*) FROM check_runs WHERE started_by = 'kiemtoan' AND request_key IS NOT NULL";
        var before = await web.Ledger.Ask<long>(RunsSql);
        var page = await PageForm.Open(web, TamDuong.Auditor, Board);
        Assert.Equal(200, page.Status);
        Assert.Equal(Board, (await page.Send(Board)).Location);
        Assert.Equal(Board, (await page.Send(Board)).Location);
        Assert.Equal(before + 1, await web.Ledger.Ask<long>(RunsSql));
        var board = await PageForm.Open(web, TamDuong.Auditor, Board);
        Assert.Contains("data-checks=\"red\"", board.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/audit/checks/18\"", board.Text, StringComparison.Ordinal);
        var check = await PageForm.Open(web, TamDuong.Auditor, Board + "/18");
        Assert.Contains("tài khoản người dùng ketoan", check.Text, StringComparison.Ordinal);
        Assert.Contains("giữ cùng lúc: approver, requester", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_red_check_stands_in_the_auditors_and_the_administrators_work_and_in_nobody_elses()
    {
        await AddUser.RunAsync(
            web.Ledger.Database.Owner,
            new NewUser("quantri", "Quản trị", TamDuong.Password, true, [(TamDuong.District, "administrator")]), Ledger.Token);
        await web.Ledger.Checks.OnDemandAsync(Guid.NewGuid(), TamDuong.Auditor, Ledger.Token);
        const string Alarm = "1 phép kiểm tra có phát hiện";
        Assert.Contains(Alarm, (await PageForm.Open(web, TamDuong.Auditor, "/")).Text, StringComparison.Ordinal);
        Assert.Contains(Alarm, (await PageForm.Open(web, "quantri", "/")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await PageForm.Open(web, "quantri", Board)).Status);
        Assert.DoesNotContain(Alarm, (await PageForm.Open(web, TamDuong.Accountant, "/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Board)]
    [InlineData(Board + "/1")]
    public async Task Others_do_not_see_the_board(string path) =>
        Assert.Equal(403, (await PageForm.Open(web, TamDuong.Accountant, path)).Status);

    [Fact]
    public async Task Programs_run_the_checks_once_per_key_and_read_what_they_found()
    {
        var key = Guid.NewGuid();
        var first = await web.Post(TamDuong.Auditor, "/api/v1/funds/Q106/checks", null, key);
        var again = await web.Post(TamDuong.Auditor, "/api/v1/funds/Q106/checks", null, key);
        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Equal(first.Body!["run"]!["no"]!.GetValue<long>(), again.Body!["run"]!["no"]!.GetValue<long>());
        Assert.Equal("red", first.Body["run"]!["state"]!.GetValue<string>());
        Assert.Equal(200, (await web.Get(TamDuong.Auditor, "/api/v1/funds/Q106/checks")).Status);
        Assert.Equal(403, (await web.Post(TamDuong.Accountant, "/api/v1/funds/Q106/checks", null, Guid.NewGuid())).Status);
        Assert.Equal(404, (await web.Get(TamDuong.Auditor, "/api/v1/funds/Q106/checks?run=999999")).Status);
    }
}
