using FundLedger.Features.Disbursements;
using FundLedger.Features.Notices;
using FundLedger.IntegrationTests.Api;
using FundLedger.IntegrationTests.Pages;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Notices;

/// <summary>The bell, the page of notices, and who acts next on the page of each paper.</summary>
public sealed class NoticePageTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string UnreadSql = "SELECT count(*) FROM notices WHERE user_name = @User AND read_at IS NULL";

    [Fact]
    public async Task A_notice_waits_is_opened_where_one_acts_and_is_done_when_another_acted()
    {
        var id = await WaitingAsync("NOA");
        var page = await PageForm.Open(web, TamDuong.Approver, "/notices");
        Assert.Contains($"Đề nghị chi số {id} vừa được lập", page.Text, StringComparison.Ordinal);
        Assert.Contains("chờ anh/chị", page.Text, StringComparison.Ordinal);
        Assert.Contains("bell-count", page.Text, StringComparison.Ordinal);
        var no = await NumberAsync(TamDuong.Approver, id);
        var opened = await page.Send(
            "/notices?handler=Open", ("fund", "Q106"), ("no", $"{no}"), ("subject", "disbursement"), ("number", $"{id}"));
        Assert.Equal((302, $"/disbursements/Q106/{id}"), (opened.Status, opened.Location));
        var sheet = await PageForm.Open(web, TamDuong.Auditor, $"/disbursements/Q106/{id}");
        Assert.Contains("Người làm được bước này: Chủ tịch Hội đồng Quỹ; Phó Chủ tịch Hội đồng Quỹ", Plain(sheet), StringComparison.Ordinal);
        await web.Ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), id, "Sai đối tượng"));
        var later = await web.Ledger.Done(TamDuong.SecondApprover, new ListNotices(null));
        Assert.True(later.Items.Single(one => one.Subject == "disbursement" && one.SubjectNo == id).IsDone);
        var ended = Plain(await PageForm.Open(web, TamDuong.Auditor, $"/disbursements/Q106/{id}"));
        Assert.DoesNotContain("Người làm được bước này", ended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_marks_ones_own_read_one_by_one_or_all_and_nobody_elses()
    {
        var id = await WaitingAsync("NOB");
        var (mine, others) = (await NumberAsync(TamDuong.Approver, id), await NumberAsync(TamDuong.SecondApprover, id));
        var read = await web.Post(TamDuong.Approver, "/api/v1/funds/Q106/notices/reading", new { numbers = new[] { mine, others } }, Guid.NewGuid());
        Assert.Equal(1, read.Body!["count"]!.GetValue<int>());
        var page = await PageForm.Open(web, TamDuong.SecondApprover, "/notices?Only=unread");
        var all = await page.Send("/notices?handler=All", ("Only", "unread"));
        Assert.Equal((302, "/notices?Only=unread"), (all.Status, all.Location));
        Assert.Equal(0, await web.Ledger.Ask<long>(UnreadSql, new { User = TamDuong.SecondApprover }));
        var empty = await PageForm.Open(web, TamDuong.SecondApprover, "/notices?Only=unread");
        Assert.Contains("Không có thông báo chưa đọc", empty.Text, StringComparison.Ordinal);
        var mails = await web.Post(TamDuong.SecondApprover, "/api/v1/funds/Q106/notices/mails", new { wanted = true }, Guid.NewGuid());
        Assert.Equal((409, "mail-address-missing"), (mails.Status, mails.Reason));
    }

    [Fact]
    public async Task The_API_lists_ones_own_and_says_who_acts_next()
    {
        var id = await WaitingAsync("NOC");
        var listed = await web.Get(TamDuong.Approver, "/api/v1/funds/Q106/notices?unread=true");
        Assert.Contains(listed.Body!["items"]!.AsArray(), one => one!["subjectNo"]!.GetValue<long>() == id && one["mustAct"]!.GetValue<bool>());
        Assert.Empty((await web.Get(TamDuong.Auditor, "/api/v1/funds/Q106/notices")).Body!["items"]!.AsArray());
        var next = await web.Get(TamDuong.Auditor, $"/api/v1/funds/Q106/next/disbursement/{id}");
        Assert.Equal(["duyet", "duyet2"], next.Body!["who"]!.AsArray().Select(hand => hand!["user"]!.GetValue<string>()).Order());
        Assert.Equal(404, (await web.Get(TamDuong.OtherOfficer, "/api/v1/funds/Q106/notices")).Status);
    }

    [Fact]
    public void Everything_that_is_told_has_words_and_every_state_says_what_is_next()
    {
        Assert.All(NoticeWords.Known, one => Assert.DoesNotContain("{", NoticeWords.Of(one.Subject, one.Event, 202101).Vi, StringComparison.Ordinal));
        Assert.All(NextWords.Known, one => Assert.NotEqual(NextWords.Of("nothing", "nothing"), NextWords.Of(one.Subject, one.State)));
    }

    private static string Plain(PageForm page) => System.Text.RegularExpressions.Regex.Replace(page.Text, "<[^>]*>", "");

    private Task<long> NumberAsync(string user, long id) => web.Ledger.Ask<long>(
        "SELECT max(notice_no) FROM notices WHERE user_name = @User AND subject = 'disbursement' AND subject_no = @Id", new { User = user, Id = id });

    private async Task<long> WaitingAsync(string pool)
    {
        await web.Ledger.Given.Pool(pool);
        await web.Ledger.Given.Receipt(pool, 3_000_000);
        return await web.Ledger.Given.TetGifts(pool, await web.Ledger.Given.Children(1));
    }
}
