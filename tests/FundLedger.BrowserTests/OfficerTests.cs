using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class OfficerTests(Site site) : BrowserTest(site)
{
    private const string ChildSql = """
        SELECT min(b.beneficiary_code) FROM beneficiaries b JOIN units u USING (unit_id) WHERE ('Q' || u.code = 'Q03412') = @Own
        """;

    private const string CountSql = "SELECT count(*) FROM beneficiaries b JOIN units u USING (unit_id) WHERE 'Q' || u.code = 'Q03412'";

    private const string RequestSql = "SELECT min(disbursement_id) FROM disbursements JOIN funds f USING (fund_id) WHERE f.code = 'Q106'";

    [Fact]
    public async Task The_officer_sees_the_children_of_the_own_commune_only()
    {
        var page = await PageOf(DemoUsers.Officer);
        await page.GotoAsync("/children");
        var codes = page.Content().GetByRole(AriaRole.Link, new() { NameRegex = Codes.Child() });
        Assert.Equal(await Site.AskAsync<long>(CountSql), await codes.CountAsync());
        var ownRows = page.Content().GetByRole(AriaRole.Row).Filter(new() { HasText = "Bình Lư" });
        Assert.Equal(await codes.CountAsync(), await ownRows.CountAsync());
    }

    [Fact]
    public async Task What_belongs_to_others_is_not_there_for_the_officer()
    {
        var page = await PageOf(DemoUsers.Officer);
        var child = await Site.AskAsync<string>(ChildSql, new { Own = false });
        var request = await Site.AskAsync<long>(RequestSql);
        foreach (var address in (string[])
            [$"/children/{child}", "/vouchers/Q106/PT-2021-00001", "/vouchers/Q106/PT-2021-00001.pdf",
             FormattableString.Invariant($"/disbursements/Q106/{request}"),
             "/statements/Q106/file?from=2021-07-01&to=2021-09-30&format=csv"])
        {
            var answer = await page.GotoAsync(address);
            Assert.True(answer!.Status == 404, $"{address}: {answer.Status}");
            await page.Title().Should().ToHaveTextAsync("Không tìm thấy trang");
        }
    }

    [Fact]
    public async Task A_name_is_opened_for_a_reason_only_and_the_auditor_sees_the_look()
    {
        const string Reason = "Lập danh sách đi khám sàng lọc tim";
        var child = await Site.AskAsync<string>(ChildSql, new { Own = true });
        var officer = await PageOf(DemoUsers.Officer);
        await officer.GotoAsync($"/children/{child}");
        await officer.Content().GetByText("Họ và tên", new() { Exact = true }).Should().ToHaveCountAsync(0);
        await officer.Button("Mở danh tính").ClickAsync();
        await officer.Content().GetByText("Họ và tên", new() { Exact = true }).Should().ToHaveCountAsync(0);

        await officer.Field("Lý do").FillAsync(Reason);
        await officer.ConfirmAsync(officer.Button("Mở danh tính"));
        await officer.Content().GetByText("Họ và tên", new() { Exact = true }).Should().ToBeVisibleAsync();

        var auditor = await PageOf(DemoUsers.Auditor);
        await auditor.GotoAsync($"/audit/identities?child={child}");
        var look = auditor.Content().GetByRole(AriaRole.Row).Filter(new() { HasText = Reason });
        await look.Should().ToContainTextAsync(child);
        await look.Should().ToContainTextAsync("Cán bộ trẻ em xã Bình Lư");
    }
}
