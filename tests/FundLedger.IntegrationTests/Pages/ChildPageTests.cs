using FundLedger.Features.Children;
using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Pages;

public sealed class ChildPageTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Secret = "Trẻ Thử Nghiệm";

    [Fact]
    public async Task An_event_is_written_down_by_its_form_and_shown_on_the_timeline()
    {
        var child = (await web.Ledger.Given.Children(1))[0];
        var form = await PageForm.Open(web, TamDuong.Officer, $"/children/{child}/events/group_added");
        Assert.Contains("chưa xác nhận", form.Text, StringComparison.Ordinal);
        var sent = await form.Send(
            $"/children/{child}/events/group_added", ("Date", "04/01/2021"), ("Class", "g04/2"), ("Reason", "Hội đồng xác định kết luận"),
            ("EvidenceKind", "giấy xác nhận"), ("EvidenceNumber", "12/GXN"));
        Assert.Equal((302, $"/children/{child}"), (sent.Status, sent.Location));
        var page = await PageForm.Open(web, TamDuong.Officer, $"/children/{child}");
        Assert.Contains("Thêm nhóm", page.Text, StringComparison.Ordinal);
        Assert.Contains("Khuyết tật nặng", page.Text, StringComparison.Ordinal);
        Assert.Contains("giấy xác nhận 12/GXN", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_came_of_age_is_written_down_from_the_list()
    {
        var today = web.Ledger.Clock.Today;
        var child = (await web.Ledger.Done(TamDuong.OtherOfficer, new RegisterChild(
            "Q03430", Guid.NewGuid(), "Em Sắp Lớn", today.PlusYears(-16).PlusDays(1), "Mẹ Của Em", "mẹ", ["poor"]))).Code;
        web.Ledger.Clock.Today = today.PlusDays(1);
        var list = await PageForm.Open(web, TamDuong.OtherOfficer, "/children");
        Assert.Contains("1 trẻ đã đủ 16 tuổi", list.Text, StringComparison.Ordinal);
        var sent = await list.Send("/children?handler=AgeOut");
        Assert.Equal((302, "/children"), (sent.Status, sent.Location));
        Assert.Contains("Đủ 16 tuổi", (await PageForm.Open(web, TamDuong.OtherOfficer, $"/children/{child}")).Text, StringComparison.Ordinal);
        web.Ledger.Clock.Today = today;
    }

    [Fact]
    public async Task What_is_refused_stands_beside_its_field_and_what_was_typed_stays()
    {
        var child = (await web.Ledger.Given.Children(1))[0];
        var form = await PageForm.Open(web, TamDuong.Officer, $"/children/{child}/events/died");
        var again = await form.Send($"/children/{child}/events/died", ("Date", "09/01/2021"), ("Reason", "Theo giấy chứng tử của xã"));
        Assert.Equal(200, again.Status);
        Assert.Contains("tương lai", again.Text, StringComparison.Ordinal);
        Assert.Contains("Theo giấy chứng tử của xã", again.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await PageForm.Open(web, TamDuong.Officer, $"/children/{child}/events/resumed")).Status);
    }

    [Fact]
    public async Task A_sealed_case_is_asked_for_granted_and_opened_on_its_pages()
    {
        var child = (await web.Ledger.Given.Children(1, "g12"))[0];
        var page = await PageForm.Open(web, TamDuong.Officer, $"/children/{child}");
        await page.Send($"/children/{child}?handler=Ask", ("Reason", "Làm hồ sơ trợ giúp pháp lý"));
        var cases = await PageForm.Open(web, TamDuong.Approver, "/cases");
        Assert.Contains($"Được bảo vệ – mã hồ sơ {child}", cases.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, cases.Text, StringComparison.Ordinal);
        var request = await web.Ledger.Ask<string>(
            "SELECT request_no::text FROM identity_requests WHERE beneficiary_code = @child", new { child });
        var granted = await cases.Send(
            "/cases?handler=Grant", ("Child", child), ("RequestNo", request), ("Reason", "Đã xem hồ sơ"));
        Assert.Equal(302, granted.Status);
        var opened = await (await PageForm.Open(web, TamDuong.Officer, $"/children/{child}"))
            .Send($"/children/{child}", ("Reason", "Làm hồ sơ trợ giúp pháp lý"));
        Assert.Contains(Secret, opened.Text, StringComparison.Ordinal);
        var looks = await PageForm.Open(web, TamDuong.Auditor, $"/audit/identities?Child={child}");
        Assert.Contains("đồng ý mở", looks.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/children/export?format=csv", TamDuong.Officer)]
    [InlineData("/children/export?format=xlsx&state=active&ages=From6To10", TamDuong.Officer)]
    [InlineData("/children/report", TamDuong.Officer)]
    [InlineData("/children/report/export?period=2021-Q1&format=csv", TamDuong.Officer)]
    [InlineData("/audit/identities/export?format=csv", TamDuong.Auditor)]
    public async Task Lists_and_files_are_there_and_name_nobody(string path, string user)
    {
        await web.Ledger.Given.Children(2, "poor");
        var page = await PageForm.Open(web, user, path);
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain(Secret, page.Text, StringComparison.Ordinal);
    }
}
